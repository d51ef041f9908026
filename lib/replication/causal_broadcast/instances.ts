/** Small systems for the explorer. @module */

import type { GlobalState, ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { type Diary, diary, type Entry } from "./application.ts";
import { causalBroadcast } from "./causal_broadcast.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";

type System = ProtocolSystem<Diary, Message<unknown>, Timer, Saved<Entry[], unknown>>;
type Small = Instance<
  Diary,
  Message<unknown>,
  Timer,
  Saved<Entry[], unknown>,
  Partial<Rules>
>;

/** What is not the same in all instances. */
interface Options {
  readonly words: string;
  readonly states: number;
  readonly nightly?: boolean;
  /** Who says something, in the order of clients. */
  readonly from: readonly (readonly number[])[];
  readonly nodes: number;
  readonly settings?: Partial<Settings>;
  readonly more?: Partial<System>;
}

/** All that anybody is to say, all who are up have. */
const allHave = (said: number) => ({ states }: GlobalState<Diary>) =>
  states.every((s) => s === undefined || s.app.length === said);

/** What anybody who is up has delivered, all who are up deliver in the end. */
const allOrNone: System["leadsTo"] = {
  "all or none": {
    from: ({ states }) => states.some((s) => s !== undefined && s.app.length > 0),
    to: ({ states }) =>
      states.every((s) => s === undefined || s.app.length > 0) ||
      states.every((s) => s === undefined || s.app.length === 0),
  },
};

function instanceOf({ words, states, nightly = false, from, nodes, ...options }: Options): Small {
  const said = from.flat().length;
  return {
    words,
    states,
    nightly,
    system: (change) => ({
      name: "causal broadcast",
      protocol: causalBroadcast(diary, { beatMs: 0, ...options.settings }, change),
      nodes,
      clients: {
        workload: from.map((asks, client) => asks.map((_, i) => ({ input: `${client}${i}` }))),
        ask: (input) => ({ type: "ask", input }),
        to: ({ client, sequence }) => from[client]![sequence]!,
        link: "local",
      },
      history: false,
      leadsTo: { "everybody delivers": { to: allHave(said) } },
      ...options.more,
    }),
  };
}

/** The instances. */
export const instances = {
  "an answer": instanceOf({
    words: "of three nodes, two say something, at any time",
    states: 6_472,
    nodes: 3,
    from: [[0], [1]],
  }),
  "one after the other": instanceOf({
    words: "one of two nodes says two things",
    states: 13,
    nodes: 2,
    from: [[0, 0]],
  }),
  "both at once": instanceOf({
    words: "two nodes say two things each",
    states: 1_430,
    nodes: 2,
    from: [[0, 0], [1, 1]],
    nightly: true,
  }),
  "copies": instanceOf({
    words: "two nodes say something each; whatever is sent may arrive again at any time",
    states: 1_602,
    nodes: 2,
    from: [[0], [1]],
    settings: { beatMs: 1 },
    more: { network: "duplicating" },
  }),
  "a node comes back": instanceOf({
    words: "one of two nodes says two things; a node may crash and come back",
    states: 2_163,
    nodes: 2,
    from: [[0, 0]],
    settings: { beatMs: 1 },
    more: { network: "duplicating", crashes: 1, leadsTo: allOrNone },
  }),
  "the origin is gone": instanceOf({
    words:
      "of three nodes, one says something, and one may crash for good; whatever is sent may arrive again",
    states: 2_973,
    nodes: 3,
    from: [[0]],
    settings: { beatMs: 1 },
    more: {
      network: "duplicating",
      crashes: 1,
      restarts: false,
      boundary: ({ states }) => states[1] !== undefined && states[2] !== undefined,
      leadsTo: allOrNone,
    },
  }),
};
