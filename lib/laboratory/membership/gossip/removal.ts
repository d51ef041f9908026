/** A key is removed while one of the nodes that have it is away: whether it stays removed when that node is back. @module */

import { certificates } from "../../../membership/gossip/certificates/certificates.ts";
import type { Message } from "../../../membership/gossip/certificates/messages.ts";
import { type Rules, rules, type Settings } from "../../../membership/gossip/certificates/rules.ts";
import { assertKinds, numberAbove, oneOf, optional, wholeFrom } from "../../../model/kinds.ts";
import type { Trace } from "../../../model/trace.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { advance } from "../../advance.ts";

/** What is remembered of a removal: nothing; a certificate for a time; or one that sleeps at some nodes after that. */
export type Remembered = "nothing" | "for a time" | "asleep after that";

/** What is tried. */
export interface RemovalRun {
  /** What is remembered. */
  readonly remembered: Remembered;
  /** For how long node 2 is away, in ms. */
  readonly awayMs: number;
  /** How many nodes; default 5. */
  readonly nodes?: number;
}

/** What came of it. */
export interface Removal {
  /** The run. */
  readonly trace: Trace;
  /** How many nodes had the value back, at most, after it had been removed and node 2 was back. */
  readonly back: number;
  /** How many nodes have the value in the end. */
  readonly left: number;
  /** How many certificates are kept in the end, those that sleep included. */
  readonly certificates: number;
}

const PUT_AT_MS = 10, AWAY_AT_MS = 700, REMOVED_AT_MS = 800, AFTERWARDS_MS = 3000;

/** For so long a certificate is active, in ms. */
export const ACTIVE_MS = 1000;

/** Node 0 writes a value, which all get; node 2 goes away, node 1 removes the value, and node 2 comes back. */
export function removal(given: RemovalRun): Removal {
  assertKinds("remove a key", given, {
    remembered: oneOf("nothing", "for a time", "asleep after that"),
    awayMs: numberAbove(0),
    // Node 0 writes, node 1 removes, and node 2 is away.
    nodes: optional(wholeFrom(3)),
  });
  const { remembered, awayMs, nodes = 5 } = given;
  const settings: Partial<Settings> = { activeMs: ACTIVE_MS, sites: 2 };
  const world = new World({
    protocol: certificates(settings, rulesFor(remembered)),
    nodes,
    seed: 1,
    network: { latency: constant(5) },
    faults: [{ kind: "crash", at: AWAY_AT_MS, node: 2, downMs: awayMs }],
    clients: {
      workload: [
        [{ at: PUT_AT_MS, input: { type: "put", key: "x", value: "1" } }],
        [{ at: REMOVED_AT_MS, input: { type: "remove", key: "x" } }],
      ],
      ask: (input) => input as Message,
      to: ({ client }) => client,
      link: "local",
    },
    states: true,
  });
  const holders = () =>
    world.states.filter((s) => typeof s?.items.get("x")?.value === "string").length;
  advance(world, AWAY_AT_MS + awayMs);
  let back = 0;
  for (let at = 0; at < AFTERWARDS_MS; at += 10) {
    advance(world, 10);
    // Node 2 itself has it for a moment in any case: it comes back with what it had.
    back = Math.max(back, holders() - 1);
  }
  const kept = world.states.reduce(
    (sum, s) => sum + [...s!.items.values(), ...s!.dormant.values()].filter(isCertificate).length,
    0,
  );
  return { trace: world.trace, back, left: holders(), certificates: kept };
}

function isCertificate({ value }: { readonly value: string | null }): boolean {
  return value === null;
}

function rulesFor(remembered: Remembered): Partial<Rules> {
  if (remembered === "nothing") return { leaves: () => null };
  return remembered === "for a time" ? { retains: () => false } : { retains: rules.retains };
}
