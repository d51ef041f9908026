/**
 * How a liar changes what an honest node in its place would say, as data: a list of deceits prints, replays and
 * shrinks like a schedule of faults.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";

/** Which of the messages that it is about to send are meant: of this type, to these, the n-th of them only. */
export interface Target {
  /** The type of the message; default: any. */
  readonly type?: string;
  /** To whom it is sent; default: to anybody. */
  readonly to?: readonly NodeId[];
  /** The first of them that is meant, from 0; default 0. */
  readonly from?: number;
  /** How many of them are; default: all from there on. */
  readonly times?: number;
}

/** What is done to them. */
export type Deceit =
  /** They are not sent: silence, to all or to some. */
  | { readonly kind: "silence"; readonly of: Target }
  /** They are sent so much later, in ms. */
  | { readonly kind: "delay"; readonly of: Target; readonly byMs: number }
  /** An older message goes in their place: that which was sent so many messages before. */
  | { readonly kind: "replay"; readonly of: Target; readonly back: number }
  /**
   * Something in them is another: the value in one place, counted through all places that the liar can change and
   * still sign, is put out of the list, made one more or one less, or is one that it saw elsewhere under the same name.
   */
  | { readonly kind: "alter"; readonly of: Target; readonly place: number; readonly how: number };

/**
 * One liar. It runs the honest protocol once for each *face*, and each face speaks to its own listeners only: with
 * two faces it equivocates (Bano et al. 2021 call such copies twins). Nodes that no face speaks to hear nothing.
 */
export interface Script {
  /** The listeners of each face. A node may listen to more than one. */
  readonly faces: readonly (readonly NodeId[])[];
  /** Whether a face hears all ("all", default) or what its own listeners say ("own"). */
  readonly hears?: "all" | "own";
  /** What is done to what they say, each in turn. */
  readonly deceits: readonly Deceit[];
}

/** What a liar that is not known yet may do. */
export interface ScriptOptions {
  /** The nodes that it may speak to. */
  readonly listeners: readonly NodeId[];
  /** The types of messages that it may lie with. */
  readonly types: readonly string[];
  /** At most this many deceits; default 4. */
  readonly maxDeceits?: number;
  /** How long it may keep a message back, in ms; default 200. */
  readonly maxDelayMs?: number;
}

/** Whether a message is meant, which is the `count`-th of this type to these. */
export function isMeant({ from = 0, times = Infinity }: Target, count: number): boolean {
  return count >= from && count < from + times;
}

/** Whether a message is of the type and to the nodes that are meant. */
export function isOf({ type, to }: Target, receiver: NodeId, sent: string): boolean {
  return (type === undefined || type === sent) && (to === undefined || to.includes(receiver));
}
