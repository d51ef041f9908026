/**
 * What is given: what each part is told, what it may use, and what it must be. There is nothing to
 * fill in here. This file has parts 1 to 3, and the words of all; parts 4 to 6 have theirs in
 * `exchange_parts.ts`, and parts 7 and 8 in `tree_parts.ts`.
 *
 * @module
 */

import type { NodeId } from "hb/model/protocol.ts";

export type { NodeId };
export { todo } from "hb/grade/todo.ts";
export { isNewer, leafOf, sizeOf } from "./exchange_parts.ts";
export type * from "./exchange_parts.ts";
export type * from "./tree_parts.ts";

// deno-lint-ignore no-explicit-any -- what an answer keeps is the reader's affair
export type Any = any;

/** A rumour. Where the ids are the same, so are the texts; any text may be an id, and a text be empty. */
export interface Rumour {
  readonly id: string;
  readonly text: string;
}

/** What a node that pushes may do. */
export interface PushIo {
  send(to: NodeId, rumours: readonly Rumour[]): void;
  /** Hands a rumour to the application. */
  deliver(rumour: Rumour): void;
}

/** What is chosen for pushing. */
export interface PushRules {
  /** The node itself. */
  readonly self: NodeId;
  /** To so many others in each round. */
  readonly fanout: number;
  /** In so many rounds. */
  readonly rounds: number;
}

/** Part 1. Rumours are pushed. Its `s` is yours to choose. */
export interface Push<S = Any> {
  start(rules: PushRules): S;
  /** The application here begins a rumour. */
  begin(s: S, rumour: Rumour, io: PushIo): void;
  /** A round of this node: `nodes` are drawn at random from all, each once, in random order. */
  round(s: S, nodes: readonly NodeId[], io: PushIo): void;
  /** Rumours have come. */
  upon(s: S, from: NodeId, rumours: readonly Rumour[], io: PushIo): void;
}

/** What nodes say that pull. */
export type PullMessage =
  /** Who asks → a partner: this I have; that I have had, and it is gone. */
  | { readonly type: "digest"; readonly has: readonly string[]; readonly had: readonly string[] }
  /** The partner → who asked: this you lack, and of what you have I want that. */
  | {
    readonly type: "answer";
    readonly rumours: readonly Rumour[];
    readonly wants: readonly string[];
  }
  /** Who asked → the partner: what you wanted. */
  | { readonly type: "rumours"; readonly rumours: readonly Rumour[] };

/** What a node that pulls may do. */
export interface PullIo {
  send(to: NodeId, message: PullMessage): void;
  deliver(rumour: Rumour): void;
}

/** What is chosen for pulling. */
export interface PullRules {
  /** Push–pull: who is asked wants something, too. Otherwise it only answers. */
  readonly both: boolean;
  /** No message has more rumours. Ids of what is wanted are no rumours, and are not bounded. */
  readonly most: number;
}

/** Part 2. Rumours are pulled, or both. Its `s` is yours to choose. */
export interface Pull<S = Any> {
  start(rules: PullRules): S;
  begin(s: S, rumour: Rumour, io: PullIo): void;
  /** To save room, a rumour that is here is not kept. */
  drop(s: S, id: string): void;
  /** A round of this node, with a random partner; null: nobody is there. */
  round(s: S, partner: NodeId | null, io: PullIo): void;
  upon(s: S, from: NodeId, message: PullMessage, io: PullIo): void;
}

/** What nodes say that lose interest. */
export type InterestMessage =
  /** Who finds them hot → a partner. */
  | { readonly type: "rumours"; readonly rumours: readonly Rumour[] }
  /** Who has heard them before → who told them. */
  | { readonly type: "knew"; readonly ids: readonly string[] };

/** What a node that loses interest may do. */
export interface InterestIo {
  send(to: NodeId, message: InterestMessage): void;
  deliver(rumour: Rumour): void;
  /** Tosses a coin for this rumour: true with probability 1/k, whatever came before. */
  coin(id: string): boolean;
}

/** What is chosen about interest: the four kinds of Demers et al. 1987, section 1.4. */
export interface InterestRules {
  /** Whether it counts only that a partner knew a rumour; blind, otherwise: that it was told one. */
  readonly feedback: boolean;
  /** Whether it is the k-th time that ends it, or each time a coin that is tossed. */
  readonly by: "counter" | "coin";
  readonly k: number;
  /** For how long an id is known after it was heard of last, in ms. */
  readonly keepMs: number;
}

/** Part 3. Rumours that cool. Its `s` is yours to choose. */
export interface Interest<S = Any> {
  start(rules: InterestRules): S;
  begin(s: S, rumour: Rumour, now: number, io: InterestIo): void;
  /** A round of this node, with a random partner; null: nobody is there. */
  round(s: S, partner: NodeId | null, now: number, io: InterestIo): void;
  upon(s: S, from: NodeId, message: InterestMessage, now: number, io: InterestIo): void;
}
