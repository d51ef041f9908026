/** One run of a replicated log among liars, for its suite. @module */

import type { History } from "../../../model/history.ts";
import type { Invariant } from "../../../model/invariant.ts";
import type { NodeId, Tagged } from "../../../model/protocol.ts";
import { drawnScript } from "../../../security/adversary/draw.ts";
import { puppet } from "../../../security/adversary/puppet.ts";
import { isTraitor, withTraitors } from "../../../security/adversary/traitors.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { World } from "../../../sim/world.ts";
import { type AnyProtocol, type AnyWorld, violationOf } from "../service.ts";

/** A log of texts, each of which a client asks for once. */
export interface LogAmongLiars {
  /** What it is called in tests. */
  readonly name: string;
  /** n: nodes 0 to n − 1 are replicas, those after them proxies. */
  readonly replicas: number;
  /** What every node runs. */
  readonly protocol: AnyProtocol;
  /** The message that asks a proxy for a command. */
  ask(command: string): Tagged;
  /** The commands that a replica has applied, from the first. */
  applied(state: unknown): readonly string[];
}

/** Those who ask, each at a proxy of its own. */
export const CLIENTS: readonly string[] = ["a", "b", "c"];
/** When trouble begins, in ms. */
export const BEGINS_MS = 200;
/** When it ends. */
export const ENDS_MS = 1500;
/** When all is well again, and everybody asks once more. */
export const WELL_MS = 2500;
/** How long it may take then until all is done. */
const PATIENCE_MS = 15_000;

/** A run that is over. */
export interface End {
  /** What a handler threw. */
  readonly wrong: string | undefined;
  /** What clients asked and were told. */
  readonly history: History<string, unknown>;
  /** The longest sequence that a loyal replica has applied. */
  readonly applied: readonly string[];
  /** The first time that two had applied what does not agree. */
  readonly parted: string | undefined;
}

/** One run, with so many liars; without any, nothing heals. */
export function endOf(
  log: LogAmongLiars,
  seed: number,
  faults: Schedule,
  liars: number,
  forMs: number = WELL_MS + PATIENCE_MS,
): End {
  const observer = prefixes(log), { replicas, protocol } = log;
  const world: AnyWorld = new World({
    protocol: withTraitors(protocol, treasons(log, seed, liars)) as AnyProtocol,
    nodes: replicas + CLIENTS.length,
    seed,
    trace: "none",
    network: { latency: uniform(1, 25), loss: 0.01, duplication: 0.05 },
    faults,
    invariants: [observer.invariant],
    clients: {
      workload: workload(),
      ask: (command) => log.ask(command as string),
      link: "local",
      to: ({ client }) => replicas + client,
    },
  });
  world.run(ENDS_MS);
  if (liars > 0) world.heal();
  world.run(forMs - ENDS_MS, () => !world.clientsBusy);
  const sequences = world.states.slice(0, replicas).map((state) => appliedAt(log, state));
  return {
    wrong: violationOf(world),
    history: world.history as History<string, unknown>,
    applied: sequences.reduce((a, b) => b.length > a.length ? b : a),
    parted: observer.parted(),
  };
}

function treasons({ replicas, protocol }: LogAmongLiars, seed: number, liars: number) {
  const random = new Random(seed, "liars"), types = Object.keys(protocol.upon);
  const nodes = Array.from({ length: replicas }, (_, node) => node);
  const chosen = Array.from(
    { length: liars },
    () => nodes.splice(random.below(nodes.length), 1)[0]!,
  );
  const listenersOf = (liar: NodeId) =>
    Array.from({ length: replicas + CLIENTS.length }, (_, node) => node)
      .filter((node) => node !== liar);
  return Object.fromEntries(chosen.map((liar) => {
    const script = drawnScript((n) => random.below(n), { listeners: listenersOf(liar), types });
    return [liar, puppet(protocol, script, chosen)];
  }));
}

/** Three clients, who ask for commands all the time, and once more when all is well. */
export function workload(): { readonly input: string; readonly at: number }[][] {
  return CLIENTS.map((client) => [
    ...Array.from({ length: 6 }, (_, n) => ({ input: `${client}${n}`, at: 200 * n })),
    { input: `${client}6`, at: WELL_MS },
  ]);
}

function appliedAt(log: LogAmongLiars, state: unknown): readonly string[] {
  return state === undefined || isTraitor(state) ? [] : log.applied(state);
}

/** Sees whether all that loyal replicas have applied, at whatever time, are prefixes of one sequence. */
function prefixes(log: LogAmongLiars) {
  let longest: readonly string[] = [], parted: string | undefined;
  const invariant: Invariant<unknown> = {
    name: "prefixes",
    words: "all applied sequences are prefixes of one sequence",
    check({ states }) {
      for (const [node, state] of states.slice(0, log.replicas).entries()) {
        const own = appliedAt(log, state);
        const at = own.findIndex((command, i) => command !== (longest[i] ?? command));
        if (at >= 0) parted ??= `replica ${node} has applied ${own[at]} where ${longest[at]} was`;
        else if (own.length > longest.length) longest = [...own];
      }
      return undefined;
    },
  };
  return { invariant, parted: () => parted };
}
