/** How nodes, entries and messages are named on the page. @module */

import type { KeyValueCommand } from "../../lib/replicated/state_machine/key_value.ts";
import type { Entry } from "../../lib/consensus/raft/entry.ts";
import { lastIndex } from "../../lib/consensus/raft/log.ts";
import type { Message } from "../../lib/consensus/raft/messages.ts";
import type { Cuts } from "../../lib/laboratory/playground/cuts.ts";
import type { NodeView } from "../../lib/laboratory/playground/film.ts";

/** What a node is to a reader. */
export type Standing = "leader" | "candidate" | "follower" | "down";

/** What a node is; who only asks whether it should stand is a candidate too. */
export function standingOf({ isUp, state }: NodeView): Standing {
  if (!isUp || state === undefined) return "down";
  return state.role === "precandidate" ? "candidate" : state.role;
}

/** A node in one sentence. */
export function nodeWords(view: NodeView, cuts: Cuts): string {
  const { node, state } = view;
  const cut = cuts.nodes.has(node) ? ", cut off" : "";
  if (state === undefined) return `Node ${node}: ${standingOf(view)}${cut}`;
  const entries = lastIndex(state.log);
  const log = `${entries} ${entries === 1 ? "entry" : "entries"}, ${state.commitIndex} committed`;
  return `Node ${node}: ${standingOf(view)}${cut}, term ${state.term}, ${log}`;
}

/** What an entry says, in very few letters. */
export function entryText(entry: Entry): string {
  if (entry.type !== "command") return "–";
  const command = entry.command as KeyValueCommand;
  return command.type === "put" ? `${command.key}=${command.value}` : `${command.key}?`;
}

/** How a message is drawn. */
export type MessageKind = "vote" | "entries" | "heartbeat" | "other";

/** How a message is drawn. */
export function kindOf(message: Message): MessageKind {
  switch (message.type) {
    case "requestVote":
    case "vote":
    case "timeoutNow":
      return "vote";
    case "append":
      return message.entries.length > 0 ? "entries" : "heartbeat";
    case "appended":
      return "heartbeat";
    default:
      return "other";
  }
}

/** Whether a message answers another, and how. */
export function answerOf(message: Message): "yes" | "no" | undefined {
  if (message.type === "vote") return message.granted ? "yes" : "no";
  if (message.type === "appended") return message.success ? "yes" : "no";
  return undefined;
}

/** Virtual time as people read it. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}
