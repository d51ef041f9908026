/** Small systems of which every order of events is explored. Node 3 of four, or the last one, is the traitor. @module */

import type {
  GlobalState,
  NodeSymmetry,
  ProtocolSystem,
} from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { NodeId } from "../../model/protocol.ts";
import { isLoyal } from "../../security/adversary/loyal.ts";
import { type Lie, menu } from "../../security/adversary/menu.ts";
import { picky } from "../../security/adversary/picky.ts";
import { type Traitor, type Treason, withTraitors } from "../../security/adversary/traitors.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { Message } from "./messages.ts";
import type { State, Vote } from "./state.ts";

type System = ProtocolSystem<State | Traitor, Message>;
type Kind = "initial" | "echo" | "ready";

/** What a traitor may be sent. */
const types: Message["type"][] = ["broadcast", "initial", "echo", "ready"];

interface Small {
  readonly words: string;
  readonly states: number;
  readonly nightly?: boolean;
  /** What the last node runs. */
  readonly treason: (loyal: readonly NodeId[], self: NodeId) => Treason<Message>;
  /** What loyal nodes broadcast, by node; default: nothing. */
  readonly says?: readonly string[];
  /** Whether the traitor does not tell the loyal apart; default false. */
  readonly isFair?: boolean;
  readonly more?: Partial<System>;
}

function instanceOf(
  { words, states, nightly = false, treason, says = [], isFair = false, more = {} }: Small,
): Instance<State | Traitor, Message, never, never, Change> {
  return {
    words,
    states,
    nightly,
    system(change): System {
      const nodes = change?.nodes ?? 4, self = nodes - 1;
      const loyal = Array.from({ length: self }, (_, node) => node);
      return {
        name: "bracha",
        protocol: withTraitors(protocolWith(change), { [self]: treason(loyal, self) }),
        nodes,
        ...(says.length === 0 ? {} : {
          clients: {
            workload: says.map((input) => [{ input }]),
            ask: (payload) => ({ type: "broadcast", payload: payload as string }),
            link: "local",
          },
        }),
        history: false,
        sometimes: { "all deliver": hasAll },
        ...(says.length === 0 && isFair ? { symmetry: symmetryOf(loyal) } : {}),
        ...more,
      };
    },
  };
}

/** Whether each loyal node has delivered something. */
function hasAll({ states }: GlobalState<State | Traitor>): boolean {
  return states.every((s) => !isLoyal<State>(s) || s.log.length > 0);
}

/** Whether some loyal node has. */
function hasSome({ states }: GlobalState<State | Traitor>): boolean {
  return states.some((s) => isLoyal<State>(s) && s.log.length > 0);
}

/** Loyal nodes can take each other's place where none of them is a sender. */
function symmetryOf(loyal: readonly NodeId[]): NodeSymmetry<State | Traitor, Message> {
  return {
    nodes: loyal,
    state(state, rename) {
      if (!isLoyal<State>(state)) return state;
      const renamed = (votes: readonly Vote[]) =>
        votes.map(({ node, payload }) => ({ node: rename(node), payload }))
          .sort((one, other) => one.node - other.node);
      const known = [...state.known].map(([name, of]) =>
        [name, { ...of, echoes: renamed(of.echoes), readies: renamed(of.readies) }] as const
      );
      return { ...state, known: new Map(known) };
    },
  };
}

/** Says so of the first broadcast of a sender. */
function lie(type: Kind, sender: NodeId, payload: string, to: NodeId): Lie<Message> {
  return [to, { type, sender, sequence: 1, payload }];
}

/** Each of these to each of those, with each payload. */
function each(
  kinds: readonly Kind[],
  sender: NodeId,
  payloads: readonly string[],
  to: readonly NodeId[],
): Lie<Message>[] {
  return to.flatMap((node) =>
    kinds.flatMap((kind) => payloads.map((payload) => lie(kind, sender, payload, node)))
  );
}

/** The instances; the first is the one that most mistakes show in. */
export const instances: Readonly<
  Record<string, Instance<State | Traitor, Message, never, never, Change>>
> = {
  "the sender lies": instanceOf({
    words: "the sender says a and b to each, in either order, and echoes both",
    states: 99_243,
    treason: (loyal, self) => menu(types, () => each(["initial", "echo"], self, ["a", "b"], loyal)),
    isFair: true,
  }),
  "the sender is ready for both": instanceOf({
    words: "the sender says a and b to each, in either order, and is ready for both",
    states: 46_339,
    treason: (loyal, self) =>
      menu(types, () => each(["initial", "ready"], self, ["a", "b"], loyal)),
    isFair: true,
  }),
  "the sender lies in everything": instanceOf({
    words: "the sender says a and b to each, in either order, echoes both, and is ready for a",
    states: 905_644,
    treason: (loyal, self) =>
      menu(types, () => [
        ...each(["initial", "echo"], self, ["a", "b"], loyal),
        ...each(["ready"], self, ["a"], loyal),
      ]),
    isFair: true,
    nightly: true,
  }),
  "another lies": instanceOf({
    words:
      "node 0 broadcasts a; node 3 speaks as if it were the sender of b, and says echo for it once, and ready thrice",
    states: 7_808,
    says: ["a"],
    treason: (loyal) =>
      menu(types, () => [
        ...each(["initial", "echo"], 0, ["b"], loyal),
        ...[1, 2, 3].flatMap(() => each(["ready"], 0, ["b"], [1])),
      ]),
  }),
  "some are told": instanceOf({
    words:
      "the sender tells two nodes a and the third a, b or nothing; it says echo and ready for a to two of them, or not",
    states: 101_952,
    treason: (_, self) =>
      picky(types, [
        [lie("initial", self, "a", 0)],
        [lie("initial", self, "a", 1)],
        [lie("initial", self, "a", 2), lie("initial", self, "b", 2)],
        [lie("echo", self, "a", 0)],
        [lie("echo", self, "a", 1)],
        [lie("ready", self, "a", 0)],
        [lie("ready", self, "a", 1)],
      ]),
    more: { leadsTo: { totality: { from: hasSome, to: hasAll } } },
  }),
  "a loyal sender": instanceOf({
    words:
      "node 0 broadcasts a; to node 1, node 3 echoes a or b or neither, and says that it is ready for either or neither",
    states: 13_098,
    says: ["a"],
    treason: () =>
      picky(types, [
        each(["echo"], 0, ["a", "b"], [1]),
        each(["ready"], 0, ["a", "b"], [1]),
      ]),
    more: { leadsTo: { validity: { to: hasAll } } },
  }),
};
