/**
 * Raft with one mistake in it, over and over: each mutant changes one place, and names the check that
 * catches it. The same check finds nothing wrong with Raft itself.
 */

import { latest, votersOnly } from "hb/consensus/raft/configuration.ts";
import type { Entry } from "hb/consensus/raft/entry.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { lastIndex, termAt } from "hb/consensus/raft/log.ts";
import type { Timer } from "hb/consensus/raft/messages.ts";
import { type Rules, rules } from "hb/consensus/raft/rules.ts";
import type { Instance } from "hb/laboratory/raft/small.ts";
import type { Settings, Story } from "./mutant_stories.ts";
import {
  deafLeader,
  noCoins,
  quietLeader,
  restless,
  shouting,
  transfers,
} from "./mutant_stories.ts";

/** What catches a mutant. */
export type Catch =
  /** A scenario of the laboratory on this seed; `words` begin what it says. */
  | {
    readonly by: "scenario";
    readonly name: string;
    readonly seed?: number;
    readonly words: string;
  }
  /** A run of chaos; `words` begin what it says. */
  | { readonly by: "chaos"; readonly seed: number; readonly words: string }
  /** Every order of a small instance; the property that is broken. */
  | { readonly by: "explorer"; readonly instance: Instance; readonly words: string }
  /** A story of its own; what it says. */
  | { readonly by: "story"; readonly story: Story; readonly words: string };

/** One mutant. */
export interface Mutant {
  /** The mistake. */
  readonly name: string;
  /** The rules that it changes. */
  readonly rules?: Partial<Rules>;
  /** The timers after which nothing is done. */
  readonly idle?: readonly Timer["type"][];
  /** What is set besides. */
  readonly options?: Partial<Settings>;
  /** What catches it. */
  readonly caught: Catch;
  /** Whether it only keeps the cluster from getting on, and breaks no safety property. */
  readonly livenessOnly?: boolean;
}

const scenario = (name: string, words: string, seed = 1): Catch => ({
  by: "scenario",
  name,
  words,
  seed,
});
const chaos = (seed: number, words: string): Catch => ({ by: "chaos", seed, words });
const story = (tale: Story, words: string): Catch => ({ by: "story", story: tale, words });
const explorer = (words: string, instance: Instance): Catch => ({
  by: "explorer",
  instance,
  words,
});

const NO_LEADER = "no leader within 5000 ms";
const NOT_WELL = "progress: all clients are done, and all members agree";
const vote = (term: number, votedFor: number): Saved => ({ type: "vote", term, votedFor });
const log = (...entries: Entry[]): Saved => ({ type: "append", after: 0, entries });
const noop = (term: number): Entry => ({ term, type: "noop" });
const twoOnce: Instance = { stands: (node, term) => node < 2 && term < 1 };

