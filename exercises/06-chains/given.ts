/**
 * What is given: what each part is told, what it may use, and what it must be. There is nothing to
 * fill in here. This file has the words of all, and parts 1 and 2; parts 3 and 4 have theirs in
 * `copies_parts.ts`, parts 5 to 8 in `chain_parts.ts`, and part 9 in `whole_store.ts`.
 *
 * @module
 */

import type { NodeId } from "hb/model/protocol.ts";

export type { NodeId };
export { todo } from "hb/grade/todo.ts";
export { apply, isQuery } from "./objects.ts";
export type { Command, Store } from "./objects.ts";
export { sumOf } from "./copies_parts.ts";
export type * from "./copies_parts.ts";
export type * from "./chain_parts.ts";
export type * from "./whole_store.ts";

import type { Command, Store } from "./objects.ts";

// deno-lint-ignore no-explicit-any -- what an answer keeps is the reader's affair
export type Any = any;

/** What a client of copies is answered. */
export type Answer =
  /** It was done, and gave this. */
  | { readonly ok: true; readonly result: string | null }
  /** It was not done here; whoever does it, as far as is known. */
  | { readonly ok: false; readonly primary: NodeId | null };

/** What copies say. */
export type ForwardMessage =
  /** The primary → a backup: after so many commands, which came before, do these. */
  | { readonly type: "forward"; readonly after: number; readonly commands: readonly Command[] }
  /** A backup → the primary: so many have been done here, without a gap. */
  | { readonly type: "acknowledge"; readonly number: number };

/** What a server may do. */
export interface ForwardIo {
  send(to: NodeId, message: ForwardMessage): void;
  answer(client: NodeId, answer: Answer): void;
}

/** Who is who, and how much goes into a message. */
export interface ForwardRules {
  readonly self: NodeId;
  readonly primary: NodeId;
  /** None, or any number of them. */
  readonly backups: readonly NodeId[];
  /** No message has more commands. */
  readonly most: number;
}

/** Part 1. A primary and its backups. Its `s` is yours to choose. */
export interface Forward<S = Any> {
  start(rules: ForwardRules): S;
  /** A client asks this server. */
  ask(s: S, client: NodeId, command: Command, io: ForwardIo): void;
  upon(s: S, from: NodeId, message: ForwardMessage, io: ForwardIo): void;
  /** Time has gone by: what was sent may have been lost. */
  again(s: S, io: ForwardIo): void;
  /** What is stored here, after all that was done here. */
  store(s: S): Store;
}

/** Who does what. */
export interface View {
  /** Views are numbered from 1; 0 is the one in which nobody does anything. */
  readonly number: number;
  /** null: nobody. */
  readonly primary: NodeId | null;
  readonly backups: readonly NodeId[];
}

/** Part 2. The view service. Its `s` is yours to choose. */
export interface Views<S = Any> {
  /** Views are to have so many backups, if there are servers enough. */
  start(backups: number): S;
  /**
   * A server says that it is there, and in which view it is: 0 if it has just started, and knows of
   * none. It is answered with the view as it is now; the answer may get lost.
   */
  ping(s: S, server: NodeId, number: number): View;
  /** A server has not been heard for long. */
  silent(s: S, server: NodeId): void;
  /** The view as it is now. */
  view(s: S): View;
}
