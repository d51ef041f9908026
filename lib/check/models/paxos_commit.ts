/**
 * Paxos Commit (Gray and Lamport 2006, section 4; TLA+: PaxosCommit): whether each resource manager is prepared is
 * decided by a Paxos of its own, so that no coordinator's failure leaves anybody in doubt. Leaders are not modelled, and
 * messages are never consumed, as in `paxos`; a resource manager proposes for itself, in ballot 0.
 *
 * @module
 */

import type { SystemAction, TransitionSystem } from "../explore/system.ts";
import type { Manager } from "./two_phase.ts";
import { acceptors, quorums } from "./voting.ts";

/** What may be decided about a resource manager. */
export type Vote = "prepared" | "aborted";

/** The variables. Nobody says two things in one ballot, so what was said stands at its place; "" is nothing. */
export interface PaxosCommit {
  /** Of each resource manager. */
  readonly rmState: readonly Manager[];
  /** The highest ballot that acceptor `acc` has heard of about manager `rm`, at `[3 rm + acc]`. */
  readonly mbal: readonly number[];
  /** The ballot of its last vote, at the same place; −1: none. */
  readonly bal: readonly number[];
  /** What it voted for. */
  readonly val: readonly (Vote | "none")[];
  /** Whether a leader has begun a ballot, at `[rm · ballots + ballot]`. */
  readonly begun: readonly boolean[];
  /** What was proposed in a ballot, at the same place. */
  readonly proposed: readonly (Vote | "")[];
  /** An acceptor's promise, with its last vote, at `[(3 rm + acc) ballots + ballot]`. */
  readonly promised: readonly string[];
  /** An acceptor's vote in a ballot, at the same place. */
  readonly voted: readonly (Vote | "")[];
  /** What leaders have said of the transaction: that it is committed, and that it is aborted. */
  readonly outcome: readonly [committed: boolean, aborted: boolean];
}

/** Paxos Commit of so many resource managers, with three acceptors and ballots 0 to `ballots` − 1. */
export function paxosCommit(managers: number, ballots: number): TransitionSystem<PaxosCommit> {
  const rms = Array.from({ length: managers }, (_, rm) => rm);
  const all = Array.from({ length: ballots }, (_, ballot) => ballot), later = all.slice(1);
  const perAcceptor = rms.flatMap(() => acceptors);
  const perBallot = rms.flatMap(() => all), perPair = perAcceptor.flatMap(() => all);
  return {
    name: `Paxos Commit, ${managers} resource managers, 3 acceptors, ${ballots} ballots`,
    initial: () => [{
      rmState: rms.map(() => "working" as const),
      mbal: perAcceptor.map(() => 0),
      bal: perAcceptor.map(() => -1),
      val: perAcceptor.map(() => "none" as const),
      begun: perBallot.map(() => false),
      proposed: perBallot.map(() => "" as const),
      promised: perPair.map(() => ""),
      voted: perPair.map(() => "" as const),
      outcome: [false, false],
    }],
    indexed: ["rmState", "mbal", "bal", "val", "begun", "proposed", "promised", "voted", "outcome"],
    actions: [
      ...rms.flatMap((rm) => [
        ...ofManager(rm, ballots),
        ...later.flatMap((ballot) => [
          phase1a(rm, ballot, ballots),
          phase2a(rm, ballot, ballots),
          ...acceptors.map((acc) => phase1b(rm, acc, ballot, ballots)),
        ]),
        ...all.flatMap((ballot) => acceptors.map((acc) => phase2b(rm, acc, ballot, ballots))),
      ]),
      ...decide(rms, all),
    ],
    always: {
      "no manager commits while another aborts": ({ rmState }) =>
        !(rmState.includes("committed") && rmState.includes("aborted")),
      "no two outcomes": ({ outcome }) => !(outcome[0] && outcome[1]),
    },
    sometimes: {
      "all commit": ({ rmState }) => rmState.every((state) => state === "committed"),
      "all abort": ({ rmState }) => rmState.every((state) => state === "aborted"),
    },
  };
}

