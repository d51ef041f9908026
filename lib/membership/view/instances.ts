/**
 * Small systems of which every order of events is explored. Nobody tells that it is there, so that nothing is sent
 * again and whoever may be suspected is suspected at any time; who ends a view goes on as soon as a quorum has told
 * what it has.
 *
 * @module
 */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { Diary } from "./diary.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

type ViewSystem = ProtocolSystem<State<Diary, string>, Message<string>, Timer, Saved<string>>;
/** A small group with views. */
export type ViewInstance = Instance<
  State<Diary, string>,
  Message<string>,
  Timer,
  Saved<string>,
  Change
>;

/** What may happen in a small instance. */
interface Small {
  readonly words: string;
  readonly states?: number;
  readonly nightly?: boolean;
  readonly depth?: number;
  /** Default 3. */
  readonly nodes?: number;
  /** What clients ask, each at its node, one after the other: a text to multicast, "leave" or "enter". */
  readonly asks: readonly (readonly [at: NodeId, ...inputs: string[]])[];
  /** Who may suspect whom. */
  readonly suspicions?: readonly (readonly [of: NodeId, suspected: NodeId])[];
  /** The last view that is looked at; default 2. */
  readonly views?: number;
  /** The most times that a node begins a ballot; default 1. */
  readonly rounds?: number;
  readonly settings?: Partial<Settings>;
  /** What else may happen. */
  readonly more?: Pick<ViewSystem, "crashes" | "network" | "lossy" | "restarts">;
}

function instanceOf(small: Small): ViewInstance {
  const { words, states, depth, nightly = false } = small;
  return {
    words,
    ...(states === undefined ? {} : { states }),
    ...(depth === undefined ? {} : { depth }),
    nightly,
    system: (change) => systemOf(small, change),
  };
}

function systemOf(small: Small, change?: Change): ViewSystem {
  const { asks, suspicions = [], views = 2, rounds = 1, nodes = 3, settings = {}, more } = small;
  const may = (node: NodeId, suspected: NodeId) =>
    suspicions.some(([by, of]) => by === node && of === suspected);
  return {
    name: "view",
    protocol: protocolWith(change, {
      beatMs: null,
      joinMs: null,
      suspectMs: suspicions.length === 0 ? null : 1,
      flushRounds: 0,
      acknowledges: false,
      rejoins: false,
      agree: { patienceMs: 1, backoffMs: 0, mostBackoffMs: 0 },
      ...settings,
    }),
    nodes,
    clients: {
      workload: asks.map(([, ...inputs]) => inputs.map((input) => ({ input }))),
      ask: (input) =>
        input === "leave" || input === "enter" ? { type: input } : { type: "ask", input },
      to: ({ client }) => asks[client]![0],
      link: "local",
      timeoutMs: 1,
    },
    sometimes: {
      "there is another view": ({ states }) => states.some((s) => s?.view.number === views),
    },
    boundary: ({ states }) =>
      states.every((s, node) =>
        s === undefined ||
        s.view.number <= views && s.agreement.round <= rounds && (s.attempt?.rounds ?? 0) === 0 &&
          [...s.suspects].every((suspected) => may(node, suspected))
      ),
    ...more,
  };
}

/** The instances; the first is the one that most mistakes show in. */
export const instances: Readonly<Record<string, ViewInstance>> = {
  "a suspicion": instanceOf({
    words: "node 2 multicasts, and node 0 takes it for crashed at any time",
    states: 12_569,
    asks: [[2, "a"]],
    suspicions: [[0, 2]],
  }),
  "two suspicions": instanceOf({
    words: "node 0 takes node 2 for crashed, and node 1 takes node 0 for crashed: two end the view",
    states: 2_404_361,
    nightly: true,
    asks: [],
    suspicions: [[0, 2], [1, 0]],
  }),
  "a newcomer": instanceOf({
    words: "node 1 of two members multicasts, while node 2 joins",
    states: 417,
    asks: [[1, "a"]],
    settings: { founders: [0, 1], flushRounds: 1 },
  }),
  "a member leaves": instanceOf({
    words: "node 2 multicasts and leaves",
    states: 4_785,
    asks: [[2, "a", "leave"]],
  }),
  "a crash": instanceOf({
    words:
      "a member crashes and comes back as who it was, while node 2 multicasts and is suspected",
    states: 419_800,
    nightly: true,
    asks: [[2, "a"]],
    suspicions: [[0, 2]],
    settings: { durable: true },
    more: { crashes: 1 },
  }),
  acknowledged: instanceOf({
    words: "node 2 multicasts and is acknowledged; node 0 takes it for crashed",
    states: 25_327,
    asks: [[2, "a"]],
    suspicions: [[0, 2]],
    settings: { acknowledges: true },
  }),
};
