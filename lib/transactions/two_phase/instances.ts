/** Small systems of which every order of events is explored; nobody asks again there unless that is said. @module */

import type { GlobalState, ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { Snapshot } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { endOf } from "../client.ts";
import type { Operations } from "../operation.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { always, serializable } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** A system to explore. */
export type TwoPhaseSystem = ProtocolSystem<State, Message, Timer, Saved>;

/** What may happen in a small instance. */
export interface Bounds {
  /** What applications ask, one transaction each, and of which coordinator; nodes 0 and 1 are participants. */
  readonly asks: readonly { readonly at: NodeId; readonly operations: Operations }[];
  /** Other settings than those of small instances: each transaction is tried once. */
  readonly settings?: Partial<Settings>;
  /** What comes about in some run besides that all is done. */
  readonly sometimes?: NonNullable<TwoPhaseSystem["sometimes"]>;
  /** What else may happen; default: nothing, and messages overtake each other. */
  readonly more?: Pick<TwoPhaseSystem, "crashes" | "restarts" | "network" | "boundary" | "lossy">;
}

/** A small instance as a system to explore. */
export function smallTwoPhase(
  { asks, settings = {}, sometimes = {}, more }: Bounds,
  change?: Change,
): TwoPhaseSystem {
  const never = { againMs: Infinity, inquireMs: Infinity, chaseMs: Infinity };
  return {
    name: "two-phase",
    protocol: protocolWith(change, { ...never, tries: 1, ...settings }),
    nodes: 1 + Math.max(...asks.map(({ at }) => at)),
    clients: {
      workload: asks.map(({ operations }) => [{ input: operations }]),
      ask: (input) => ({ type: "transact", operations: input as Operations }),
      to: ({ client }) => asks[client]!.at,
      outcome: endOf,
    },
    asking: "at once",
    invariants: [...always, serializable],
    sometimes: {
      "all is done": ({ history }) =>
        history.length === asks.length && history.every(({ outcome }) => outcome === "ok"),
      ...sometimes,
    },
    ...more,
    // Nobody asks again, so what a crash takes is not answered.
    ...(more?.crashes === undefined ? { leadsTo: { "all is answered": { to: isAnswered } } } : {}),
  };
}

function isAnswered({ history }: Snapshot<State>): boolean {
  return history.every(({ outcome }) => outcome !== "unknown");
}

const append = (key: string, value: number) => ({ type: "append", key, value }) as const;
const read = (key: string) => ({ type: "read", key }) as const;

/** An instance: what may happen in it, and what is known of it. */
interface Small extends Bounds {
  readonly words: string;
  readonly states: number;
}

function instanceOf(
  { words, states, ...bounds }: Small,
): Instance<State, Message, Timer, Saved, Change> {
  return { words, states, system: (change) => smallTwoPhase(bounds, change) };
}

const twoAtOnce: Bounds["asks"] = [
  { at: 2, operations: [append("a", 1), append("x", 2)] },
  { at: 3, operations: [append("x", 3), append("a", 4)] },
];
const skew: Bounds["asks"] = [
  { at: 2, operations: [read("a"), append("x", 1)] },
  { at: 3, operations: [read("x"), append("a", 2)] },
];
const alone: Bounds["asks"] = [{ at: 2, operations: [append("a", 1), append("x", 2)] }];

/** The instances. */
export const instances: Readonly<Record<string, Instance<State, Message, Timer, Saved, Change>>> = {
  "two at once": instanceOf({
    words: "two transactions append to the same two lists, each in another order",
    states: 10_138,
    asks: twoAtOnce,
  }),
  "write skew": instanceOf({
    words: "each of two transactions reads what the other appends to",
    states: 2_651,
    asks: skew,
  }),
  "write skew, the younger die": instanceOf({
    words: "each of two transactions reads what the other appends to; the younger give way",
    states: 369,
    asks: skew,
    settings: { policy: "wait-die" },
  }),
  "a crash": instanceOf({
    words: "one transaction, and any node crashes once; who comes back in doubt asks",
    states: 1_699,
    asks: alone,
    more: { crashes: 1 },
  }),
  "two crashes": instanceOf({
    words: "one transaction, and nodes crash twice; who comes back in doubt asks",
    states: 37_134,
    asks: alone,
    more: { crashes: 2 },
  }),
  "a crash, commits presumed": instanceOf({
    words: "the same, where what is forgotten is committed",
    states: 1_057,
    asks: alone,
    settings: { presumption: "commit" },
    more: { crashes: 1 },
  }),
  "two crashes, commits presumed": instanceOf({
    words: "the same, where what is forgotten is committed",
    states: 24_162,
    asks: alone,
    settings: { presumption: "commit" },
    more: { crashes: 2 },
  }),
  "gone for good": instanceOf({
    words:
      "one transaction, and any node crashes and stays away: both participants may be left in doubt",
    states: 242,
    asks: alone,
    sometimes: { "both are blocked": isBlocked },
    more: { crashes: 1, restarts: false },
  }),
};

/** Nobody is left who could say what becomes of it, and nothing is on its way. */
function isBlocked({ states, messages }: GlobalState<State>): boolean {
  const [left, right, coordinator] = states;
  const isInDoubt = (s: Readonly<State> | undefined) =>
    [...s?.visits.values() ?? []].some(({ promise }) => promise !== null);
  return coordinator === undefined && isInDoubt(left) && isInDoubt(right) && messages.length === 0;
}
