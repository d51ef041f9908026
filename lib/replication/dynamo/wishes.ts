/** What clients ask of a store, and how. @module */

import type { Clients } from "../../model/clients.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Message } from "./messages.ts";

/** What a client asks, and of which node. Values are texts, and each is written once. */
export type Wish =
  /** Puts a value in the place of those that are there; null deletes them. */
  | { readonly at: NodeId; readonly change: string; readonly value: string | null }
  /** Puts a value beside those that are there. */
  | { readonly at: NodeId; readonly add: string; readonly value: string }
  /** Gets the values. */
  | { readonly at: NodeId; readonly get: string }
  /** Lets a node compare its copies with another. */
  | { readonly at: NodeId; readonly sync: NodeId }
  /** Lets a node hand on what it keeps for others. */
  | { readonly at: NodeId; readonly handOn: true }
  /** Tells a node that another one is gone for good. */
  | { readonly at: NodeId; readonly gone: NodeId }
  /** Lets a node leave. */
  | { readonly at: NodeId; readonly leave: true };

/** How a wish is asked, and what an answer says. */
export const asked: Pick<Clients<Message>, "ask" | "outcome"> = {
  ask: (input) => messageFor(input as Wish),
  outcome: (result) => isFailed(result) ? "fail" : "ok",
};

/** The message that asks for a wish. */
export function messageFor(wish: Wish): Message {
  if ("change" in wish) return { type: "change", key: wish.change, value: wish.value };
  if ("add" in wish) {
    return { type: "put", key: wish.add, value: wish.value, context: new Map() };
  }
  if ("get" in wish) return { type: "get", key: wish.get };
  if ("sync" in wish) return { type: "sync", partner: wish.sync };
  if ("gone" in wish) return { type: "gone", node: wish.gone };
  return { type: "handOn" in wish ? "handOn" : "leave" };
}

/** The key that a wish is about, if it is about one. */
export function keyOf(wish: Wish): string | undefined {
  if ("change" in wish) return wish.change;
  if ("add" in wish) return wish.add;
  return "get" in wish ? wish.get : undefined;
}

/** Whether an answer says that nothing has been done. */
export function isFailed(result: unknown): boolean {
  return typeof result === "object" && result !== null && "failed" in result;
}
