/** How the nodes and messages of HotStuff look. @module */

import type { Column, MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { ToneSign } from "../../../kit/playground/views.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Traitor } from "../../../security/adversary/traitors.ts";
import { lookAmong, textAmong } from "../../playground/among_liars.ts";
import type { Message } from "../messages.ts";
import type { Replica, State } from "../state.ts";
import { viewOf } from "../tree.ts";
import { ORDER, TENURE } from "./settings.ts";

/** A node, which may be a liar. */
export type Node = State | Traitor;

/** What the colours mean. */
export const tones: readonly ToneSign[] = [
  { tone: "good", name: "loyal" },
  { tone: "doubtful", name: "wants a later view" },
  { tone: "bad", name: "traitor" },
  { tone: "none", name: "a client" },
];

/** Who leads a view where nobody has broken that rule. */
export function leaderIn(view: number): NodeId {
  return ORDER[Math.floor(view / TENURE) % ORDER.length]!;
}

/** What a replica is in its view. */
export const look: (state: Readonly<Node>, node: NodeId) => NodeLook = lookAmong(lookOf);

function lookOf(state: Readonly<Replica>, node: NodeId): NodeLook {
  const { view, wish, high, lock, committed } = state, wants = wish > view;
  const name = leaderIn(view) === node ? "leader" : "replica";
  return {
    weight: name === "leader" ? "strong" : wants ? "open" : "plain",
    tone: wants ? "doubtful" : "good",
    name,
    caption: wants ? `wants view ${wish}` : name === "leader" ? name : "",
    badge: `v${view}`,
    facts: `view ${view}, knows a certificate of view ${viewOf(high)}, has locked ` +
      `${viewOf(lock)}, height ${committed.length - 1} decided`,
  };
}

/** The views of the certificates that rule its votes, and how high the decided chain is. */
export const columns: readonly Column<Node>[] = [
  { title: "High", wide: true, text: textAmong(({ high }) => `v${viewOf(high)}`) },
  { title: "Lock", wide: true, text: textAmong(({ lock }) => `v${viewOf(lock)}`) },
  { title: "Decided", wide: true, text: textAmong(({ committed }) => `${committed.length - 1}`) },
];

/** Blocks and votes are cool, what is about views is warm, the rest is quiet. */
export function messageLook({ type }: Message): MessageLook {
  switch (type) {
    case "proposal":
      return { shape: "block", tone: "cool" };
    case "vote":
      return { shape: "yes", tone: "cool" };
    case "certified":
      return { shape: "dot", tone: "cool" };
    case "newView":
      return { shape: "block", tone: "warm" };
    case "reply":
    case "blocks":
      return { shape: "yes", tone: "quiet" };
    default:
      return { shape: "block", tone: "quiet" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "a block", shape: "block", tone: "cool" },
  { name: "vote", shape: "yes", tone: "cool" },
  { name: "certificate", shape: "dot", tone: "cool" },
  { name: "to another view", shape: "block", tone: "warm" },
  { name: "request, question", shape: "block", tone: "quiet" },
  { name: "answer", shape: "yes", tone: "quiet" },
];
