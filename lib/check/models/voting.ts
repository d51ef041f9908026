/**
 * Voting (Lamport; TLA+: Voting, beside PaxosHowToWinATuringAward): consensus where acceptors see each other's votes. Paxos
 * implements it.
 *
 * @module
 */

import type { SystemAction, TransitionSystem } from "../explore/system.ts";

/** The variables, of each acceptor. */
export interface Voting {
  /** Its votes: the value that it voted for in each ballot, or "". */
  readonly votes: readonly (readonly string[])[];
  /** It casts no more votes in a ballot below this one. */
  readonly maxBal: readonly number[];
}

/** Three acceptors, any two of them a quorum. */
export function voting(values: readonly string[], ballots: number): TransitionSystem<Voting> {
  const bals = Array.from({ length: ballots }, (_, ballot) => ballot);
  return {
    name: `voting, ${values.length} values, ${ballots} ballots`,
    initial:
      () => [{ votes: acceptors.map(() => bals.map(() => "")), maxBal: acceptors.map(() => -1) }],
    indexed: ["votes", "maxBal"],
    actions: acceptors.flatMap((a) =>
      bals.flatMap((b) => [increase(a, b), ...values.map((v) => voteFor(a, b, v))])
    ),
    always: { "at most one value is chosen": (s) => chosen(s, values, bals).length <= 1 },
    sometimes: { "a value is chosen": (s) => chosen(s, values, bals).length > 0 },
  };
}

/** The acceptors. */
export const acceptors: readonly number[] = [0, 1, 2];

/** Any two of three. */
export const quorums: readonly (readonly number[])[] = [[0, 1], [0, 2], [1, 2]];

function increase(a: number, b: number): SystemAction<Voting> {
  return {
    name: `IncreaseMaxBal(${a}, ${b})`,
    next: ({ maxBal }) => b > maxBal[a]! ? { maxBal: { [a]: b } } : undefined,
  };
}

function voteFor(a: number, b: number, v: string): SystemAction<Voting> {
  return {
    name: `VoteFor(${a}, ${b}, ${v})`,
    next(s) {
      if (s.maxBal[a]! > b || s.votes[a]![b] !== "") return undefined;
      if (!acceptors.every((c) => c === a || ["", v].includes(s.votes[c]![b]!))) return undefined;
      if (!quorums.some((quorum) => showsSafeAt(s, quorum, b, v))) return undefined;
      return { votes: { [a]: s.votes[a]!.with(b, v) }, maxBal: { [a]: b } };
    },
  };
}

/** No other value was or will be chosen by this quorum in a ballot below `b`. */
function showsSafeAt(s: Voting, quorum: readonly number[], b: number, v: string): boolean {
  if (!quorum.every((a) => s.maxBal[a]! >= b)) return false;
  for (let c = b - 1; c >= 0; c--) {
    if (quorum.some((a) => s.votes[a]![c] === v)) return true;
    if (quorum.some((a) => s.votes[a]![c] !== "")) return false;
  }
  return true;
}

function chosen({ votes }: Voting, values: readonly string[], bals: readonly number[]): string[] {
  return values.filter((v) =>
    bals.some((b) => quorums.some((quorum) => quorum.every((a) => votes[a]![b] === v)))
  );
}
