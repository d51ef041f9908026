/**
 * Too many liars: two worlds, in each of which a copy of each liar does what it should. The loyal of the two worlds decide
 * different things, and what the liars have signed convicts them (Civit, Gilbert and Gramoli 2021, *Polygraph*; Sheng,
 * Wang, Nayak, Kannan and Viswanath 2021, *BFT protocol forensics*).
 *
 * @module
 */

import { shortDigest } from "../../consensus/hotstuff/block.ts";
import { branchOf, guilty } from "../../consensus/hotstuff/guilt.ts";
import type { Replica } from "../../consensus/hotstuff/state.ts";
import { charges } from "../../consensus/pbft/guilt.ts";
import { type Statement, statementsIn } from "../../consensus/pbft/said.ts";
import type { Options } from "../../consensus/pbft/settings.ts";
import { encode } from "../../model/encode.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import type { Signed } from "../../security/identity/signed.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { assertOneOf, assertWhole } from "../asked.ts";
import { type Service, serviceOf } from "./services.ts";

/** A conviction. */
export interface Conviction {
  /** Who. */
  readonly node: NodeId;
  /** Of what. */
  readonly crime: string;
}

/** What came of two worlds. */
export interface TwoWorlds {
  /** What a loyal replica of each world has executed first; undefined if nothing. */
  readonly executed: readonly [unknown, unknown];
  /** Whom the statements that were sent, or kept, convict. */
  readonly convicted: readonly Conviction[];
}

/** How long they are apart, in ms. */
const RUN_MS = 1000;

/**
 * The first `liars` of n replicas are in two worlds at once. The loyal ones are divided between these, as evenly as can be, and so are two
 * clients, of whom one asks for "a" and the other for "b".
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { twoWorlds } from "hb/laboratory/byzantine/culprits.ts";
 *
 * const { executed, convicted } = twoWorlds("pbft", 4, 2);
 * assertEquals(executed, ["a", "b"]);
 * assertEquals(convicted.map(({ node }) => node), [0, 1]);
 * ```
 */
export function twoWorlds(way: "pbft" | "hotstuff", replicas: number, liars: number): TwoWorlds {
  const doing = "put liars into two worlds";
  assertOneOf(doing, "way", way, ["pbft", "hotstuff"]);
  assertWhole(doing, { replicas }, 4, 31);
  assertWhole(doing, { liars }, 1, replicas - 2);
  const service = serviceOf(way, replicas), said = new Map<string, Signed<Statement>>();
  const { world, loyal } = apart(service, replicas, liars, (body) => {
    if (way !== "pbft") return;
    for (const each of statementsIn(body)) said.set(encode(each), each);
  });
  const states = loyal.map((node) => world.states[node]);
  const [one, other] = states.map((state) => service.executed(state)[0]);
  const executed = [one, other] as const;
  if (way === "pbft") {
    return { executed, convicted: convictedOf(replicas, [...said.values()]) };
  }
  if (one === undefined || other === undefined) return { executed, convicted: [] };
  const [left, right] = states.map((state) => branchOf(state as Replica));
  const verdict = guilty(left!, right!, 3, shortDigest);
  const convicted = verdict?.culprits.map((node) => ({ node, crime: verdict.crime })) ?? [];
  return { executed, convicted };
}

function convictedOf(replicas: number, statements: readonly Signed<Statement>[]): Conviction[] {
  const options: Options = { machine: listMachine as Options["machine"], replicas };
  return charges(options, statements).map(({ culprit, crime }) => ({ node: culprit, crime }));
}

/** Both worlds, and a loyal replica of each. */
function apart(
  { protocol, ask }: Service,
  replicas: number,
  liars: number,
  hears: (body: unknown) => void,
) {
  const honest = Array.from({ length: replicas - liars }, (_, i) => liars + i);
  const middle = Math.ceil(honest.length / 2), nodes = replicas + 2;
  const first = Array.from({ length: liars }, (_, node) => node);
  const sides = [
    [...first, ...honest.slice(0, middle), replicas],
    [...first.map((node) => nodes + node), ...honest.slice(middle), replicas + 1],
  ] as const;
  const world = new World<unknown, Tagged, Tagged, unknown>({
    protocol,
    nodes,
    twins: first,
    seed: 1,
    trace: "none",
    strict: false,
    network: { latency: constant(5) },
    faults: [{ kind: "partition", at: 0, forMs: RUN_MS, sides }],
    clients: {
      workload: [[{ input: "a" }], [{ input: "b" }]],
      ask,
      link: "local",
      to: ({ client }) => replicas + client,
    },
    tap: ({ body }) => hears(body),
  });
  world.run(RUN_MS);
  return { world, loyal: [honest[0]!, honest[middle]!] as const };
}
