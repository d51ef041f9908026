/** The decisions that PBFT rests on, one by one, so that each can be made wrongly. @module */

import { quorum, weak } from "../byzantine_quorum.ts";
import type { Proof, ViewChange } from "./statements.ts";
import type { Saved } from "./journal.ts";
import { newViewStart, proofFor } from "./choice.ts";
import type { LastReply } from "./state.ts";

/** The rules. */
export interface Rules {
  /** How many of n replicas are a quorum. */
  readonly quorum: (n: number) => number;
  /** How many signatures make a checkpoint stable. */
  readonly stableQuorum: (n: number) => number;
  /** How many replicas have to want a later view, so that one more may join them. */
  readonly joins: (n: number) => number;
  /** Of how many replicas a proxy takes a result, which is that of a read without an order or not. */
  readonly believes: (n: number, which: Asked) => number;
  /** Whether a backup takes part when the primary gives a number to a batch, given what it gave the number to before. */
  readonly mayAccept: (digest: string, accepted: string | undefined) => boolean;
  /** Whether a vote is for what was proposed. */
  readonly isFor: (digest: string, proposed: string) => boolean;
  /** Whether a request that a primary proposes is looked at: its client must have signed it. */
  readonly checksRequests: boolean;
  /** Whether the proofs in a view change are looked at. */
  readonly checksProofs: boolean;
  /** Whether a proof is looked at as to which number and view its votes are for. */
  readonly checksPlaces: boolean;
  /** Whether what a new view begins with is computed again by each backup. */
  readonly checksNewView: boolean;
  /** Whether f + 1 replicas vouch for a batch, given how many do: with codes, one of them must be loyal. */
  readonly vouches: (count: number, weak: number) => boolean;
  /** With codes, whether a request must be signed, in a view after so many that have failed. */
  readonly wantsSignature: (failedViews: number) => boolean;
  /** What a replica tells of what it has prepared, when it changes its view and has executed so far. */
  readonly tells: (proof: Proof, executed: number) => boolean;
  /** Min-s: after which number a new view begins. */
  readonly startOf: (viewChanges: readonly ViewChange[]) => number;
  /** Which of the proofs for one number a new view goes on from; undefined: the null request. */
  readonly proofFor: (proofs: readonly Proof[]) => Proof | undefined;
  /** H: the highest number that may be given. */
  readonly highMark: (low: number, logSize: number) => number;
  /** How long to wait in a view after so many that have failed. */
  readonly patience: (timeoutMs: number, failedViews: number) => number;
  /** Whether a backup goes on timing the oldest request when others have been executed and it has not. */
  readonly goesOnTiming: (stillWaits: boolean) => boolean;
  /** Whether a request is to be executed, given what its client was answered last. */
  readonly isNew: (timestamp: number, last: LastReply | undefined) => boolean;
  /** Whether a page of a state that was sent is the one that was asked for. */
  readonly isPage: (digest: string, wanted: string) => boolean;
  /** Which of the records that a step would save are saved. */
  readonly saves: (saved: Saved) => Saved | null;
}

/** What a proxy waits for. */
export interface Asked {
  /** Whether it is a read without an order. */
  readonly readOnly: boolean;
  /** Whether there are such reads at all. */
  readonly readsAtOnce: boolean;
}

/** The right ones. */
export const rules: Rules = {
  quorum,
  stableQuorum: quorum,
  joins: weak,
  // A read that a quorum answers alike must meet somebody loyal who told of the latest result.
  believes: (n, { readsAtOnce }) => readsAtOnce ? quorum(n) : weak(n),
  mayAccept: (digest, accepted) => accepted === undefined || accepted === digest,
  isFor: (digest, proposed) => digest === proposed,
  checksRequests: true,
  checksProofs: true,
  checksPlaces: true,
  checksNewView: true,
  vouches: (count, weak) => count >= weak,
  wantsSignature: (failedViews) => failedViews > 0,
  tells: () => true,
  startOf: newViewStart,
  proofFor: (proofs) => proofFor(proofs),
  highMark: (low, logSize) => low + logSize,
  patience: (timeoutMs, failedViews) => timeoutMs * 2 ** Math.min(failedViews, 20),
  goesOnTiming: (stillWaits) => stillWaits,
  isNew: (timestamp, last) => timestamp > (last?.timestamp ?? 0),
  isPage: (digest, wanted) => digest === wanted,
  saves: (saved) => saved,
};
