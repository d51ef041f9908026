/** How the nodes and messages of PBFT look. @module */

import type { Column, MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { ToneSign } from "../../../kit/playground/views.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Traitor } from "../../../security/adversary/traitors.ts";
import { lookAmong, textAmong } from "../../playground/among_liars.ts";
import type { Message } from "../messages.ts";
import { lowOf, primaryOf, type Replica, type State } from "../state.ts";
import { REPLICAS } from "./settings.ts";

/** A node, which may be a liar. */
export type Node = State | Traitor;

/** What the colours mean. */
export const tones: readonly ToneSign[] = [
  { tone: "good", name: "loyal" },
  { tone: "doubtful", name: "wants another view" },
  { tone: "bad", name: "traitor" },
  { tone: "none", name: "a client" },
];

/** What a replica is in its view. */
export const look: (state: Readonly<Node>, node: NodeId) => NodeLook = lookAmong(lookOf);

function lookOf(state: Readonly<Replica>, node: NodeId): NodeLook {
  const { view, executed } = state, name = roleOf(state, node);
  return {
    weight: name === "primary" ? "strong" : state.changing ? "open" : "plain",
    tone: state.changing ? "doubtful" : "good",
    name,
    caption: name === "backup" ? "" : name,
    badge: `v${view}${state.changing ? "?" : ""}`,
    facts: `view ${view}, ${executed} executed, stable up to ${lowOf(state)}`,
  };
}

/** What a replica takes itself for. */
export function roleOf({ view, changing }: Readonly<Replica>, node: NodeId): string {
  if (changing) return "changes view";
  return primaryOf(view, REPLICAS) === node ? "primary" : "backup";
}

/** The view, and how far a replica has come. */
export const columns: readonly Column<Node>[] = [
  { title: "View", text: textAmong(({ view, changing }) => `${view}${changing ? "?" : ""}`) },
  { title: "Executed", wide: true, text: textAmong(({ executed }) => `${executed}`) },
  { title: "Stable", wide: true, text: textAmong((s) => `${lowOf(s)}`) },
];

/** The three phases have the colours of votes; what is about views is warm, the rest is quiet. */
export function messageLook({ type }: Message): MessageLook {
  switch (type) {
    case "prePrepare":
      return { shape: "block", tone: "cool" };
    case "prepare":
      return { shape: "dot", tone: "cool" };
    case "commit":
      return { shape: "yes", tone: "cool" };
    case "viewChange":
      return { shape: "no", tone: "warm" };
    case "newView":
      return { shape: "block", tone: "warm" };
    case "checkpoint":
    case "stable":
      return { shape: "yes", tone: "warm" };
    case "reply":
      return { shape: "yes", tone: "quiet" };
    case "status":
      return { shape: "dot", tone: "quiet" };
    default:
      return { shape: "block", tone: "quiet" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "pre-prepare", shape: "block", tone: "cool" },
  { name: "prepare", shape: "dot", tone: "cool" },
  { name: "commit", shape: "yes", tone: "cool" },
  { name: "another view", shape: "no", tone: "warm" },
  { name: "new view", shape: "block", tone: "warm" },
  { name: "checkpoint", shape: "yes", tone: "warm" },
  { name: "request, state", shape: "block", tone: "quiet" },
  { name: "reply", shape: "yes", tone: "quiet" },
  { name: "so far have I come", shape: "dot", tone: "quiet" },
];
