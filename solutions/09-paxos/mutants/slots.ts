/** Parts 6, 8 and 9 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/09-paxos/answers.ts";
import type { Fill, Known, SlotVote } from "../../../exercises/09-paxos/given.ts";
import { fill } from "../fill.ts";
import { members } from "../members.ts";
import { takeover } from "../takeover.ts";

/** A leader that takes over one vote of each slot. */
function taking(
  best: (votes: readonly SlotVote[]) => SlotVote | undefined,
): Answers["takeover"]["proposals"] {
  return (first, promises) => {
    const slots = new Set(promises.flat().map(({ slot }) => slot));
    const kept = [...slots].map((slot) =>
      best(promises.flat().filter((vote) => vote.slot === slot))!
    );
    return takeover.proposals(first, [kept]);
  };
}

/** The same, given other limits. */
function within(change: (limits: Parameters<Fill>[1]) => Partial<Parameters<Fill>[1]>): Fill {
  return (leader, limits) => fill(leader, { ...limits, ...change(limits) });
}

/** The same with another α. */
function shifted(by: number): Answers["members"]["membersAt"] {
  return (known, slot) => {
    const changes = known.changes.map((change) => ({ ...change, slot: change.slot + by }));
    return members.membersAt({ ...known, changes }, slot);
  };
}

const changesOf = (known: Known, changes: Known["changes"]): Known => ({ ...known, changes });

