/** How nodes and messages of gossip look, and what spreads. @module */

import type { Column, MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { Spread, ToneSign } from "../../../kit/playground/views.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Message } from "../messages.ts";
import type { State } from "../state.ts";
import type { GossipValues } from "./settings.ts";

/** What the colours mean. */
export const toneSigns: readonly ToneSign[] = [
  { tone: "none", name: "susceptible" },
  { tone: "doubtful", name: "infective" },
  { tone: "good", name: "removed" },
];

/** A node as an epidemic sees it: what it has of rumours, whichever they are. */
export function look({ known, hot }: Readonly<State>): NodeLook {
  const [tone, name] = hot.size > 0
    ? ["doubtful", "infective"] as const
    : known.size > 0
    ? ["good", "removed"] as const
    : ["none", "susceptible"] as const;
  return {
    weight: hot.size > 0 ? "open" : "plain",
    tone,
    name,
    caption: "",
    badge: `${known.size}`,
    facts: `knows ${known.size}, spreads ${hot.size}`,
  };
}

/** What is told of a node besides. */
export const columns: readonly Column<State>[] = [
  { title: "Knows", text: ({ known }) => `${known.size}` },
  { title: "Spreads", text: ({ hot }) => `${hot.size}` },
];

/** Rumours are blocks; what comes back says whether they were news. */
export function messageLook(message: Message): MessageLook {
  switch (message.type) {
    case "push":
    case "pulled":
      return { shape: "block", tone: "warm" };
    case "feedback":
      return {
        shape: message.opinions.some(({ needed }) => needed) ? "yes" : "no",
        tone: "quiet",
      };
    case "difference":
    case "missing":
      return { shape: message.rumours.length > 0 ? "block" : "dot", tone: "cool" };
    default:
      return { shape: "dot", tone: message.type === "digest" ? "cool" : "quiet" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "rumours", shape: "block", tone: "warm" },
  { name: "was news", shape: "yes", tone: "quiet" },
  { name: "was known", shape: "no", tone: "quiet" },
  { name: "pull", shape: "dot", tone: "quiet" },
  { name: "comparison", shape: "dot", tone: "cool" },
  { name: "what was missing", shape: "block", tone: "cool" },
];

/** A rumour spreads from whoever was told it to all who hear it. */
export const spread: Spread<State, GossipValues> = {
  heard: (_, before, now) =>
    [...now.known].filter(([id]) => before === undefined || !before.known.has(id))
      .map(([id, { body }]) => ({
        key: id,
        words: body === null ? `Rumour ${id}` : `“${body}”, rumour ${id}`,
      })),
  roundMs: ({ roundMs }) => roundMs,
};

/** Who was told a rumour; that others hear it is what the ring shows. */
export function news(
  node: NodeId,
  before: Readonly<State> | undefined,
  now: Readonly<State>,
): string | undefined {
  if (before === undefined || now.sequence === before.sequence) return undefined;
  return `Node ${node} has rumour ${node}.${now.sequence} to tell.`;
}