function ofManager(rm: number, ballots: number): SystemAction<PaxosCommit>[] {
  const propose = (name: string, vote: Vote): SystemAction<PaxosCommit> => ({
    name: `${name}(${rm})`,
    next: ({ rmState }) =>
      rmState[rm] === "working"
        ? { rmState: { [rm]: vote }, proposed: { [rm * ballots]: vote } }
        : undefined,
  });
  const hear = (name: string, which: 0 | 1, state: Manager): SystemAction<PaxosCommit> => ({
    name: `${name}(${rm})`,
    next: ({ outcome }) => outcome[which] ? { rmState: { [rm]: state } } : undefined,
  });
  return [
    propose("RMPrepare", "prepared"),
    propose("RMChooseToAbort", "aborted"),
    hear("RMRcvCommitMsg", 0, "committed"),
    hear("RMRcvAbortMsg", 1, "aborted"),
  ];
}

function phase1a(rm: number, ballot: number, ballots: number): SystemAction<PaxosCommit> {
  return {
    name: `Phase1a(${ballot}, ${rm})`,
    next: () => ({ begun: { [rm * ballots + ballot]: true } }),
  };
}

function phase1b(
  rm: number,
  acc: number,
  ballot: number,
  ballots: number,
): SystemAction<PaxosCommit> {
  const at = 3 * rm + acc;
  return {
    name: `Phase1b(${acc}, ${rm}, ${ballot})`,
    next: ({ begun, mbal, bal, val }) =>
      begun[rm * ballots + ballot] && ballot > mbal[at]!
        ? { mbal: { [at]: ballot }, promised: { [at * ballots + ballot]: `${bal[at]} ${val[at]}` } }
        : undefined,
  };
}

/** A leader proposes what may have been decided; where nobody has voted, to abort. */
function phase2a(rm: number, ballot: number, ballots: number): SystemAction<PaxosCommit> {
  const at = rm * ballots + ballot;
  return {
    name: `Phase2a(${ballot}, ${rm})`,
    next({ proposed, promised }) {
      if (proposed[at] !== "") return undefined;
      const free = quorums.flatMap((quorum): Vote[] => {
        const heard = quorum.map((acc) => promised[(3 * rm + acc) * ballots + ballot]!);
        if (heard.includes("")) return [];
        const last = heard.map((words) => words.split(" "))
          .reduce((a, b) => Number(b[0]) > Number(a[0]) ? b : a);
        return [Number(last[0]) < 0 ? "aborted" : last[1] as Vote];
      });
      return [...new Set(free)].map((vote) => ({ proposed: { [at]: vote } }));
    },
  };
}

function phase2b(
  rm: number,
  acc: number,
  ballot: number,
  ballots: number,
): SystemAction<PaxosCommit> {
  const at = 3 * rm + acc;
  return {
    name: `Phase2b(${acc}, ${rm}, ${ballot})`,
    next({ proposed, mbal }) {
      const vote = proposed[rm * ballots + ballot]!;
      if (vote === "" || ballot < mbal[at]!) return undefined;
      return {
        mbal: { [at]: ballot },
        bal: { [at]: ballot },
        val: { [at]: vote },
        voted: { [at * ballots + ballot]: vote },
      };
    },
  };
}

/** Whoever has heard what was decided about all, or that one is not prepared, says what follows from it. */
function decide(rms: readonly number[], all: readonly number[]): SystemAction<PaxosCommit>[] {
  const isDecided = ({ voted }: PaxosCommit, rm: number, vote: Vote) =>
    all.some((ballot) =>
      quorums.some((quorum) =>
        quorum.every((acc) => voted[(3 * rm + acc) * all.length + ballot] === vote)
      )
    );
  return [
    {
      name: "Decide to commit",
      next: (s) =>
        rms.every((rm) => isDecided(s, rm, "prepared")) ? { outcome: { 0: true } } : undefined,
    },
    {
      name: "Decide to abort",
      next: (s) =>
        rms.some((rm) => isDecided(s, rm, "aborted")) ? { outcome: { 1: true } } : undefined,
    },
  ];
}
