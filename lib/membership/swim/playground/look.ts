/** How members and messages of SWIM look. @module */

import type { Column, MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { ToneSign, Views } from "../../../kit/playground/views.ts";
import type { Message } from "../messages.ts";
import type { Status } from "../standing.ts";
import { standingOf, type State } from "../state.ts";

const tones = {
  alive: "good",
  suspect: "doubtful",
  dead: "bad",
  left: "past",
} as const satisfies Record<
  Status,
  string
>;

/** What the colours mean. */
export const toneSigns: readonly ToneSign[] = [
  { tone: "good", name: "alive" },
  { tone: "doubtful", name: "suspect" },
  { tone: "bad", name: "dead" },
  { tone: "past", name: "left" },
  { tone: "none", name: "unknown" },
];

/** How a node stands by its own word. */
export function look(s: Readonly<State>): NodeLook {
  const { part, incarnation, members, suspicions, awareness } = s;
  const name = part === "member" ? "member" : part;
  const doubts = awareness === 0 ? "" : `, doubts itself by ${awareness}`;
  return {
    weight: "plain",
    tone: part === "member" ? awareness > 0 ? "doubtful" : "good" : "past",
    name,
    caption: part === "member" ? "" : name,
    badge: `i${incarnation}`,
    facts:
      `in incarnation ${incarnation}, sees ${members} members, suspects ${suspicions.size}${doubts}`,
  };
}

/** What a member holds of another; of itself, what it says of itself. */
export const views: Views<State> = {
  of(s, self, other) {
    if (other === self) {
      return s.part === "member"
        ? { tone: "good", name: "alive", facts: "" }
        : { tone: "past", name: s.part, facts: "" };
    }
    const held = standingOf(s, other);
    if (held === undefined) return undefined;
    const { status, incarnation } = held;
    const facts = incarnation === 0 ? "" : `in incarnation ${incarnation}`;
    return { tone: tones[status], name: status, facts };
  },
};

/** What is told of a node besides. */
export const columns: readonly Column<State>[] = [
  { title: "Incarnation", text: ({ incarnation }) => `${incarnation}` },
  { title: "Sees", text: ({ members }) => `${members}` },
  { title: "Suspects", text: ({ suspicions }) => `${suspicions.size}`, wide: true },
];

/** News is a block, probes without any are dots. */
export function messageLook(message: Message): MessageLook {
  switch (message.type) {
    case "ping-req":
      return { shape: "block", tone: "warm" };
    case "nack":
      return { shape: "no", tone: "warm" };
    case "ping":
    case "ack":
      return message.news.length > 0
        ? { shape: "block", tone: "cool" }
        : { shape: "dot", tone: "quiet" };
    default:
      return { shape: "yes", tone: "cool" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "ping or ack", shape: "dot", tone: "quiet" },
  { name: "with news", shape: "block", tone: "cool" },
  { name: "ping-req", shape: "block", tone: "warm" },
  { name: "nack", shape: "no", tone: "warm" },
  { name: "full exchange", shape: "yes", tone: "cool" },
];
