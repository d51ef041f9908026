/** How Multi-Raft is told in diagrams: each group's messages in the words of Raft, with its number before them. @module */

import { labels as raft } from "../consensus/raft/labels.ts";
import { type Labels, withAnswers } from "../model/labels.ts";
import type { Tagged } from "../model/protocol.ts";
import { labels as reads } from "../reads/labels.ts";
import { commandLabel } from "../replicated/labels.ts";
import type { Beat, Message, Order, Outcome, Task, Timer } from "./messages.ts";
import type { Entries, Operation } from "./range/commands.ts";
import { intervalInWords } from "./range/interval.ts";
import { hasBegun } from "./range/state.ts";
import type { NodeState, Record } from "./state.ts";

/** The words of Multi-Raft. */
export const labels: Labels<NodeState, Message, Timer, Record> = withAnswers({
  node: (node) => `node ${node}`,
  state: stateLabel,
  message: messageLabel,
  timer: ({ type }) => timerWords[type] ?? type,
  record: recordLabel,
  request: requestLabel,
  answer: answerLabel,
  routine: isRoutine,
  replies: ["located", "routed", "beatReplies", "gone", "answer"],
  colours: {
    group: 1,
    beats: 1,
    beatReplies: 1,
    wake: 1,
    "member?": 2,
    gone: 2,
    locate: 3,
    located: 3,
    route: 4,
    routed: 4,
    ask: 4,
    order: 4,
    answer: 4,
  },
  legend: {
    group: "within a group",
    beats: "heartbeats of all groups",
    beatReplies: "they are heard",
    wake: "wake your group",
    "member?": "am I a member still?",
    gone: "you are none any more",
    locate: "where is a key?",
    located: "here",
    route: "asks a range",
    routed: "what came of it",
    ask: "a request",
    order: "an order",
    answer: "its answer",
  },
});

/** Small systems that are explored have timers of their own. */
const timerWords: Readonly<{ [T in string]?: string }> = {
  tick: "its groups' timers",
  again: "asks again",
  beat: "its groups beat",
  order: "the next order",
};

/** Each range that begins here with its group and version; a star for a leader, a bar for one that has stopped. */
function stateLabel({ replicas }: Readonly<NodeState>): string {
  const all = [...replicas].map(([id, { group: { machine, leading }, asleepSince }]) => {
    const star = leading === null ? "" : "*", sleeps = asleepSince === null ? "" : "z";
    if (!hasBegun(machine)) return `${id}${star}?`;
    const bar = machine.merging === null ? "" : "|";
    return `${id}${star}${bar}${sleeps} ${intervalInWords(machine)} v${machine.version}`;
  });
  return all.length === 0 ? "–" : all.join(", ");
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "ask":
      return operationLabel(message.operation);
    case "order":
      return orderLabel(message.order);
    case "locate":
      return `where is ${message.key === "" ? "−∞" : message.key}${
        message.group === undefined ? "" : `, and range ${message.group}`
      }?`;
    case "located":
      return message.routes.map(({ group }) => `in ${group}`).join(", ") || "nobody knows";
    case "route":
      return `${message.group} v${message.epoch.version}: ${taskLabel(message.task)}`;
    case "routed":
      return outcomeLabel(message.outcome);
    case "group":
      return `${message.group}: ${reads.message!(message.message as Tagged)}`;
    case "beats":
      return `beats of ${groupsIn(message.beats)}`;
    case "beatReplies":
      return `heard ${groupsIn(message.replies)}`;
    case "wake":
      return `${message.group}: wake`;
    case "member?":
      return `${message.group}: am I a member?`;
    case "gone":
      return `${message.group}: you are out`;
  }
}

/** The groups of beats; in brackets those that would sleep. */
function groupsIn(parts: readonly Pick<Beat, "group" | "sleeps">[]): string {
  return parts.map(({ group, sleeps }) => sleeps ? `(${group})` : `${group}`).join(" ");
}

function operationLabel(operation: Operation): string {
  if (operation.type !== "scan") return commandLabel(operation);
  return `scan ${intervalInWords({ start: operation.key, end: operation.end })}`;
}

function orderLabel(order: Order): string {
  switch (order.type) {
    case "split":
      return `split at ${order.at} into ${order.child}`;
    case "merge":
      return `merge into ${order.into}`;
    case "members":
    case "transfer":
      return raft.request!(order.type === "members" ? { ...order, type: "change" } : order);
  }
}

function taskLabel(task: Task): string {
  switch (task.type) {
    case "operate":
      return operationLabel(task.operation);
    case "absorb":
      return `absorb ${task.source.group}`;
    default:
      return orderLabel(task);
  }
}

function outcomeLabel(outcome: Outcome): string {
  switch (outcome.type) {
    case "answer":
      return answerLabel(outcome.answer);
    case "ordered":
      return outcome.refused ?? "done";
    default:
      return outcome.type;
  }
}

function requestLabel(input: unknown): string {
  const { wish, ...rest } = Object(input) as { readonly wish?: string };
  if (wish === undefined) return operationLabel(input as Operation);
  const words = Object.values(rest).filter((each) => typeof each === "string");
  return [wish, ...words].join(" ");
}

function answerLabel(output: unknown): string {
  const { ok, value = null, words, why } = Object(output) as {
    readonly ok?: boolean;
    readonly value?: string | boolean | Entries | null;
    readonly words?: string | null;
    readonly why?: string;
  };
  if (ok !== true) return words ?? why ?? "no";
  if (value === null) return "done";
  if (typeof value !== "object") return `${value}`;
  const found = value.entries.map(([key, held]) => `${key} ${held}`).join(", ");
  return found === "" ? "nothing" : found;
}

function recordLabel(record: Record): string {
  switch (record.type) {
    case "boot":
      return `start ${record.boot}`;
    case "group":
      return `${record.group}: ${raft.record!(record.record)}`;
    case "called":
      return `${record.group}: called in ${record.conf}`;
    case "gone":
      return `${record.group}: gone`;
  }
}

function isRoutine(event: Message | Timer): boolean {
  switch (event.type) {
    case "beats":
    case "beatReplies":
    case "tick":
      return true;
    case "group":
      return raft.routine!(event.message as Parameters<NonNullable<typeof raft.routine>>[0]);
    default:
      return false;
  }
}
