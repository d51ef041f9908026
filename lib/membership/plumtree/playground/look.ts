/** How nodes and messages of Plumtree over HyParView look, and what spreads. @module */

import type { Column, MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { Overlay, Spread, ToneSign, Views } from "../../../kit/playground/views.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Message as ViewMessage } from "../../hyparview/messages.ts";
import type { State as ViewState } from "../../hyparview/state.ts";
import { keyOf, type Message } from "../messages.ts";
import type { State } from "../plumtree.ts";
import type { TreeValues } from "./settings.ts";

/** One node: its views and its tree. */
export type Both = State<ViewState>;

/** What the colours mean. */
export const toneSigns: readonly ToneSign[] = [
  { tone: "good", name: "eager neighbours" },
  { tone: "doubtful", name: "lazy neighbours" },
  { tone: "past", name: "in the passive view" },
  { tone: "none", name: "not known" },
];

/** A node as it is: alone, waiting for a payload, or neither. */
export function look({ overlay, tree }: Readonly<Both>): NodeLook {
  const name = tree.missing.size > 0 ? "waits" : overlay.active.length === 0 ? "alone" : "in";
  return {
    weight: name === "in" ? "plain" : "open",
    name,
    caption: "",
    badge: `${tree.log.length}`,
    facts: `${tree.eager.length} eager links, ${tree.lazy.length} lazy, ` +
      `knows ${overlay.passive.length} others, has had ${tree.log.length}`,
  };
}

/** A node knows its neighbours and those who would take their places. */
export const views: Views<Both> = {
  of({ overlay, tree }, self, other) {
    if (other === self) return { tone: "good", name: "itself", facts: "" };
    if (tree.eager.includes(other)) return { tone: "good", name: "eager neighbour", facts: "" };
    if (tree.lazy.includes(other)) return { tone: "doubtful", name: "lazy neighbour", facts: "" };
    if (overlay.passive.includes(other)) return { tone: "past", name: "passive", facts: "" };
    return undefined;
  },
};

/** The links of the tree, and those over which there is only word of it. */
export const overlay: Overlay<Both> = {
  words: "eager links, and lazy ones where they are broken",
  of: ({ tree: { eager, lazy } }) => [
    ...eager.map((to) => ({ to, isFirm: true })),
    ...lazy.map((to) => ({ to, isFirm: false })),
  ],
};

/** What is told of a node besides. */
export const columns: readonly Column<Both>[] = [
  { title: "Eager", text: ({ tree }) => `${tree.eager.length}` },
  { title: "Lazy", text: ({ tree }) => `${tree.lazy.length}` },
  { title: "Passive", text: ({ overlay }) => `${overlay.passive.length}`, wide: true },
  { title: "Has", text: ({ tree }) => `${tree.log.length}` },
];

/** Payloads are blocks, the tree is made of ticks and bars, and views are dots. */
export function messageLook({ type }: Message | ViewMessage): MessageLook {
  switch (type) {
    case "gossip":
      return { shape: "block", tone: "warm" };
    case "ihave":
      return { shape: "block", tone: "cool" };
    case "graft":
      return { shape: "yes", tone: "cool" };
    case "prune":
      return { shape: "no", tone: "cool" };
    default:
      return { shape: "dot", tone: "quiet" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "payload", shape: "block", tone: "warm" },
  { name: "ihave", shape: "block", tone: "cool" },
  { name: "graft", shape: "yes", tone: "cool" },
  { name: "prune", shape: "no", tone: "cool" },
  { name: "of the views", shape: "dot", tone: "quiet" },
];

/** A round is what a message takes in the middle, so that rounds are hops. */
export const spread: Spread<Both, TreeValues> = {
  heard(_, before, now) {
    const had = before?.tree.log.length ?? 0;
    return now.tree.log.slice(had).map(({ id, payload }) => ({
      key: keyOf(id),
      words: `“${payload}”, broadcast ${keyOf(id)}`,
    }));
  },
  roundMs: ({ latencyMs: [least, most] }) => (least + most) / 2,
};

/** Links that are made and cut once there is something to send over them. */
export function news(
  node: NodeId,
  before: Readonly<Both> | undefined,
  now: Readonly<Both>,
): string | undefined {
  if (before === undefined) return undefined;
  const sent = now.tree.log.slice(before.tree.log.length).find(({ id }) => id.node === node);
  if (sent !== undefined) return `Node ${node} broadcasts ${sent.payload}.`;
  const gone = before.overlay.active.find((other) => !now.overlay.active.includes(other));
  if (gone !== undefined) return `Node ${node} has lost its neighbour ${gone}.`;
  if (now.tree.log.length === 0) return undefined;
  const fresh = now.tree.eager.find((other) => before.tree.lazy.includes(other));
  return fresh === undefined ? undefined : `The link from node ${node} to node ${fresh} is eager.`;
}
