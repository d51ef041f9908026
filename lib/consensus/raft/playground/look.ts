/** How Raft's nodes, logs and messages look. @module */

import type { Cell, Cells, MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { Seen } from "../../../kit/playground.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { commandText } from "../../playground/requests.ts";
import type { Entry } from "../entry.ts";
import { entryAt, lastIndex } from "../log.ts";
import type { Message } from "../messages.ts";
import type { State } from "../state.ts";

/** How much a role stands out. */
const weights = {
  leader: "strong",
  candidate: "open",
  precandidate: "open",
  follower: "plain",
} as const;

/** How a node looks; one that only asks whether it should stand is a candidate too. */
export function look(
  { role, term, log, commitIndex }: Readonly<State>,
): NodeLook {
  const name = role === "precandidate" ? "candidate" : role;
  const entries = lastIndex(log);
  const kept = `${entries} ${entries === 1 ? "entry" : "entries"}, ${commitIndex} committed`;
  return {
    weight: weights[role],
    name,
    caption: role === "follower" ? "" : name,
    badge: `term ${term}`,
    facts: `term ${term}, ${kept}`,
  };
}

/** The node that leads the latest term, if any does. */
export function leaderOf(nodes: readonly Seen<State>[]): NodeId | undefined {
  const leading = nodes.filter(({ isUp, state }) => isUp && state?.role === "leader");
  return leading.sort((a, b) => b.state!.term - a.state!.term)[0]?.node;
}

/** The log: the term of each entry in colour, and what it says. */
export const cells: Cells<State> = {
  title: "Log, by index",
  last: ({ log }) => lastIndex(log),
  cell({ log, commitIndex }, index): Cell | undefined {
    const entry = entryAt(log, index);
    if (entry === undefined) return undefined;
    const isFirm = index <= commitIndex;
    return {
      head: `${entry.term}`,
      hue: entry.term,
      text: entryText(entry),
      isFirm,
      title: `Entry ${index} of term ${entry.term}: ${entryText(entry)}, ` +
        (isFirm ? "committed" : "not committed"),
    };
  },
};

/** What an entry says, in very few letters. */
function entryText(entry: Entry): string {
  return entry.type === "command" ? commandText(entry.command) : "–";
}

/** Elections are warm, entries are cool, and heartbeats and what answers them are quiet. */
export function messageLook(message: Message): MessageLook {
  switch (message.type) {
    case "requestVote":
    case "timeoutNow":
      return { shape: "block", tone: "warm" };
    case "requestVoteReply":
      return { shape: message.granted ? "yes" : "no", tone: "warm" };
    case "appendEntries":
      return message.entries.length > 0
        ? { shape: "block", tone: "cool" }
        : { shape: "dot", tone: "quiet" };
    case "appendEntriesReply":
      return { shape: message.success ? "yes" : "no", tone: "quiet" };
    default:
      return { shape: "block", tone: "cool" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "vote", shape: "block", tone: "warm" },
  { name: "entry", shape: "block", tone: "cool" },
  { name: "heartbeat", shape: "dot", tone: "quiet" },
  { name: "yes", shape: "yes", tone: "quiet" },
  { name: "no", shape: "no", tone: "quiet" },
];
