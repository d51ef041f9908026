/** All that belongs to reads from a replicated log. @module */

import { linearizableStore } from "../consensus/storms/promises.ts";
import type { Bug, Kit } from "../kit/kit.ts";
import type { Tagged } from "../model/protocol.ts";
import { labels } from "./labels.ts";
import type { AnyReading } from "./reader.ts";
import { type Change, storms } from "./storms/ways.ts";

const bugs: Readonly<Record<string, Bug<Change>>> = {
  "asks nobody": {
    words: "A leader takes it for granted that it still leads, and reads what is old.",
    change: { confirmedBy: () => 0 },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "read index, Raft", seed: 62 },
  },
  "reads before anything of its term is decided": {
    words:
      "A new leader takes what it has executed for all that is decided, while its predecessor had decided more.",
    change: { decided: (_, executed) => executed },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "follower, Raft", seed: 244 },
  },
  "one number for all reads": {
    words:
      "All reads that wait for others have one number, so that an answer to an old question counts for a new one.",
    change: { numberOf: () => 0 },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "follower, Multi-Paxos", seed: 5 },
  },
  "does not wait": {
    words: "A server that knows how far it must have executed reads before it has.",
    change: { mayRead: () => true },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "follower, Multi-Paxos", seed: 7 },
  },
  "no rinse": {
    words: "A server asks a quorum for their last places, and reads without having executed them.",
    change: { rinse: (_, executed) => executed },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "pqr, Multi-Paxos", seed: 1 },
  },
  "a lease of any length": {
    words: "A lease is longer than the others are loyal.",
    change: { leaseMs: (loyalMs) => 4 * loyalMs },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "leader lease, Raft", seed: 73 },
  },
  "a lease survives a transfer": {
    words:
      "A leader that has told another one to stand reads on by its lease, though voters need not wait until it is over.",
    change: { surrenders: () => false },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "leader lease, Raft, handed over", seed: 34 },
  },
};

/** Reads. */
export const kit: Kit<AnyReading, Tagged, Tagged, unknown, Change> = {
  name: "reads",
  words: "reading from a replicated log without writing into it, in four ways",
  source: "Ongaro 2014, section 6.4; Charapko, Ailijiang and Demirbas 2019",
  labels,
  invariants: [linearizableStore],
  bugs,
  storms,
  instances: {},
};
