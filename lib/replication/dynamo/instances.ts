/** Small systems of which every order of events is explored. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { enoughCopies, invariants, lastWriterInvariants, quorumsMeet } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { type Copy, isSame } from "./versions/copy.ts";
import { asked, type Wish } from "./wishes.ts";

/** The store to explore. */
export type DynamoSystem = ProtocolSystem<State, Message, Timer, Saved>;
/** An instance of it. */
export type DynamoInstance = Instance<State, Message, Timer, Saved, Change>;

/** What is not the same in all instances. */
interface Small {
  readonly words: string;
  readonly states?: number;
  readonly nightly?: boolean;
  /** What each client asks, one thing after the other. */
  readonly wishes: readonly (readonly Wish[])[];
  readonly settings?: Partial<Settings>;
  readonly more?: Partial<DynamoSystem>;
}

/** There is no time: hints are handed on at any moment, and nothing is old. */
const timeless: Partial<Settings> = {
  ...{ copies: 2, reads: 1, writes: 1, names: 1, graceMs: 0 },
  ...{ shape: null, repairMs: null, handoffMs: null, readRepair: false },
  replicasOf: (_, nodes) => nodes,
};

function instanceOf(
  { words, states, nightly = false, wishes, settings = {}, more }: Small,
): DynamoInstance {
  return {
    words,
    ...(states === undefined ? {} : { states }),
    nightly,
    system: (change) => ({
      name: "dynamo",
      protocol: protocolWith(change, { ...timeless, ...settings }),
      nodes: 2,
      clients: {
        workload: wishes.map((each) => each.map((input) => ({ input }))),
        ...asked,
        to: ({ client, sequence }) => wishes[client]![sequence]!.at,
        link: "local",
      },
      ...more,
    }),
  };
}

const change = (at: number, value: string | null): Wish => ({ at, change: "k", value });
const add = (at: number, value: string): Wish => ({ at, add: "k", value });
const get = (at: number): Wish => ({ at, get: "k" });

function areSame(one: Copy | undefined, other: Copy | undefined): boolean {
  return one !== undefined && other !== undefined && isSame(one, other);
}

/** One home, and a node that stands in for it. */
const standIn: Partial<Settings> = { copies: 1, hints: 1 };
/** Two replicas that both must answer. */
const both: Partial<Settings> = { reads: 2, writes: 2 };

/** The instances. */
export const instances: Readonly<Record<string, DynamoInstance>> = {
  "two carts": instanceOf({
    states: 5_245,
    words: "two replicas; a client changes the key at one, and another adds a value at the other",
    wishes: [[change(0, "b")], [add(1, "c")]],
  }),
  "three siblings": instanceOf({
    states: 133,
    words: "one replica; two clients add a value, and then one changes what it is shown",
    wishes: [[add(0, "a"), change(0, "c")], [add(0, "b")]],
    settings: { copies: 1 },
    more: { nodes: 1 },
  }),
  "both answer": instanceOf({
    states: 1_902,
    words: "R = W = N = 2: whoever changes the key has been shown what was written before",
    wishes: [[change(0, "a")], [change(1, "b")]],
    settings: both,
    more: { invariants: [...invariants, quorumsMeet] },
  }),
  "a stand-in": instanceOf({
    states: 7_434,
    words: "one home, and a node that stands in for it when it seems down; two clients",
    wishes: [[add(1, "a"), change(1, "c"), { at: 1, handOn: true }], [add(0, "b")]],
    settings: standIn,
  }),
  "a stand-in crashes": instanceOf({
    states: 2_275,
    words: "the same with one client, messages that are lost, and a crash at any time",
    wishes: [[change(1, "a"), { at: 1, handOn: true }, { at: 1, handOn: true }]],
    settings: standIn,
    more: { lossy: true, crashes: 1 },
  }),
  "a stand-in writes twice": instanceOf({
    states: 7_768,
    words: "a stand-in writes, hands that on, and writes again while its home seems down again",
    wishes: [[
      change(1, "a"),
      { at: 1, handOn: true },
      change(1, "b"),
      { at: 1, handOn: true },
    ]],
    settings: standIn,
  }),
  "no room": instanceOf({
    states: 177,
    words: "two homes that both must have a put, and a node that has no room to stand in for one",
    wishes: [[change(0, "a")]],
    settings: { writes: 2, hints: 0 },
    more: { nodes: 3, invariants: [...invariants, enoughCopies(2)] },
  }),
  "one time": instanceOf({
    states: 142,
    words: "the last write wins; two replicas write at one time, and both must have both",
    wishes: [[add(0, "a")], [add(1, "b")]],
    settings: { ...both, conflict: "last write wins" },
    more: {
      invariants: lastWriterInvariants,
      leadsTo: {
        "copies agree": {
          from: ({ history }) => history.filter(({ outcome }) => outcome === "ok").length === 2,
          to: ({ states: [one, other] }) => areSame(one?.store.get("k"), other?.store.get("k")),
        },
      },
    },
  }),
  "a stand-in leaves": instanceOf({
    states: 79,
    words: "the same, and the stand-in leaves",
    wishes: [[change(1, "a"), { at: 1, leave: true }, { at: 1, handOn: true }]],
    settings: standIn,
  }),
  "a home is gone": instanceOf({
    words: "a node stands in for its home, which is then gone for good",
    states: 57,
    wishes: [[change(1, "a"), { at: 1, gone: 0 }]],
    settings: standIn,
  }),
  "only homes": instanceOf({
    states: 2_154,
    words: "a strict quorum of one home, and a node that keeps hints for it, which do not count",
    wishes: [[add(1, "a")], [get(1), get(1)]],
    settings: { ...standIn, sloppy: false },
    more: { invariants: [...invariants, quorumsMeet] },
  }),
  "a crash": instanceOf({
    states: 240,
    words: "two replicas that both must have a put, one of which crashes at any time",
    wishes: [[add(0, "a"), change(0, "b")]],
    settings: both,
    more: { crashes: 1, invariants: [...invariants, quorumsMeet, enoughCopies(2)] },
  }),
  "a comparison": instanceOf({
    states: 3_003,
    words: "two replicas with a key each compare what they have, while the first changes its key",
    wishes: [[add(0, "a"), { at: 0, sync: 1 }], [{ at: 1, add: "l", value: "b" }]],
    settings: { shape: { branching: 2, depth: 0 } },
    more: { lossy: true },
  }),
  "a deletion": instanceOf({
    states: 22_074,
    nightly: true,
    words: "two replicas; a value is written and deleted at one, and they compare what they have",
    wishes: [[add(0, "a"), change(0, null)], [{ at: 1, sync: 0 }]],
    settings: { shape: { branching: 2, depth: 0 } },
  }),
};
