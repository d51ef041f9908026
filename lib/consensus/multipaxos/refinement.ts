/**
 * Multi-Paxos is a sequence of single decrees: looked at in one slot, every step is a step of Voting, the algorithm that
 * Paxos implements (Lamport, *How to win a Turing award*), or none. An acceptor raises its ballot; or it votes in a
 * ballot that is not below it, for a value of which a quorum shows that it is safe; or a learner notes what a quorum
 * has voted for.
 *
 * `every slot is a Paxos` says what must not come of votes. This says why each of them may be cast, so that it
 * sees a wrong vote at once, also one that would do no harm in this run.
 *
 * @module
 */

import { type Invariant, type InvariantViolation, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Quorums, QuorumSystem } from "../../replicated/quorum/system.ts";
import { type Ballot, ballotLabel, compareBallots, NO_BALLOT } from "../ballot.ts";
import { type Cast, noteVote } from "../votes.ts";
import { membersAt, noteConfigurations, type Placed } from "./configuration.ts";
import type { Entry } from "./log.ts";
import type { State } from "./state.ts";
import { toldAs } from "./value.ts";

/** The variables of Voting, for all slots: what each acceptor has promised, and all votes. */
interface Votings {
  readonly promised: Ballot[];
  readonly slots: Map<number, Cast[]>;
  readonly configurations: Placed[];
}

type Breach = InvariantViolation | undefined;

/** Each step of a server is in each slot a step of Voting, or none. */
export function eachStepIsPaxos(quorums: Quorums): Invariant<State> {
  return remembering<State, Votings>({
    name: "each step is a step of Paxos",
    words:
      "in each slot a server raises its ballot, casts a vote that is safe, or learns what is decided",
    memory: () => ({ promised: [], slots: new Map(), configurations: [] }),
    check({ states }, memory) {
      for (const s of states) {
        if (s !== undefined) noteConfigurations(memory.configurations, s.configurations);
      }
      for (const [node, s] of states.entries()) {
        const breach = s === undefined ? undefined : stepOf(s, node, memory, quorums);
        if (breach !== undefined) return breach;
      }
      return undefined;
    },
  });
}

/** What is wrong with what a server has come to since it was last looked at. */
function stepOf(s: Readonly<State>, node: NodeId, memory: Votings, quorums: Quorums): Breach {
  const before = memory.promised[node] ?? NO_BALLOT;
  memory.promised[node] = s.promised;
  if (compareBallots(s.promised, before) < 0) {
    return { words: `its ballot falls from ${ballotLabel(before)}`, nodes: [node] };
  }
  for (const [slot, entry] of s.log.entries) {
    const votes = memory.slots.get(slot) ?? [];
    memory.slots.set(slot, votes);
    const system = quorums(membersAt(memory.configurations, slot));
    const told = toldAs(entry.value);
    const isKnown = votes.some(({ ballot, value, voters }) =>
      compareBallots(ballot, entry.ballot) === 0 && value === told && voters.includes(node)
    );
    const isLearnt = entry.chosen && isDecided(votes, told, system);
    const words = isKnown || isLearnt
      ? undefined
      : wrongVote(node, entry, told, before, votes, memory.promised, system);
    if (words !== undefined) return { words: `in slot ${slot}, ${words}`, nodes: [node] };
    if (!entry.chosen || isDecided(votes, told, system)) continue;
    return { words: `in slot ${slot}, it takes ${told} for decided, which is not`, nodes: [node] };
  }
  return undefined;
}

/** Casts a vote, and says what forbids it: VoteFor of Voting. */
function wrongVote(
  node: NodeId,
  { ballot }: Entry,
  value: string,
  before: Ballot,
  votes: Cast[],
  promised: readonly Ballot[],
  system: QuorumSystem,
): string | undefined {
  const vote = `a vote for ${value} in ballot ${ballotLabel(ballot)}`;
  if (compareBallots(ballot, before) < 0) {
    return `${vote} is below the ballot ${ballotLabel(before)} that was promised`;
  }
  if (!isSafe(ballot, value, votes, promised, system)) return `${vote} is not shown to be safe`;
  return noteVote(votes, node, ballot, value)?.words;
}

function isDecided(votes: readonly Cast[], value: string, system: QuorumSystem): boolean {
  return votes.some((cast) => cast.value === value && system.phase2(new Set(cast.voters)));
}

/**
 * Whether a quorum shows that no other value is or will be decided below a ballot: all of it have promised that
 * ballot, and their last votes below it are for this value, or there are none. More of them show more as long as
 * their votes are no later, so it is enough to look at those who voted up to each ballot.
 */
function isSafe(
  ballot: Ballot,
  value: string,
  votes: readonly Cast[],
  promised: readonly Ballot[],
  system: QuorumSystem,
): boolean {
  const below = votes.filter((cast) => compareBallots(cast.ballot, ballot) < 0);
  const last = [undefined, ...below.filter((cast) => cast.value === value)];
  return last.some((limit) => {
    const later = below.filter((cast) =>
      limit === undefined || compareBallots(cast.ballot, limit.ballot) > 0
    );
    const quorum = system.members.filter((member) =>
      compareBallots(promised[member] ?? NO_BALLOT, ballot) >= 0 &&
      !later.some(({ voters }) => voters.includes(member))
    );
    return system.phase1(new Set(quorum)) &&
      (limit === undefined || limit.voters.some((voter) => quorum.includes(voter)));
  });
}
