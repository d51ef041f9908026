/** The decisions that a chain rests on, one by one, so that each can be made wrongly. @module */

import { type MasterRules, masterRules } from "../master/group.ts";
import { type ChainRules, chainRules } from "./configuration.ts";

/** The rules. */
export interface Rules extends ChainRules, MasterRules {
  /** Whether a message of this epoch is heeded by who is in that one. */
  readonly heeds: (epoch: number, own: number) => boolean;
  /** Whether the head answers an update before it is at the tail. */
  readonly answersAtHead: boolean;
  /** Whether a request that has been done, or is under way, is recognised when it comes again. */
  readonly recognises: boolean;
  /** Whether updates are taken that begin at `first` by who has had `had`. */
  readonly follows: (first: number, had: number) => boolean;
  /** Whether what was sent and is not known to be at the tail is sent to a new successor. */
  readonly sendsAgain: boolean;
  /** Whether who becomes the tail decides what it has. */
  readonly decidesAsTail: boolean;
  /** Which of the open updates an acknowledgement applies to the objects. */
  readonly cleans: (sequence: number, upTo: number) => boolean;
  /** Whether what is decided is struck from what may have to be sent again. */
  readonly strikes: boolean;
  /** Whether answers to clients are handed over with the objects. */
  readonly handsOverReplies: boolean;
  /** Whether a new tail waits until it knows that it has everything. */
  readonly waitsToBeWhole: boolean;
  /** Whether an answer to a query needs to know that its chain has not been replaced. */
  readonly counts: boolean;
  /** Whether of a dirty object the newest version is answered. */
  readonly servesDirty: boolean;
  /** Whether a tail's word of the version is taken, given its epoch and this one's, and whether it was asked in this life. */
  readonly takesVersion: (epoch: number, own: number, asked: boolean) => boolean;
  /** Whether masters let a decision rest until no lease is older. */
  readonly letsLeasesEnd: boolean;
  /** How who begins to join forgets what it had: some of it may never have been decided. */
  readonly forgets: "for good" | "until it crashes" | "never";
}

/** As they should be. */
export const rules: Rules = {
  ...chainRules,
  ...masterRules,
  heeds: (epoch, own) => epoch === own,
  answersAtHead: false,
  recognises: true,
  follows: (first, had) => first <= had + 1,
  sendsAgain: true,
  decidesAsTail: true,
  cleans: (sequence, upTo) => sequence <= upTo,
  strikes: true,
  handsOverReplies: true,
  waitsToBeWhole: true,
  counts: true,
  servesDirty: false,
  takesVersion: (epoch, own, asked) => epoch === own && asked,
  letsLeasesEnd: true,
  forgets: "for good",
};
