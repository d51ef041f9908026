/** How anti-entropy is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import { hashAt, ROOT, type TreeNode } from "./merkle/tree.ts";
import type { Item, Message, Saved, Stamp, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import type { Seen } from "./versions/summary.ts";
import type { Wish } from "./wishes.ts";

/** The words of the papers: sessions, roots and leaves, what has been seen. */
export const labels: Labels<State, Message, Timer, Saved> = {
  state: stateLabel,
  stateInFull: (s) => [...s.items.values()].map(itemLabel).join(", ") || "nothing",
  message: messageLabel,
  timer: ({ type }) => type === "session" ? "next session" : "no answer",
  record: ({ items, life }) =>
    items.length === 0 ? `start ${life}, or what was seen` : items.map(itemLabel).join(", "),
  request: (input) => {
    const wish = input as Wish;
    return "partner" in wish ? `repair from ${wish.partner}` : writeLabel(wish);
  },
  answer: (result) => typeof result === "string" ? result : `written at ${(result as Stamp).time}`,
  replies: ["hashes", "newer", "delta", "took"],
  colours: { look: 0, hashes: 0, page: 1, newer: 1, summary: 2, delta: 3, give: 3, took: 2 },
  legend: {
    look: "hashes are compared",
    page: "items of leaves that differ",
    summary: "what has been seen",
    delta: "items that are lacking",
  },
};

function stateLabel({ items, tree, seen }: Readonly<State>): string | undefined {
  if (items.size === 0) return undefined;
  const count = `${items.size} ${items.size === 1 ? "item" : "items"}`;
  if (tree !== null) return `${count}, root ${short(hashAt(tree, ROOT))}`;
  return seen.size === 0 ? count : `${count}, seen ${seenLabel(seen)}`;
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "write":
      return writeLabel(message);
    case "repair":
      return `repair from ${message.partner}`;
    case "look":
      return `look: ${
        message.nodes.map((each) => `${placeLabel(each)} ${short(each.hash)}`).join(", ")
      }`;
    case "hashes":
      return message.nodes.length === 0
        ? "the same"
        : `differ: ${message.nodes.map(placeLabel).join(", ")}`;
    case "page":
      return `${countLabel(message.pages.flatMap((page) => [...page.items, ...page.known]))} in ` +
        `${message.pages.length} ${message.pages.length === 1 ? "page" : "pages"}`;
    case "newer":
      return `newer: ${countLabel(message.pages.flatMap(({ items }) => items))}`;
    case "summary":
      return `seen ${seenLabel(message.seen)}`;
    case "delta":
      return `${countLabel(message.items)}, seen ${seenLabel(message.seen)}`;
    case "give":
      return `gives ${countLabel(message.items)}`;
    case "took":
      return `has seen ${seenLabel(message.seen)}`;
  }
}

function writeLabel(
  { key, value }: { readonly key: string; readonly value: string | null },
): string {
  return value === null ? `delete ${key}` : `${key} = ${value}`;
}

function itemLabel({ key, value, time, node }: Item): string {
  return `${writeLabel({ key, value })} at ${time}.${node}`;
}

function countLabel(items: readonly { readonly key: string }[]): string {
  return items.length > 0 && items.length <= 3
    ? items.map(({ key }) => key).join(", ")
    : `${items.length} items`;
}

function seenLabel(seen: Seen): string {
  return [...seen].map(([node, count]) => `${node}:${count}`).join(" ") || "nothing";
}

function placeLabel({ level, index }: TreeNode): string {
  return level === 0 ? "root" : `${level}/${index}`;
}

/** The first bits of a hash are enough to tell it from others in a picture. */
function short(hash: number): string {
  return hash === 0 ? "–" : hash.toString(16).padStart(13, "0").slice(0, 4);
}
