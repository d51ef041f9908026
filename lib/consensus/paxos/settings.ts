/** What may be chosen about Paxos without making it wrong. @module */

import { majorities, type Quorums } from "../../replicated/quorum/system.ts";

/** The settings. Times are in ms. */
export interface Settings {
  /** Which acceptors are enough. Each quorum of phase 1 must meet each of phase 2. */
  readonly quorums: Quorums;
  /** Who hears of votes: all nodes, or only the proposer who asked for them (section 2.3). */
  readonly learners: "all" | "the proposer";
  /** How long a proposer waits for a quorum before it tries a higher ballot. */
  readonly patienceMs: number;
  /** How long a proposer stands back at most when it first meets a higher ballot; twice as long each time. */
  readonly backoffMs: number;
  /** It never stands back for longer. */
  readonly mostBackoffMs: number;
}

/** Majorities, for a network in which a message takes a few ms. */
export const settings: Settings = {
  quorums: majorities,
  learners: "all",
  patienceMs: 100,
  backoffMs: 20,
  mostBackoffMs: 1000,
};
