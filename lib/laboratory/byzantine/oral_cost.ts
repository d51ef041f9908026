/**
 * What it costs that everybody hears the same from one who may lie: orders of OM(m) and SM(m) (Lamport, Shostak and Pease
 * 1982), and messages of Bracha's broadcast (1987) and of one with signatures, each counted in a run in which nobody lies.
 *
 * @module
 */

import { consistentBroadcast } from "../../consensus/consistent_broadcast/consistent_broadcast.ts";
import { faults } from "../../consensus/byzantine_quorum.ts";
import { oralMessages } from "../../consensus/oral_messages/oral_messages.ts";
import { reliableBroadcast } from "../../consensus/reliable_broadcast/reliable_broadcast.ts";
import type { RoundEnds, Say } from "../../consensus/rounds/lockstep.ts";
import { signedMessages } from "../../consensus/signed_messages/signed_messages.ts";
import type { Protocol, Tagged } from "../../model/protocol.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { World } from "../../sim/world.ts";
import { assertWhole } from "../asked.ts";

/** What one order, or one broadcast, costs among so many. */
export interface Cost {
  /** How many nodes there are. */
  readonly n: number;
  /** How many traitors are borne. */
  readonly m: number;
  /** Orders of OM(m), each with the path by which it has come: the paper's messages. */
  readonly oral: number;
  /** The same, where those of one round between two generals travel as one. */
  readonly oralBundles: number;
  /** Orders of SM(m), each with its signatures. */
  readonly signed: number;
  /** Messages of one reliable broadcast. */
  readonly broadcast: number;
  /** Messages of one consistent broadcast, with signatures. */
  readonly consistent: number;
}

/** The most generals, as OM(m) sends n to the power of m orders. */
const MOST = 13;

/** What passes between a client and its node. */
const local = ["broadcast", "answer"];

/**
 * Counts them among `n` nodes, with as many traitors borne as OM and Bracha can bear: m = ⌊(n − 1)/3⌋.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { oralCost } from "hb/laboratory/byzantine/oral_cost.ts";
 *
 * const { oral, signed, broadcast } = oralCost(10);
 * assertEquals([oral, signed, broadcast], [3609, 81, 189]);
 * ```
 */
export function oralCost(n: number): Cost {
  assertWhole("count what an order costs", { n }, 4, MOST);
  return costWith(n, faults(n));
}

/** The same where `m` traitors are to be borne, be it more than can be or fewer. */
export function costWith(n: number, m: number): Cost {
  assertWhole("count what an order costs", { n }, 2, MOST);
  assertWhole("count what an order costs", { m }, 0, 4);
  const chosen = { m, orders: ["attack"] };
  const oral = said(oralMessages(chosen), n), signed = said(signedMessages(chosen), n);
  const clients = {
    workload: [[{ input: "a" }]],
    ask: () => ({ type: "broadcast" as const, payload: "a" }),
    link: "local" as const,
  };
  // What a client asks of the node that it sits at is no message.
  const among = (types: readonly string[]) => types.filter((type) => !local.includes(type)).length;
  return {
    n,
    m,
    oral: oral.parts,
    oralBundles: oral.bundles,
    signed: signed.parts,
    broadcast: among(sent({ protocol: reliableBroadcast(), nodes: n, clients })),
    consistent: among(sent({ protocol: consistentBroadcast(), nodes: n, clients })),
  };
}

/** How many parts are told in a run of a protocol in rounds, and in how many bundles. */
function said<S, P>(protocol: Protocol<S, Say<P>, RoundEnds>, nodes: number) {
  const all: number[] = [];
  sent({ protocol, nodes }, (body) => void all.push(body.parts.length));
  return { parts: all.reduce((sum, each) => sum + each, 0), bundles: all.length };
}

/** The types of all messages of a run, in order. */
function sent<S, M extends Tagged, T extends Tagged>(
  scenario: Scenario<S, M, T>,
  look: (body: M) => void = () => {},
): string[] {
  const types: string[] = [];
  const world = new World({
    ...scenario,
    seed: 1,
    trace: "none",
    tap({ body }) {
      types.push((body as M).type);
      look(body as M);
    },
  });
  world.run(1000);
  return types;
}
