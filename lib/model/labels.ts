/**
 * How a protocol is told in a diagram, in the words of its paper: what a state, a message, a timer and a
 * request look like where there is room for a few letters only.
 *
 * @module
 */

import type { NodeId } from "./protocol.ts";

/** The words of one protocol. Whatever has none is told by its type and its fields. */
export interface Labels<S = unknown, M = unknown, T = unknown, R = unknown> {
  /** The name of a node's line; "node 0" and so on without it. */
  node?(node: NodeId): string;
  /** The name of a client's line; "client 0" and so on without it. */
  client?(process: number): string;
  /** What stands at a node's line when this changes: "L2 [1|3]". Nothing when it is undefined. */
  state?(state: S): string | undefined;
  /** What stands on a message's arrow; also on an answer's, `{ type: "answer", result }`, to a client. */
  message?(message: M): string;
  /** All of a message, for the text that appears under the pointer; its fields without it. */
  messageInFull?(message: M): string | undefined;
  /** All of a state, for the same purpose. */
  stateInFull?(state: S): string | undefined;
  /** What stands where a timer fires. */
  timer?(timer: T): string;
  /** What stands where a record is saved. */
  record?(record: R): string;
  /** What a client asks. */
  request?(input: unknown): string;
  /** What a client is answered. */
  answer?(output: unknown): string;
  /** Whether a message or a timer brings nothing new, such as a heartbeat: diagrams may leave it out. */
  routine?(event: M | T): boolean;
  /** Types of messages that answer another message: their arrows have open heads. */
  readonly replies?: readonly string[];
  /** For each type of message what a legend calls it, in its order; diagrams whose labels have this draw one. */
  readonly legend?: Readonly<Record<string, string>>;
  /** For each type of message the number of its colour, from 0, so that it is the same in all pictures. */
  readonly colours?: Readonly<Record<string, number>>;
}

/** The same labels, whose word for a message that brings an answer to a client is that for the answer. */
export function withAnswers<S, M, T, R>(labels: Labels<S, M, T, R>): Labels<S, M, T, R> {
  const { message, answer } = labels;
  if (message === undefined || answer === undefined) return labels;
  return {
    ...labels,
    message: (body) => isAnswer(body) ? answer(body.result) : message(body),
  };
}

/** Nodes sign their messages, and answers go to clients without a name on them. */
function isAnswer(body: unknown): body is { readonly result: unknown } {
  const { type, from, result } = Object(body) as Record<string, unknown>;
  return type === "answer" && from === undefined && result !== undefined;
}
