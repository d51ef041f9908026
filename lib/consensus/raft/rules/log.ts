/** Rules of log replication (Ongaro 2014, sections 3.5 and 3.6.2). @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Configuration } from "../configuration.ts";
import type { Entry } from "../entry.ts";
import type { Position } from "../../../replicated/position.ts";
import { lastIndex, type Log, termAt } from "../log.ts";
import type { Hint } from "../messages.ts";
import { jointIndex } from "../../../replicated/quorum/joint.ts";

/** The rules by which logs become alike, and entries committed. */
export interface LogRules {
  /** The consistency check: whether the log agrees with the leader's up to `previous`. */
  agrees(log: Readonly<Log>, previous: Position): boolean;
  /** How many of the entries after `previous`, from the first, need not be written. */
  alreadyThere(log: Readonly<Log>, previous: Position, entries: readonly Entry[]): number;
  /** How far the log agrees with the leader's once the entries after `previous` are in it. */
  agreedUntil(log: Readonly<Log>, previous: Position, entries: readonly Entry[]): number;
  /** How far a follower whose log agrees with its leader's up to `agreed` may commit. */
  followerCommit(commitIndex: number, leaderCommit: number, agreed: number): number;
  /** Where the leader should look, when the log does not agree with its own up to `previous`. */
  hint(log: Readonly<Log>, previous: Position): Hint;
  /** The next entry to send to a follower that gave this hint. */
  backUp(log: Readonly<Log>, hint: Hint): number;
  /** How far a quorum has got. */
  quorumIndex(configuration: Configuration, reached: (voter: NodeId) => number): number;
  /** Whether a leader of `term` may commit up to an index that a quorum has. */
  mayCommit(log: Readonly<Log>, index: number, term: number): boolean;
}

/** The rules as they should be. */
export const logRules: LogRules = {
  // What has been compacted is committed, and every leader has it.
  agrees: (log, { index, term }) => index < log.base.index || termAt(log, index) === term,

  alreadyThere(log, previous, entries) {
    const differs = entries.findIndex(({ term }, i) => {
      const index = previous.index + 1 + i;
      return index > log.base.index && termAt(log, index) !== term;
    });
    return differs < 0 ? entries.length : differs;
  },

  // Not the end of the log: what lies beyond may be from a leader that nobody follows any more.
  agreedUntil: (_, previous, entries) => previous.index + entries.length,

  followerCommit: (commitIndex, leaderCommit, agreed) =>
    Math.max(commitIndex, Math.min(leaderCommit, agreed)),

  hint(log, previous) {
    const term = termAt(log, previous.index);
    if (term === undefined) return { term: null, index: lastIndex(log) + 1 };
    let first = previous.index;
    while (first > log.base.index + 1 && termAt(log, first - 1) === term) first--;
    return { term, index: first };
  },

  backUp(log, hint) {
    if (hint.term === null) return hint.index;
    // Logs agree up to some entry of a term that both have; entries of greater terms cannot help.
    let last = lastIndex(log);
    while (last > log.base.index && termAt(log, last)! > hint.term) last--;
    return termAt(log, last) === hint.term ? last + 1 : hint.index;
  },

  quorumIndex: jointIndex,

  // An entry of an older term may be on a majority and yet be overwritten (Figure 3.7).
  mayCommit: (log, index, term) => termAt(log, index) === term,
};