/** The first two terms of Figure 3.7 have passed; server 0 may lead the third, and server 2 the fourth. */
const figure8: Instance = {
  stands: (node, term) => (node === 0 && term === 2) || (node === 2 && term === 3),
  options: { maxEntryBytesPerMessage: 1 },
  saved: [
    [vote(1, 0), log(noop(1)), vote(2, 2)],
    [vote(2, 2)],
    [vote(1, 0), vote(2, 2), log(noop(2))],
  ],
};
/** Server 2 appended in term 1 that server 1 leaves; server 0 is asked in term 2 to remove server 2. */
const twoChanges: Instance = {
  nodes: 4,
  stands: (node, term) => (node === 0 && term === 1) || (node === 2 && term === 2),
  saved: [
    [vote(1, 2)],
    [vote(1, 2)],
    [
      vote(1, 2),
      log({ term: 1, type: "configuration", configuration: votersOnly([0, 2, 3]) }),
    ],
    [vote(1, 2)],
  ],
  asks: [{ type: "change", transition: "auto", changes: [{ type: "remove", node: 2 }] }],
};
const elections: readonly Mutant[] = [
  {
    name: "a server votes twice in a term",
    rules: { mayVote: (term, _, asked) => asked.term === term },
    caught: chaos(20, "election safety"),
  },
  {
    name: "a server forgets its vote in a crash",
    rules: { saveVote: (term) => [{ type: "vote", term, votedFor: null }] },
    caught: explorer("election safety", { ...twoOnce, crashes: 1 }),
  },
  {
    name: "a server forgets term and vote in a crash",
    rules: { saveVote: () => [] },
    caught: scenario("Persist2", "election safety"),
  },
  {
    name: "voters do not compare logs",
    rules: { isUpToDate: () => true },
    caught: scenario("Rejoin", "leader completeness"),
  },
  {
    name: "voters compare the lengths of logs alone",
    rules: { isUpToDate: (theirs, own) => theirs.index >= own.index },
    caught: scenario("Rejoin", "leader completeness"),
  },
  {
    name: "voters want a log that is longer than their own",
    rules: {
      isUpToDate: (theirs, own) =>
        theirs.term > own.term || (theirs.term === own.term && theirs.index > own.index),
    },
    caught: scenario("InitialElection", NO_LEADER),
    livenessOnly: true,
  },
  {
    name: "half of the votes are enough",
    rules: {
      countVotes({ voters }, votes) {
        const count = (answer: boolean) => voters.filter((v) => votes.get(v) === answer).length;
        if (2 * count(true) >= voters.length) return "won";
        return 2 * count(false) > voters.length ? "lost" : "pending";
      },
    },
    caught: chaos(2, "election safety"),
  },
  {
    name: "the outgoing half of a joint configuration is not asked for votes",
    rules: { countVotes: (c, votes) => rules.countVotes({ ...c, outgoing: [] }, votes) },
    caught: chaos(13, "election safety"),
  },
  {
    name: "timeouts are not drawn at random",
    rules: { drawRest: () => 0 },
    caught: story(noCoins, "nobody leads"),
    livenessOnly: true,
  },
  {
    name: "any request for a vote makes a server wait anew",
    rules: { waitsAnew: () => true },
    caught: story(restless, "nobody leads"),
    livenessOnly: true,
  },
  {
    name: "a server stands in the term in which it is",
    rules: { stand: (term, self) => ({ term, votedFor: self }) },
    caught: chaos(1, "election safety"),
  },
  {
    name: "nobody is promised a vote",
    rules: { mayPreVote: () => false },
    caught: scenario("InitialElection", NO_LEADER),
    livenessOnly: true,
  },
  {
    name: "servers do not enter greater terms",
    rules: { isOutdated: () => false },
    caught: scenario("ReElection", NO_LEADER),
    livenessOnly: true,
  },
  {
    name: "who is being removed does not stand, though it is still needed",
    rules: { mayStand: (s, self) => latest(s.configurations).configuration.voters.includes(self) },
    caught: chaos(126, NOT_WELL),
    livenessOnly: true,
  },
  {
    name: "leaders send no heartbeats",
    idle: ["heartbeat"],
    caught: story(quietLeader, "more than one leader"),
    livenessOnly: true,
  },
  {
    name: "a leader that no quorum answers goes on",
    idle: ["quorum"],
    caught: story(deafLeader, "nothing is committed"),
    livenessOnly: true,
  },
  {
    name: "servers stand without asking whether they would win",
    options: { preVote: false },
    caught: story(shouting, "the leader is unseated"),
    livenessOnly: true,
  },
];

const logs: readonly Mutant[] = [
  {
    name: "followers do not compare what comes before",
    rules: { agrees: (log, previous) => previous.index <= lastIndex(log) },
    caught: chaos(4, "log matching"),
  },
  {
    name: "what is compacted is taken for missing",
    rules: { agrees: (log, { index, term }) => termAt(log, index) === term },
    caught: scenario("SnapshotInstall", "3 servers did not agree on a command"),
    livenessOnly: true,
  },
  {
    name: "followers cut what is there already",
    rules: { alreadyThere: () => 0 },
    caught: scenario(
      "ConcurrentStarts",
      "handlers do not throw: node 2, upon append: Error: Cannot cut",
    ),
  },
  {
    name: "followers keep entries of another term",
    rules: {
      alreadyThere: (log, { index }, entries) =>
        Math.min(entries.length, Math.max(0, lastIndex(log) - index)),
    },
    caught: scenario("Rejoin", "state-machine safety"),
  },
  {
    name: "followers say, and commit, that their whole log agrees",
    rules: { agreedUntil: (log) => lastIndex(log) },
    caught: scenario("Backup", "state-machine safety"),
  },
  {
    name: "followers commit more than they have",
    rules: { followerCommit: (commitIndex, leaderCommit) => Math.max(commitIndex, leaderCommit) },
    caught: scenario("Rejoin", "handlers do not throw"),
  },
  {
    name: "followers commit nothing",
    rules: { followerCommit: (commitIndex) => commitIndex },
    caught: scenario("BasicAgree", "1 was not applied by 3 servers"),
    livenessOnly: true,
  },
  {
    name: "leaders commit nothing",
    rules: { mayCommit: () => false },
    caught: scenario("BasicAgree", "1 was not applied by 3 servers"),
    livenessOnly: true,
  },
  {
    name: "leaders count replicas of older terms' entries",
    rules: { mayCommit: () => true },
    caught: explorer("leader completeness", figure8),
  },
  {
    name: "one server is a quorum",
    rules: { quorumIndex: ({ voters }, reached) => Math.max(...voters.map(reached)) },
    caught: chaos(4, "leader completeness"),
  },
  {
    name: "the outgoing half of a joint configuration is not counted",
    rules: { quorumIndex: (c, reached) => rules.quorumIndex({ ...c, outgoing: [] }, reached) },
    caught: chaos(13, "leader completeness"),
  },
  {
    name: "all voters must have an entry",
    rules: { quorumIndex: ({ voters }, reached) => Math.min(...voters.map(reached)) },
    caught: scenario("FollowerFailure", "2 was not applied by 2 servers"),
    livenessOnly: true,
  },
];

