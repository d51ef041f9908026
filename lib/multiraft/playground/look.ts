/** How nodes, their ranges and their messages look. @module */

import { messageLook as raftLook } from "../../consensus/raft/playground/look.ts";
import type { Message as RaftMessage } from "../../consensus/raft/messages.ts";
import type {
  Cell,
  Cells,
  Column,
  MessageLook,
  NodeLook,
  Sign,
} from "../../kit/playground/look.ts";
import type { Message } from "../messages.ts";
import { type GroupId, intervalInWords } from "../range/interval.ts";
import { hasBegun } from "../range/state.ts";
import type { NodeState, Replica } from "../state.ts";

/** A replica and the number of its range. */
type Numbered = readonly [GroupId, Readonly<Replica>];

/** The replicas of a node in the order of their keys; those that wait for a snapshot come last. */
function inOrder({ replicas }: Readonly<NodeState>): Numbered[] {
  const begins = ({ group: { machine } }: Readonly<Replica>) =>
    hasBegun(machine) ? `0${machine.start}` : "1";
  return [...replicas].sort(([g, a], [h, b]) =>
    begins(a) < begins(b) ? -1 : begins(a) > begins(b) ? 1 : g - h
  );
}

/** What a node is: it leads some ranges, stands for others, or follows. */
export function look(state: Readonly<NodeState>): NodeLook {
  const all = inOrder(state);
  const numbers = (chosen: readonly Numbered[]) => chosen.map(([id]) => id).join(", ");
  const led = all.filter(([, { group }]) => group.leading !== null);
  const stood = all.filter(([, { group: { role } }]) => role.endsWith("candidate"));
  const sleeping = all.filter(([, { asleepSince }]) => asleepSince !== null);
  const facts = all.map((each) => `${rangeWords(each)}${each[1].group.leading ? ", led" : ""}`);
  const rest = {
    badge: all.length === 1 ? "1 range" : `${all.length} ranges`,
    facts: facts.length === 0 ? "no ranges" : facts.join("; "),
  };
  const asleep = all.length > 0 && sleeping.length === all.length ? "asleep" : "";
  if (led.length > 0) {
    const name = `leads ${numbers(led)}`;
    return { weight: "strong", name, caption: asleep === "" ? name : `${name}, asleep`, ...rest };
  }
  if (stood.length > 0) {
    const name = `stands for ${numbers(stood)}`;
    return { weight: "open", name, caption: name, ...rest };
  }
  return {
    weight: "plain",
    name: all.length === 0 ? "no ranges" : asleep || "follows",
    caption: asleep,
    ...rest,
  };
}

/** A range in one version. */
function rangeWords([id, { group: { machine } }]: Numbered): string {
  return hasBegun(machine)
    ? `range ${id} in version ${machine.version}, ${intervalInWords(machine)}`
    : `range ${id}, not here yet`;
}

/** How many entries a node has executed, of all of its ranges' logs together. */
export const columns: readonly Column<NodeState>[] = [
  {
    title: "Executed",
    wide: true,
    text: ({ replicas }) =>
      `${[...replicas.values()].reduce((sum, { group }) => sum + group.lastApplied, 0)}`,
  },
];

/** The ranges: number, a star where the replica leads, version, a z where it sleeps; and the keys. */
export const cells: Cells<NodeState> = {
  title: "Ranges, by their keys",
  named: true,
  last: ({ replicas }) => replicas.size,
  cell(state, index): Cell | undefined {
    const numbered = inOrder(state)[index - 1];
    if (numbered === undefined) return undefined;
    const [id, { group: { machine, leading, lastApplied }, asleepSince }] = numbered;
    const star = leading === null ? "" : "★", sleeps = asleepSince === null ? "" : " z";
    const isHere = hasBegun(machine), hasStopped = machine.merging !== null;
    const facts = [
      rangeWords(numbered),
      ...(leading === null ? [] : ["this replica leads"]),
      ...(hasStopped ? [`it has stopped, to become a part of range ${machine.merging!.into}`] : []),
      ...(asleepSince === null ? [] : ["asleep"]),
      `executed up to entry ${lastApplied}`,
      ...(isHere ? [contents(machine.data.pages)] : []),
    ];
    const words = facts.join("; ");
    return {
      head: isHere ? `${id}${star} v${machine.version}${sleeps}` : `${id}${star}`,
      hue: id,
      text: isHere ? hasStopped ? "stopped" : intervalInWords(machine) : "waits",
      isFirm: isHere && !hasStopped,
      title: words[0]!.toUpperCase() + words.slice(1),
    };
  },
};

function contents(pages: readonly ReadonlyMap<string, string>[]): string {
  const entries = pages.flatMap((page) => [...page]).sort(([a], [b]) => a < b ? -1 : 1);
  return entries.length === 0
    ? "no keys yet"
    : entries.map(([key, value]) => `${key} = ${value}`).join(", ");
}

/**
 * Within a group all looks as in Raft. What gateways ask is a quiet block, its answer is cool; a warm bar says that it
 * is to be asked elsewhere.
 */
export function messageLook(message: Message): MessageLook {
  switch (message.type) {
    case "group":
      return raftLook(message.message as RaftMessage);
    case "beats":
      return { shape: "dot", tone: "quiet" };
    case "beatReplies":
      return { shape: "yes", tone: "quiet" };
    case "routed":
      return message.outcome.type === "answer" || message.outcome.type === "ordered"
        ? { shape: "yes", tone: "cool" }
        : { shape: "no", tone: "warm" };
    case "located":
      return { shape: message.routes.length > 0 ? "yes" : "no", tone: "quiet" };
    default:
      return { shape: "block", tone: "quiet" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "vote", shape: "block", tone: "warm" },
  { name: "entry", shape: "block", tone: "cool" },
  { name: "heartbeats", shape: "dot", tone: "quiet" },
  { name: "yes", shape: "yes", tone: "quiet" },
  { name: "a gateway asks", shape: "block", tone: "quiet" },
  { name: "its answer", shape: "yes", tone: "cool" },
  { name: "ask elsewhere", shape: "no", tone: "warm" },
];
