/**
 * Single-decree Paxos as a transition system (Lamport 2001; TLA+: Paxos of PaxosHowToWinATuringAward). Leaders are not
 * modelled: anybody may send a 1a or a 2a message, and messages are never consumed.
 *
 * @module
 */

import type { SystemAction, TransitionSystem } from "../explore/system.ts";
import { acceptors, quorums } from "./voting.ts";

/** Who says what. */
export type PaxosMessage =
  /** Prepare ballot `bal`. */
  | { readonly type: "1a"; readonly bal: number }
  /** Acceptor `acc` promises, and tells its last vote; `mbal` −1: none. */
  | { readonly type: "1b"; acc: number; bal: number; mbal: number; mval: string }
  /** Vote for `val` in ballot `bal`. */
  | { readonly type: "2a"; readonly bal: number; readonly val: string }
  /** Acceptor `acc` has voted. */
  | { readonly type: "2b"; readonly acc: number; readonly bal: number; readonly val: string };

/** The variables. */
export interface PaxosSystem {
  /** Of each acceptor: the highest ballot that it has heard of. */
  readonly maxBal: readonly number[];
  /** Of each acceptor: the ballot of its last vote; −1: none. */
  readonly maxVBal: readonly number[];
  /** Of each acceptor: the value of its last vote. */
  readonly maxVal: readonly string[];
  /** All messages that were ever sent, as text. */
  readonly msgs: ReadonlySet<string>;
}

/** Three acceptors; ballots are 0 to `ballots` − 1. */
export function paxosSystem(
  values: readonly string[],
  ballots: number,
): TransitionSystem<PaxosSystem> {
  const bals = Array.from({ length: ballots }, (_, ballot) => ballot);
  return {
    name: `Paxos, 3 acceptors, ${values.length} values, ${ballots} ballots`,
    initial: () => [{
      maxBal: acceptors.map(() => -1),
      maxVBal: acceptors.map(() => -1),
      maxVal: acceptors.map(() => ""),
      msgs: new Set(),
    }],
    indexed: ["maxBal", "maxVBal", "maxVal"],
    actions: [
      ...bals.flatMap((b) => [phase1a(b), ...values.map((v) => phase2a(b, v))]),
      ...acceptors.flatMap((a) => [phase1b(a), phase2b(a)]),
    ],
    always: { "at most one value is chosen": ({ msgs }) => chosen(msgs).size <= 1 },
    sometimes: { "a value is chosen": ({ msgs }) => chosen(msgs).size === 1 },
  };
}

function phase1a(bal: number): SystemAction<PaxosSystem> {
  return {
    name: `Phase1a(${bal})`,
    next: ({ msgs }) => ({ msgs: send(msgs, { type: "1a", bal }) }),
  };
}

function phase1b(acc: number): SystemAction<PaxosSystem> {
  return {
    name: `Phase1b(${acc})`,
    next: ({ msgs, maxBal, maxVBal, maxVal }) =>
      read(msgs, "1a").filter(({ bal }) => bal > maxBal[acc]!).map(({ bal }) => ({
        maxBal: { [acc]: bal },
        msgs: send(msgs, { type: "1b", acc, bal, mbal: maxVBal[acc]!, mval: maxVal[acc]! }),
      })),
  };
}

function phase2a(bal: number, val: string): SystemAction<PaxosSystem> {
  return {
    name: `Phase2a(${bal}, ${val})`,
    next({ msgs }) {
      if (read(msgs, "2a").some((message) => message.bal === bal)) return undefined;
      const promises = read(msgs, "1b").filter((message) => message.bal === bal);
      const free = quorums.some((quorum) => {
        const heard = promises.filter(({ acc }) => quorum.includes(acc));
        if (!quorum.every((a) => heard.some(({ acc }) => acc === a))) return false;
        const voted = heard.filter(({ mbal }) => mbal >= 0);
        const highest = Math.max(...voted.map(({ mbal }) => mbal));
        return voted.length === 0 ||
          voted.some(({ mbal, mval }) => mbal === highest && mval === val);
      });
      return free ? { msgs: send(msgs, { type: "2a", bal, val }) } : undefined;
    },
  };
}

function phase2b(acc: number): SystemAction<PaxosSystem> {
  return {
    name: `Phase2b(${acc})`,
    next: ({ msgs, maxBal }) =>
      read(msgs, "2a").filter(({ bal }) => bal >= maxBal[acc]!).map(({ bal, val }) => ({
        maxBal: { [acc]: bal },
        maxVBal: { [acc]: bal },
        maxVal: { [acc]: val },
        msgs: send(msgs, { type: "2b", acc, bal, val }),
      })),
  };
}

/** A set of records has its members as text, since JavaScript's sets compare records by identity. */
function send(msgs: ReadonlySet<string>, message: PaxosMessage): ReadonlySet<string> {
  return msgs.union(new Set([JSON.stringify(message)]));
}

function read<T extends PaxosMessage["type"]>(
  msgs: ReadonlySet<string>,
  type: T,
): Extract<PaxosMessage, { type: T }>[] {
  const found: Extract<PaxosMessage, { type: T }>[] = [];
  for (const text of msgs) if (text.startsWith(`{"type":"${type}"`)) found.push(JSON.parse(text));
  return found;
}

function chosen(msgs: ReadonlySet<string>): Set<string> {
  const votes = read(msgs, "2b");
  return new Set(
    votes.filter((vote) =>
      quorums.some((quorum) =>
        quorum.every((a) => votes.some(({ acc, bal }) => acc === a && bal === vote.bal))
      )
    ).map(({ val }) => val),
  );
}