export const slotMutants: Mutants<Answers> = {
  takeover: {
    "asks from the last slot that it has executed: it is decided": {
      first: (executed) => executed,
    },
    "asks from the beginning: more and more is told": { first: () => 1 },
    "one too far: the first slot that is not executed is skipped": {
      first: (executed) => executed + 2,
    },
    "the first vote: whatever was heard first": { proposals: taking(([first]) => first) },
    "the last vote: whatever was heard last": { proposals: taking((votes) => votes.at(-1)) },
    "rounds only: two nodes have the same round": {
      proposals: taking((votes) => votes.toSorted((a, b) => b.ballot.round - a.ballot.round)[0]),
    },
    "the most votes: a minority has voted often": {
      proposals: taking((votes) => {
        const count = ({ value }: SlotVote) => votes.filter((vote) => vote.value === value).length;
        return votes.toSorted((a, b) => count(b) - count(a))[0];
      }),
    },
    "gaps are left: what comes after a gap slides into it": {
      proposals: (first, promises) =>
        takeover.proposals(first, promises).filter((value, i) =>
          value !== null || promises.flat().some(({ slot }) => slot === first + i)
        ),
    },
    "gaps are filled with nothing: up to the first gap": {
      proposals: (first, promises) => {
        const all = takeover.proposals(first, promises);
        const gap = all.findIndex((_, i) =>
          !promises.flat().some(({ slot }) => slot === first + i)
        );
        return gap < 0 ? all : all.slice(0, gap);
      },
    },
    "a no-op is no vote: the value of a lower ballot comes back": {
      proposals: (first, promises) =>
        takeover.proposals(first, [
          ...promises.map((votes) => votes.filter(({ value }) => value !== null)),
          promises.flat().map((vote) => ({ ...vote, ballot: { round: 0, node: 0 }, value: null })),
        ]),
    },
    "a no-op over what has been voted for: where one of the quorum has not voted": {
      proposals: (first, promises) =>
        takeover.proposals(first, promises).map((value, i) =>
          promises.every((votes) => votes.some(({ slot }) => slot === first + i)) ? value : null
        ),
    },
    "one more no-op: beyond the last vote": {
      proposals: (first, promises) => [...takeover.proposals(first, promises), null],
    },
    "the votes of one: of the acceptor that has most": {
      proposals: (first, promises) => {
        const most = promises.toSorted((a, b) => b.length - a.length)[0] ?? [];
        return takeover.proposals(first, [most]);
      },
    },
    "from the first vote on: slots are told by their places": {
      proposals: (first, promises) => {
        const least = Math.min(...promises.flat().map(({ slot }) => slot));
        return takeover.proposals(
          Math.max(first, Number.isFinite(least) ? least : first),
          promises,
        );
      },
    },
    "slots before the first: what is executed is proposed again": {
      proposals: (first, promises) => {
        const least = Math.min(first, ...promises.flat().map(({ slot }) => slot));
        return takeover.proposals(least, promises);
      },
    },
    "five promises: those after them are not looked at": {
      proposals: (first, promises) => takeover.proposals(first, promises.slice(0, 5)),
    },
    "sixteen slots: what is further ahead is not looked at": {
      proposals: (first, promises) => takeover.proposals(first, promises).slice(0, 16),
    },
    "ten slots: what is further ahead is not looked at": {
      proposals: (first, promises) => takeover.proposals(first, promises).slice(0, 10),
    },
    "an empty value is none: what is false is taken for nothing": {
      proposals: (first, promises) =>
        takeover.proposals(first, promises).map((each) => each || null),
    },
  },
  fill: {
    "no window: everything goes at once": within(() => ({ window: 1000 })),
    "one too many: the window begins after the next slot": within(({ window }) => ({
      window: window + 1,
    })),
    "one at a time: α is one": within(() => ({ window: 1 })),
    "counted from the next slot: whatever has been executed": (leader, limits) =>
      fill({ ...leader, executed: leader.next - 1 }, limits),
    "one command a slot: nothing is batched": within(() => ({ maxCommands: 1 })),
    "bytes do not count: batches of any length": within(() => ({ maxBytes: Infinity })),
    "commands do not count: as many as fit": within(() => ({ maxCommands: Infinity })),
    "a long command never goes: it stops all that comes after it": (leader, limits) => {
      const at = leader.queue.findIndex(({ bytes }) => bytes > limits.maxBytes);
      return fill(at < 0 ? leader : { ...leader, queue: leader.queue.slice(0, at) }, limits);
    },
    "a long command is dropped: nobody hears of it again": (leader, limits) =>
      fill(
        { ...leader, queue: leader.queue.filter(({ bytes }) => bytes <= limits.maxBytes) },
        limits,
      ),
    "less than all bytes: a batch that just fits is cut": within(({ maxBytes }) => ({
      maxBytes: maxBytes - 1,
    })),
    "short ones first: commands overtake each other": (leader, limits) =>
      fill({ ...leader, queue: leader.queue.toSorted((a, b) => a.bytes - b.bytes) }, limits),
    "empty batches: slots are filled with nothing": (leader, limits) => {
      const batches = [...fill(leader, limits)];
      while (leader.next + batches.length <= leader.executed + limits.window) batches.push([]);
      return batches;
    },
    "full batches only: the rest waits for more": (leader, limits) =>
      fill(leader, limits).filter((batch) => batch.length === limits.maxCommands),
    "forty slots at most: whatever α is": (leader, limits) => fill(leader, limits).slice(0, 40),
    "a hundred commands: those after them are not looked at": (leader, limits) =>
      fill({ ...leader, queue: leader.queue.slice(0, 100) }, limits),
    "eight slots at most: whatever α is": (leader, limits) => fill(leader, limits).slice(0, 8),
    "takes them from the queue: what its caller has is gone": (leader, limits) => {
      const batches = fill(leader, limits);
      (leader.queue as unknown[]).splice(0, batches.flat().length);
      return batches;
    },
  },
  members: {
    "at once: the new members decide from the next slot on": {
      membersAt: (known, slot) =>
        slot > known.executed + known.window
          ? undefined
          : known.changes.findLast((change) => change.slot < slot)?.members ?? known.initial,
    },
    "one slot too late: i + α is the last of the old": { membersAt: shifted(1) },
    "one slot too early: i + α is the second of the new": { membersAt: shifted(-1) },
    "always known: who decides a slot that may still change": {
      membersAt: (known, slot) => members.membersAt({ ...known, executed: Infinity }, slot),
    },
    "known only when it is executed: nobody can propose ahead": {
      membersAt: (known, slot) =>
        slot > known.executed + 1 ? undefined : members.membersAt(known, slot),
    },
    "the first of two in a slot: the later one counts": {
      membersAt: (known, slot) =>
        members.membersAt(
          changesOf(
            known,
            known.changes.filter((change, i, all) =>
              all.findIndex((other) => other.slot === change.slot) === i
            ),
          ),
          slot,
        ),
    },
    "the last change counts: for slots before it, too": {
      membersAt: (known, slot) =>
        members.membersAt(known, slot) && (known.changes.at(-1)?.members ?? known.initial),
    },
    "three changes: those before them are forgotten": {
      membersAt: (known, slot) =>
        members.membersAt(changesOf(known, known.changes.slice(-3)), slot),
    },
    "half is enough: two of four": {
      isChosen: (known, slot, voters) => {
        const all = members.membersAt(known, slot);
        return all !== undefined &&
          2 * all.filter((node) => voters.includes(node)).length >= all.length;
      },
    },
    "everybody counts: those who have left vote, too": {
      isChosen: (known, slot, voters) => {
        const all = members.membersAt(known, slot);
        return all !== undefined && 2 * new Set(voters).size > all.length;
      },
    },
    "votes are counted, and not voters: the same one twice is two": {
      isChosen: (known, slot, voters) => {
        const all = members.membersAt(known, slot);
        return all !== undefined &&
          2 * voters.filter((node) => all.includes(node)).length > all.length;
      },
    },
    "32 bits: a node is taken for another one": {
      isChosen: (known, slot, voters) => {
        const all = members.membersAt(known, slot);
        const bits = voters.reduce((set, node) => set | 1 << node % 32, 0);
        return all !== undefined &&
          2 * all.filter((node) => bits >> node % 32 & 1).length > all.length;
      },
    },
    "the members at first: whatever has been decided since": {
      isChosen: (known, slot, voters) => members.isChosen(changesOf(known, []), slot, voters),
    },
    "no no-ops: a change waits for clients": { noops: () => 0 },
    "α no-ops: as many for a change of long ago": {
      noops: ({ window, changes }) => changes.length === 0 ? 0 : window,
    },
    "one no-op too few: the last slot of the old members is left": {
      noops: (known, next) => Math.max(0, members.noops(known, next) - 1),
    },
    "below nothing: when the change holds already": {
      noops: ({ window, changes }, next) =>
        changes.length === 0 ? 0 : changes.at(-1)!.slot + window - next,
    },
    "the first change: later ones get no no-ops": {
      noops: (known, next) => members.noops(changesOf(known, known.changes.slice(0, 1)), next),
    },
  },
};
