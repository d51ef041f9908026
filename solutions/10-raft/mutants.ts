/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/10-raft/answers.ts";
import { acknowledgedMutants } from "./mutants/acknowledged.ts";
import { againMutants } from "./mutants/again.ts";
import { behindMutants } from "./mutants/behind.ts";
import { beyondMutants } from "./mutants/beyond.ts";
import { candidateMutants } from "./mutants/candidate.ts";
import { clientMutants } from "./mutants/clients.ts";
import { electionMutants } from "./mutants/election.ts";
import { exactMutants } from "./mutants/exact.ts";
import { laterWindowMutants } from "./mutants/later_windows.ts";
import { leaderMutants } from "./mutants/leader.ts";
import { leavingMutants } from "./mutants/leaving.ts";
import { logMutants } from "./mutants/log.ts";
import { memoryMutants } from "./mutants/memory.ts";
import { overtakenMutants } from "./mutants/overtaken.ts";
import { patienceMutants } from "./mutants/patience.ts";
import { persistenceMutants } from "./mutants/persistence.ts";
import { rareMutants } from "./mutants/rare.ts";
import { sizeMutants } from "./mutants/sizes.ts";
import { snapshotMutants } from "./mutants/snapshots.ts";
import { wholeClientMutants } from "./mutants/whole_clients.ts";
import { wholeDiskMutants } from "./mutants/whole_disk.ts";
import { wholeElectionMutants } from "./mutants/whole_election.ts";
import { wholeLogMutants } from "./mutants/whole_log.ts";
import { windowMutants } from "./mutants/windows.ts";
import { zeroMutants } from "./mutants/zero.ts";

/** By stage, and by kinds of bugs of which every stage has its own. */
const kinds: readonly Mutants<Answers>[] = [
  ...[
    electionMutants,
    candidateMutants,
    leaderMutants,
    clientMutants,
    behindMutants,
    wholeElectionMutants,
    wholeLogMutants,
    wholeDiskMutants,
    wholeClientMutants,
    logMutants,
    persistenceMutants,
    snapshotMutants,
    beyondMutants,
  ],
  ...[zeroMutants, windowMutants, laterWindowMutants, rareMutants, memoryMutants, againMutants],
  ...[sizeMutants, overtakenMutants, patienceMutants, exactMutants, leavingMutants],
  acknowledgedMutants,
];

const parts = new Set(kinds.flatMap((kind) => Object.keys(kind) as (keyof Answers)[]));

export const mutants: Mutants<Answers> = Object.fromEntries(
  [...parts].map((part) => [part, Object.assign({}, ...kinds.map((kind) => kind[part]))]),
);
