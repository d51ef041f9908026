import text from "./broadcast.md" with { type: "text" };
import type { ProtocolSystem } from "hb/check/explore/protocol_system.ts";
import { explored } from "hb/grade/explored.ts";
import { type Grading, task } from "hb/grade/part.ts";
import { type Lie, menu } from "hb/security/adversary/menu.ts";
import { type Traitor, type Traitors, withTraitors } from "hb/security/adversary/traitors.ts";
import type { Answers } from "../answers.ts";
import type { BroadcastMessage, NodeId } from "../given.ts";
import { choices, forgetsVotes, storms } from "./broadcast_runs.ts";
import { lie, type State, type Subject, subjectOf, TYPES } from "./broadcast_subject.ts";
import { broadcastLabels } from "./labels.ts";

type Message = BroadcastMessage;

export const broadcast = task<Answers>(text, (answers, grading) => {
  const subject = subjectOf(answers.broadcast);
  // What takes less time comes first.
  choices(subject, grading);
  forgetsVotes(subject, grading);
  for (const small of smalls) everyOrder(subject, small, grading);
  storms(subject, grading);
});

interface Small {
  readonly words: string;
  readonly nodes: number;
  readonly states: number;
  readonly lies: readonly Lie<Message>[];
  readonly says?: readonly string[];
}

const each = (
  kinds: readonly ("initial" | "echo" | "ready")[],
  sender: NodeId,
  payloads: readonly string[],
  to: readonly NodeId[],
) =>
  to.flatMap((node) =>
    kinds.flatMap((kind) => payloads.map((payload) => lie(kind, sender, payload, node)))
  );

/** The last node is the liar. */
export const smalls: readonly Small[] = [
  {
    words: "four nodes, of which node 3 tells node 0 a and node 1 b, and echoes both",
    nodes: 4,
    states: 2500,
    lies: [
      lie("initial", 3, "a", 0),
      lie("initial", 3, "b", 1),
      lie("initial", 3, "b", 2),
      ...each(["echo"], 3, ["a", "b"], [0, 1]),
    ],
  },
  {
    words: "four nodes, of which node 3 tells all a and b, and is ready for both",
    nodes: 4,
    states: 2000,
    lies: each(["initial", "ready"], 3, ["a", "b"], [0, 1]),
  },
  {
    words:
      "four nodes, of which node 0 broadcasts a, and node 3 says b in its name, and is ready for it thrice",
    nodes: 4,
    states: 2000,
    says: ["a"],
    lies: [
      ...each(["initial", "echo"], 0, ["b"], [1, 2]),
      ...[1, 2, 3].flatMap(() => each(["ready"], 0, ["b"], [1])),
    ],
  },
];

export function everyOrder(
  { bare, invariants }: Subject,
  { words, nodes, states, lies, says = [] }: Small,
  grading: Grading,
): void {
  const about = `all orders of events of ${words}`;
  grading.busyWith(() => about);
  const liars: Traitors<Message> = { [nodes - 1]: menu(TYPES, () => lies) };
  const system: ProtocolSystem<State | Traitor, Message> = {
    name: "broadcast",
    protocol: withTraitors(bare, liars),
    nodes,
    history: false,
    invariants,
    ...(says.length === 0 ? {} : {
      clients: {
        workload: says.map((input) => [{ input }]),
        ask: (payload) => ({ type: "broadcast", payload: payload as string }),
        link: "local",
      },
    }),
  };
  explored(system, { states, words: about, labels: broadcastLabels }, grading);
}
