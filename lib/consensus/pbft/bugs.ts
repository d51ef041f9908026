/**
 * Mistakes in PBFT that people make, and what comes of each. Some stand for reports: votes that count for another number
 * (bft-smart/library#121), work that a change of the view drops (dedis/cothority#2080, hyperledger/indy-plenum#693), and
 * votes that are not durable before they are seen (cometbft/cometbft#6031).
 *
 * @module
 */

import { changed } from "../../kit/change.ts";
import { type Bug, byStorm } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import { faults, weak } from "../byzantine_quorum.ts";
import type { Change } from "./bugs/change.ts";
import { bugsOfCodes } from "./bugs/codes.ts";
import { forgetful } from "./bugs/forgetful.ts";
import { proofFor } from "./choice.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { pbft } from "./pbft.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

export type { Change };

/** PBFT with a change. */
export function protocolWith(
  { rules = {}, options = {}, protocol = {} }: Change = {},
  usual: Options,
): Protocol<State, Message, Timer, Saved> {
  const all = { ...usual, ...options, rules: { ...usual.rules, ...rules } };
  return changed(pbft(all), protocol);
}

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "a quorum of 2f": {
    words: "Two of four replicas are a quorum, so that two quorums may share nobody but the liar.",
    change: { rules: { quorum: (n) => 2 * faults(n) } },
    breaks: "agreement",
    foundBy: byStorm("an equivocating primary", 1),
  },
  "accepts a second batch": {
    words:
      "A backup accepts another batch for a number that it has accepted one for in the same view.",
    change: { rules: { mayAccept: () => true } },
    breaks: "accepts once",
    foundBy: byStorm("an equivocating primary", 1),
  },
  "counts votes for another batch": {
    words: "A replica counts the votes for a number without looking at which batch they are for.",
    change: { rules: { isFor: () => true } },
    breaks: "one batch is prepared",
    foundBy: byStorm("an equivocating primary", 1),
  },
  "one reply is enough": {
    words: "A client takes the first reply for the result.",
    change: { rules: { believes: () => 1 } },
    breaks: "linearizability",
    foundBy: byStorm("a liar to clients", 1),
  },
  "reads trust f + 1": {
    words:
      "A read without an order, or the write before it, ends with f + 1 equal replies: a liar and a replica that is behind tell of the past.",
    change: { rules: { believes: weak } },
    breaks: "linearizability",
    foundBy: byStorm("a liar to clients", 28),
  },
  "proofs are not looked at": {
    words: "A new view goes on from what a liar says was prepared, and nobody looks for the votes.",
    change: { rules: { checksProofs: false } },
    breaks: "what is committed survives",
    foundBy: byStorm("a liar in the change of views", 3),
  },
  "votes for another number": {
    words: "In a proof, the votes for a batch count although they were for another number.",
    change: { rules: { checksPlaces: false } },
    breaks: "what is committed survives",
    foundBy: byStorm("a liar in the change of views", 3),
  },
  "new views are not computed again": {
    words: "A backup takes from the new primary whatever it proposes first.",
    change: { rules: { checksNewView: false } },
    breaks: "what is committed survives",
    foundBy: byStorm("a liar in a new view", 2),
  },
  "what is executed is not told": {
    words:
      "When the view changes, a replica tells what it has prepared and not executed: as if what is done here were done everywhere.",
    change: {
      rules: { tells: ({ prePrepare }, executed) => prePrepare.statement.sequence > executed },
    },
    breaks: "what is committed survives",
    foundBy: byStorm("storm", 16),
  },
  "the earliest view": {
    words: "Of two proofs for a number, a new view goes on from the one in the earlier view.",
    change: { rules: { proofFor: (proofs) => proofFor(proofs, (a, b) => b - a) } },
    breaks: "what is committed survives",
    foundBy: { by: "instance", instance: "two views" },
  },
  "one proof is not enough": {
    words:
      "A new view proposes the null request unless two replicas show that something was prepared.",
    change: { rules: { proofFor: (proofs) => proofs.length > 1 ? proofFor(proofs) : undefined } },
    breaks: "what is committed survives",
    foundBy: { by: "instance", instance: "a hidden batch" },
  },
  "no high water mark": {
    words:
      "A primary goes on without a stable checkpoint, and replicas must remember without an end.",
    change: { rules: { highMark: () => Infinity } },
    breaks: "within the marks",
    foundBy: byStorm("rain", 4),
  },
  "a checkpoint of one": {
    words: "One replica is enough to make a checkpoint stable.",
    change: { rules: { stableQuorum: () => 1 } },
    breaks: "stable is reached",
    foundBy: byStorm("wrong states", 1),
  },
  "any page will do": {
    words: "A replica that is behind takes pages of the state without comparing their digests.",
    change: { rules: { isPage: () => true } },
    breaks: "checkpoints agree",
    foundBy: byStorm("wrong pages", 4),
  },
  "never more patient": {
    words: "A view that did nothing in time is followed by one that gets no more time.",
    change: { rules: { patience: (timeoutMs) => timeoutMs } },
    breaks: "progress",
    foundBy: byStorm("far away", 1),
  },
  "joins nobody": {
    words: "A replica changes its view when its own timer says so, and never because others do.",
    change: { rules: { joins: () => Infinity } },
    breaks: "progress",
    foundBy: byStorm("storm", 22),
  },
  "joins anybody": {
    words:
      "A replica changes its view as soon as one other wants that: a liar can want it all the time.",
    change: { rules: { joins: () => 1 } },
    breaks: "progress",
    foundBy: byStorm("a restless replica", 1),
  },
  "times any request": {
    words: "A backup is content with the primary as long as it executes anything.",
    change: { rules: { goesOnTiming: () => false } },
    breaks: "progress",
    foundBy: byStorm("an unfair primary", 1),
  },
  "executes twice": {
    words: "A request that has two numbers, as after a change of the view, is executed under both.",
    change: { rules: { isNew: () => true } },
    breaks: "linearizability",
    foundBy: byStorm("storm", 26),
  },
  "anybody asks for a client": {
    words: "A backup does not look whether the clients have signed what the primary proposes.",
    change: { rules: { checksRequests: false } },
    breaks: "validity",
    foundBy: byStorm("an inventive primary", 1),
  },
  "nobody is told what they missed": {
    words:
      "A replica that was left out is not told what others have committed, and clients wait for its reply.",
    change: { protocol: { upon: { status() {} } } },
    breaks: "progress",
    foundBy: byStorm("a primary that leaves one out", 1),
  },
  ...forgetful,
  ...bugsOfCodes,
};