const memory: readonly Mutant[] = [
  {
    name: "entries are not saved",
    rules: { saveEntries: () => [] },
    caught: scenario("Persist1", "leader completeness"),
  },
  {
    name: "snapshots are not saved",
    rules: { saveSnapshot: () => [] },
    caught: scenario("SnapshotBasic", "handlers do not throw"),
  },
  {
    name: "where the log begins is not saved with a snapshot",
    rules: {
      saveSnapshot: (snapshot) => [{ type: "snapshot", snapshot, base: { index: 0, term: 0 } }],
    },
    caught: scenario("SnapshotBasic", "handlers do not throw"),
  },
  {
    name: "snapshots have no sessions",
    rules: { capture: (s) => ({ ...rules.capture(s), sessions: new Map() }) },
    caught: chaos(3, "the history is no linearizable one"),
  },
  {
    name: "snapshots have the configuration of the snapshot before",
    rules: { capture: (s) => ({ ...rules.capture(s), placed: s.snapshot.placed }) },
    caught: chaos(1, "soundness"),
  },
  {
    name: "snapshots have the term of the server, not of the entry",
    rules: {
      capture: (s) => ({ ...rules.capture(s), last: { index: s.lastApplied, term: s.term } }),
    },
    caught: chaos(1, "state-machine safety"),
  },
  {
    name: "a snapshot that is older than the state replaces it",
    rules: { isNews: () => true },
    caught: chaos(123, "soundness"),
  },
  {
    name: "no snapshot is installed",
    rules: { isNews: () => false },
    caught: scenario("SnapshotBasic", "3 servers did not agree on a command"),
    livenessOnly: true,
  },
  {
    name: "a snapshot takes the rest of the log away",
    rules: { rebase: (_, base) => ({ base, entries: [] }) },
    caught: chaos(1, "leader append-only"),
  },
  {
    name: "logs are not compacted",
    rules: { isSnapshotDue: () => false },
    caught: scenario("SnapshotBasic", "the log of server 0 has grown"),
    livenessOnly: true,
  },
  {
    name: "a request that comes again is executed again",
    rules: { admit: () => ({ type: "new" }) },
    caught: chaos(2, "the history is no linearizable one"),
  },
];

const members: readonly Mutant[] = [
  {
    name: "a change does not wait for an entry of the leader's term (the rule of 2014)",
    rules: {
      whyNotChange: (s) =>
        latest(s.configurations).index > s.commitIndex ? "a change is under way" : undefined,
    },
    caught: explorer("leader completeness", twoChanges),
  },
  {
    name: "a change does not wait for the change before",
    rules: {
      whyNotChange: (s) =>
        termAt(s.log, s.commitIndex) === s.term ? undefined : "nothing of this term is committed",
    },
    caught: chaos(268, "leader completeness"),
  },
  {
    name: "a configuration stays when its entry is cut off",
    rules: { afterTruncation: (configurations) => [...configurations] },
    caught: chaos(194, "snapshot agreement"),
  },
  {
    name: "a configuration goes although its entry stays",
    rules: {
      afterTruncation: (configurations, after) =>
        configurations.filter(({ index }, i) => i === 0 || index < after),
    },
    caught: chaos(256, "snapshot agreement"),
  },
  {
    name: "a joint configuration is not left",
    rules: { followingOn: () => undefined },
    caught: chaos(1, "soundness: node 2: it does not end a joint change"),
  },
  {
    name: "a leader that has left the cluster leads on",
    rules: { stepsDown: () => false },
    caught: chaos(1, "soundness: node 2: it leads a cluster without belonging to it"),
  },
  {
    name: "several members change at once",
    rules: {
      change(from, transition, changes) {
        const changed = rules.change(from, transition, changes);
        if (!changed.ok) return changed;
        const { voters, learners, learnersNext } = changed.configuration;
        const all = [...new Set([...learners, ...learnersNext])].sort();
        return { ok: true, configuration: { ...votersOnly(voters), learners: all } };
      },
    },
    caught: chaos(13, "leader completeness"),
  },
  {
    name: "a transfer that comes to nothing does not end",
    idle: ["transfer"],
    caught: story(transfers, "a command is refused"),
    livenessOnly: true,
  },
];

/** All mutants. */
export const mutants: readonly Mutant[] = [...elections, ...logs, ...memory, ...members];
