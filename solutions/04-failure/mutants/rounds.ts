/** Bugs of rounds. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/04-failure/answers.ts";
import type { Any, Rounds } from "../../../exercises/04-failure/given.ts";
import { rounds } from "../rounds.ts";

/** The reference, where a newcomer gets another place. */
const placed = (
  place: (s: Any, choose: (n: number) => number) => number,
  moves = true,
): Partial<Rounds> => ({
  joined(s, member, choose) {
    if (s.list.includes(member)) return;
    if (s.next >= s.list.length) s.next = 0;
    const at = place(s, choose);
    s.list.splice(at, 0, member);
    if (moves && at < s.next) s.next++;
  },
});

/** The reference, which shuffles otherwise at the end of a round. */
const shuffled = (shuffle: (list: number[], choose: (n: number) => number) => void) => ({
  next(s: Any, choose: (n: number) => number) {
    if (s.next >= s.list.length) {
      shuffle(s.list, choose);
      s.next = 0;
    }
    return s.list[s.next++] ?? null;
  },
});

const swap = (list: number[], i: number, j: number) => [list[i], list[j]] = [list[j]!, list[i]!];

let beside: Any;

export const roundMutants: Mutants<Answers> = {
  rounds: {
    "random: each time whoever is drawn": {
      next: (s, choose) => s.list.length === 0 ? null : s.list[choose(s.list.length)],
    },
    "same order: it is not shuffled again": shuffled(() => {}),
    "in order: it is not shuffled at first": {
      start: (members) => ({ list: [...members], next: 0 }),
      ...shuffled((list) => list.sort((a, b) => a - b)),
    },
    "biased: each place is exchanged with any": shuffled((list, choose) => {
      if (list.length > 1) swap(list, 0, choose(list.length));
    }),
    "cyclic: nobody stays where it was": shuffled((list, choose) => {
      for (let i = list.length - 1; i > 0; i--) swap(list, i, choose(i));
    }),
    "rotated: it begins somewhere else": shuffled((list, choose) => {
      if (list.length > 1) list.push(...list.splice(0, choose(list.length)));
    }),
    "reversed: one way and back": shuffled((list) => list.reverse()),
    "last stays: the last one keeps its place": shuffled((list, choose) => {
      for (let i = list.length - 2; i > 0; i--) swap(list, i, choose(i + 1));
    }),
    "at the end: a newcomer is the last": placed(({ list }) => list.length),
    "at once: a newcomer is next": placed(({ next }) => next, false),
    "at the front: a newcomer is the first": placed(() => 0),
    "never last: a newcomer is put before somebody": placed(({ list }, choose) =>
      list.length === 0 ? 0 : choose(list.length)
    ),
    "next round: a newcomer waits for it": placed(({ next }, choose) => choose(next + 1)),
    "forgotten: a newcomer has no place": { joined: () => {} },
    "again: a newcomer that is before the place that is next moves nothing": placed(
      ({ list }, choose) => choose(list.length + 1),
      false,
    ),
    "joins twice: it is there twice": {
      joined(s, member, choose) {
        s.list.splice(choose(s.list.length + 1), 0, member);
      },
    },
    "known no more: who joins again is not taken": {
      left(s, member) {
        s.gone = [...new Set([...s.gone ?? [], member])].slice(-20);
        rounds.left(s, member);
      },
      joined(s, member, choose) {
        if (!s.gone?.includes(member)) rounds.joined(s, member, choose);
      },
    },
    "skips: who goes moves the others, and not the place that is next": {
      left(s, member) {
        const at = s.list.indexOf(member);
        if (at >= 0) s.list.splice(at, 1);
      },
    },
    "steps back: whoever goes, the place that is next moves": {
      left(s, member) {
        const before = s.list.length;
        s.list = s.list.filter((each: number) => each !== member);
        if (s.list.length < before && s.next > 0) s.next--;
      },
    },
    "begins again: when somebody goes, a round begins": {
      left(s, member) {
        rounds.left(s, member);
        s.next = 0;
      },
    },
    "begins with it: when somebody joins, a round begins": {
      joined(s, member, choose) {
        rounds.joined(s, member, choose);
        s.next = 0;
      },
    },
    "still there: who goes is probed until the round is over": {
      left: (s, member) => {
        s.gone = [...new Set([...s.gone ?? [], member])].slice(-9);
      },
      next(s, choose) {
        if (s.next >= s.list.length) {
          for (const member of s.gone ?? []) rounds.left(s, member);
          s.gone = [];
          s.next = s.list.length;
        }
        return rounds.next(s, choose);
      },
    },
    "the last: who is not there takes the last one away": {
      left(s, member) {
        s.list.splice(s.list.indexOf(member), 1);
        s.next = Math.min(s.next, s.list.length);
      },
    },
    "never goes: who has left is probed": { left: () => {} },
    "undefined: nobody is undefined": {
      next: (s, choose) => rounds.next(s, choose) ?? undefined as Any,
    },
    "one alone: one member is none": {
      next: (s, choose) => s.list.length === 1 ? null : rounds.next(s, choose),
    },
    "node 0: it is nobody": { next: (s, choose) => rounds.next(s, choose) || null },
    "thirty: it goes through thirty of them": {
      start: (members, choose) => rounds.start(members.slice(0, 30), choose),
    },
    "records: whom it has probed is kept": {
      next(s, choose) {
        const next = rounds.next(s, choose);
        s.all = [...s.all ?? [], next];
        return next;
      },
    },
    "beside: the place is kept beside the state": {
      start: (members, choose) => beside = rounds.start(members, choose),
      next: (_s, choose) => rounds.next(beside, choose),
      joined: (_s, member, choose) => rounds.joined(beside, member, choose),
      left: (_s, member) => rounds.left(beside, member),
    },
    "the old round: a newcomer between two rounds may be the last of the one before": {
      joined(s, member, choose) {
        if (s.list.includes(member)) return;
        const at = choose(s.list.length + 1);
        s.list.splice(at, 0, member);
        if (at < s.next) s.next++;
      },
    },
  },
};
