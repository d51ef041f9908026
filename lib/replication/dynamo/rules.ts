/** The decisions that the store rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Saved } from "./messages.ts";
import { type Actor, type Context, includes } from "./versions/context.ts";
import {
  type Copy,
  later,
  merged,
  type Value,
  valuesOf,
  type Version,
  written,
} from "./versions/copy.ts";

/** Who a node is. */
export interface Identity {
  /** Its number. */
  readonly node: NodeId;
  /** Drawn when it was born. */
  readonly birth: number;
  /** Its clock then, in ms. */
  readonly bornAt: number;
  /** How often it has taken another name since. */
  readonly epoch: number;
}

/** The rules. */
export interface Rules {
  /** Under which name a node makes dots. */
  readonly actorOf: (identity: Identity) => Actor;
  /** Whether a node takes another name when it gives up what it has made dots for. */
  readonly isRenamed: () => boolean;
  /** The number of a write, after so many. */
  readonly next: (count: number) => number;
  /** What a node knows when it hears of another copy. */
  readonly merged: (own: Copy, other: Copy) => Copy;
  /** A copy after a write. */
  readonly written: (copy: Copy, context: Context, version: Version) => Copy;
  /** Whether a write is later than another, where the last writer wins. */
  readonly later: (a: Version, b: Version) => boolean;
  /** Whether a node hands on a put only to one that has said that it is there. */
  readonly asksBeforeHanding: () => boolean;
  /** What a reader is shown. */
  readonly shown: (copy: Copy) => readonly Value[];
  /** What a reader may hand back as seen. */
  readonly contextOf: (copy: Copy, nodeWide: () => Context) => Context;
  /** Whether so many answers are enough of those that are needed. */
  readonly isEnough: (answers: number, needed: number, kind: "read" | "write") => boolean;
  /** Whether a stand-in counts where only homes should. */
  readonly strictCounts: (kind: "read" | "write") => boolean;
  /** Whether a node that has not answered in time counts as one that knows nothing. */
  readonly silenceCounts: () => boolean;
  /** Whether a node has room for one more hint. */
  readonly hasRoom: (kept: number, most: number) => boolean;
  /** Whether a node answers that it has stored what it had no room for. */
  readonly claimsRefused: () => boolean;
  /** What replicas are mended with, from what all together know and what the coordinator itself does. */
  readonly mendedWith: (all: Copy, own: Copy | undefined) => Copy;
  /** Whether a get mends before it has been answered by all that it asked, or has given up. */
  readonly mends: (all: boolean) => boolean;
  /** Whether a hint may go when it has been sent. */
  readonly dropsSent: () => boolean;
  /** Whether a hint may go when its home has seen that much. */
  readonly isDelivered: (hint: Copy, seen: Context) => boolean;
  /** Whether it goes on with its hints after a restart. */
  readonly wakes: () => boolean;
  /** Which records are saved. */
  readonly saved: (record: Saved) => Saved | null;
  /** Whether a key that the partner of a comparison does not have has been deleted there. */
  readonly isAbsenceDeletion: () => boolean;
  /** Whether a comparison of a leaf goes on where a page has ended. */
  readonly turnsPages: () => boolean;
  /** Whether a tombstone may be forgotten as soon as it has come. */
  readonly forgetsAtOnce: () => boolean;
  /** Of whom it is asked whether a tombstone may be forgotten, and how many rounds there are. */
  readonly asksBeforePurge: () => boolean;
  /** Whether hints and requests under way stand against purging. */
  readonly hintsCount: () => boolean;
  /** Whether a node that leaves first hands on its hints. */
  readonly handsOnBeforeLeaving: () => boolean;
  /** What becomes of hints for a node that is gone: whether those who take its place get them. */
  readonly inherits: () => boolean;
}

/** As it should be. */
export const rules: Rules = {
  actorOf: ({ node, birth, epoch }) => `${node}.${birth.toString(36)}.${epoch}`,
  isRenamed: () => true,
  next: (count) => count + 1,
  merged,
  written,
  later,
  asksBeforeHanding: () => true,
  shown: valuesOf,
  contextOf: ({ seen }) => seen,
  isEnough: (answers, needed) => answers >= needed,
  strictCounts: () => false,
  silenceCounts: () => false,
  hasRoom: (kept, most) => kept < most,
  claimsRefused: () => false,
  mendedWith: (all) => all,
  mends: (all) => all,
  dropsSent: () => false,
  isDelivered: (hint, seen) => includes(seen, hint.seen),
  wakes: () => true,
  saved: (record) => record,
  isAbsenceDeletion: () => false,
  turnsPages: () => true,
  forgetsAtOnce: () => false,
  asksBeforePurge: () => true,
  hintsCount: () => true,
  handsOnBeforeLeaving: () => true,
  inherits: () => true,
};
