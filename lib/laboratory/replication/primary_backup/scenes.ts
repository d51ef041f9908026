/** Primary and backups, and the naive pair, in runs that are written down: to be drawn, and judged. @module */

import { level, type MemoryHistory } from "../../../check/levels.ts";
import type { History } from "../../../model/history.ts";
import { assertKinds, either, list, numberFrom, oneOf, record } from "../../../model/kinds.ts";
import type { Tagged } from "../../../model/protocol.ts";
import type { Trace } from "../../../model/trace.ts";
import { bare } from "../../../replicated/requests.ts";
import type { Answer } from "../../../replicated/requests.ts";
import { naivePair } from "../../../replication/primary_backup/naive.ts";
import { primaryBackup } from "../../../replication/primary_backup/primary_backup.ts";
import type { Rules } from "../../../replication/primary_backup/rules.ts";
import type { Settings } from "../../../replication/primary_backup/settings.ts";
import type { Ask, Value } from "../../../replication/register/register.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import type { AnyProtocol, AnyWorld } from "../../conformance/service.ts";
import { registersMachine } from "../services/primary_backup.ts";

/** What is asked, by somebody who sits at a server. */
export interface Asked {
  /** When, in ms. */
  readonly at: number;
  /** Which of the servers, the first one being 0: whatever node it is. */
  readonly server: number;
  /** What. */
  readonly ask: Ask;
  /** Who asks, counted from 0; each asks one thing after another. By default somebody else each time. */
  readonly who?: number;
}

/** What came of a run. */
export interface Played {
  /** The run. */
  readonly trace: Trace;
  /** What was asked and answered. */
  readonly history: History<Ask, Value>;
  /** Whether the history is linearizable. */
  readonly linearizable: boolean;
}

/** Which copies are tried. */
export type Copies = "naive" | Partial<Settings>;

/** How long a message takes, in ms. */
export const LATENCY_MS = 10;

/** When servers know who is primary and backup, in ms: before it nothing is asked. */
export const SET_MS = 300;

/** Plays: two servers, and a view service at a node before them unless they are naive. */
export function play(
  copies: Copies,
  asks: readonly Asked[],
  faults: (servers: readonly number[]) => Schedule,
  forMs: number,
  rules?: Partial<Rules>,
): Played {
  assertKinds("play a scene", { copies, asks, forMs }, {
    copies: either(record, "naive"),
    asks: list,
    forMs: numberFrom(0),
  });
  for (const { at, server } of asks) {
    assertKinds("play a scene", { at, server }, { at: numberFrom(0), server: oneOf(0, 1) });
  }
  const people = byWho(asks);
  const isNaive = copies === "naive", servers = isNaive ? [0, 1] : [1, 2];
  const protocol = isNaive
    ? naivePair()
    : primaryBackup({ machine: registersMachine, backups: 1, ...copies }, rules);
  const world: AnyWorld = new World({
    protocol: protocol as unknown as AnyProtocol,
    nodes: isNaive ? 2 : 3,
    seed: 1,
    network: { latency: constant(LATENCY_MS) },
    faults: faults(servers),
    clients: {
      workload: people.map((all) => all.map(({ at, ask }) => ({ at, input: ask }))),
      ask: (input) => isNaive ? input as Tagged : bare(input) as Tagged,
      to: ({ client }) => servers[people[client]![0]!.server]!,
      link: "local",
    },
    states: true,
  });
  world.run(forMs);
  const history = world.history.map((operation) => {
    const { output, ...rest } = operation;
    if (rest.outcome !== "ok") return rest;
    return { ...rest, output: isNaive ? output : (output as Answer & { ok: true }).result };
  }) as History<Ask, Value>;
  const verdict = level("linearizable").check(history as MemoryHistory);
  return { trace: world.trace, history, linearizable: verdict.verdict === "ok" };
}

/** What each asks. */
function byWho(asks: readonly Asked[]): Asked[][] {
  const people: Asked[][] = [];
  asks.forEach((each, i) => (people[each.who ?? i] ??= []).push(each));
  return people;
}

const write = (value: number): Ask => ({ type: "write", key: "x", value });
const read: Ask = { type: "read", key: "x" };

/** All is well: a write, and a read. */
export function healthy(settings: Partial<Settings> = {}): Played {
  return play(
    settings,
    [
      { at: SET_MS, server: 0, ask: write(1), who: 0 },
      { at: SET_MS + 50, server: 0, ask: read, who: 0 },
    ],
    () => [],
    SET_MS + 100,
  );
}

/** The primary is cut off from its backup and, if there is one, from the view service. Each server is asked. */
export function splitBrain(copies: Copies): Played {
  return play(
    copies,
    [
      { at: SET_MS, server: 0, ask: write(1), who: 0 },
      { at: SET_MS + 600, server: 0, ask: write(2), who: 0 },
      { at: SET_MS + 650, server: 1, ask: read, who: 1 },
      { at: SET_MS + 700, server: 0, ask: read, who: 2 },
    ],
    ([cut, other]) => [{
      kind: "partition",
      at: SET_MS + 100,
      forMs: 2000,
      sides: [[cut!], cut === 0 ? [other!] : [0, other!]],
    }],
    SET_MS + 800,
  );
}

/** The primary answers a write, and fails before its backup has heard of it; then the backup is asked. */
export function lostWrite(settings: Partial<Settings>): Played {
  return play(
    settings,
    [
      { at: SET_MS, server: 0, ask: write(1) },
      { at: SET_MS + 600, server: 1, ask: read },
    ],
    ([first, second]) => [
      { kind: "partition", at: SET_MS - 1, forMs: 3, sides: [[first!], [second!]], oneWay: true },
      { kind: "crash", at: SET_MS + 1, node: first! },
    ],
    SET_MS + 700,
  );
}

/**
 * With confirmed reads: a write's way to the backup is lost, somebody reads it at the primary, which has its backup's word
 * that it still is the primary, and fails; then somebody reads at the backup.
 */
export function readsUnacknowledged(rules: Partial<Rules> = {}): Played {
  return play(
    { reads: "confirmed" },
    [
      { at: SET_MS, server: 0, ask: write(1) },
      { at: SET_MS + 2, server: 0, ask: read },
      { at: SET_MS + 600, server: 1, ask: read },
    ],
    ([first, second]) => [
      { kind: "partition", at: SET_MS - 1, forMs: 2, sides: [[first!], [second!]], oneWay: true },
      { kind: "crash", at: SET_MS + 25, node: first! },
    ],
    SET_MS + 700,
    rules,
  );
}
