/** Bugs of part 6. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/07-quorums/answers.ts";
import type { Context, Copy, Sibling } from "../../../exercises/07-quorums/given.ts";
import { dotted } from "../dotted.ts";

const { event, sync, discard, knows } = dotted;

const reaches = (seen: Context, of: string) => new Map(seen).get(of) ?? 0;
const isSeen = (seen: Context, { actor, count }: Sibling) => reaches(seen, actor) >= count;
const isSame = (a: Sibling, b: Sibling) => a.actor === b.actor && a.count === b.count;
const has = ({ siblings }: Copy, each: Sibling) => siblings.some((other) => isSame(each, other));

/** A dot as one text, in which "n1" and 12 are "n11" and 2. */
const joinedName = ({ actor, count }: Sibling) => `${actor}${count}`;
const hasJoined = ({ siblings }: Copy, each: Sibling) =>
  siblings.some((other) => joinedName(other) === joinedName(each));

export const dottedMutants: Mutants<Answers> = {
  dotted: {
    "all replaced: a write replaces all siblings": {
      event: (copy, seen, actor, value) => event(copy, [...copy.seen, ...seen], actor, value),
    },
    "none replaced: a write replaces nothing": {
      event(copy, seen, actor, value) {
        const next = event(copy, seen, actor, value);
        return { ...next, siblings: [...copy.siblings, ...next.siblings.slice(-1)] };
      },
    },
    "dot again: the next dot is one more than those that are there": {
      event(copy, seen, actor, value) {
        const { siblings } = discard(copy, seen);
        const counts = siblings.filter((each) => each.actor === actor).map(({ count }) => count);
        const count = 1 + Math.max(0, ...counts);
        const own = event(copy, seen, actor, value);
        return { siblings: [...siblings, { actor, count, value }], seen: own.seen };
      },
    },
    "client's number: the next dot is one more than its writer had seen": {
      event(copy, seen, actor, value) {
        const own = event(copy, seen, actor, value), count = reaches(seen, actor) + 1;
        return { ...own, siblings: [...own.siblings.slice(0, -1), { actor, count, value }] };
      },
    },
    "copy's number: what only the writer had seen of the actor is not looked at": {
      event(copy, seen, actor, value) {
        const count = reaches(copy.seen, actor) + 1, own = event(copy, seen, actor, value);
        const all = own.seen.map(([each, most]) => [each, each === actor ? count : most] as const);
        return { siblings: [...own.siblings.slice(0, -1), { actor, count, value }], seen: all };
      },
    },
    "forgets context: what only the writer had seen is not seen": {
      event(copy, seen, actor, value) {
        const own = event(copy, seen, actor, value);
        const known = new Set([actor, ...copy.seen.map(([each]) => each)]);
        return { ...own, seen: own.seen.filter(([each]) => known.has(each)) };
      },
    },
    "own dot unseen: the new write is not seen": {
      event(copy, seen, actor, value) {
        const own = event(copy, seen, actor, value);
        return {
          ...own,
          seen: own.seen.map(([each, count]) =>
            [each, each === actor ? count - 1 : count] as const
          ),
        };
      },
    },
    "no tombstone: to delete leaves nothing": {
      event(copy, seen, actor, value) {
        const own = event(copy, seen, actor, value);
        return value === null ? { ...own, siblings: own.siblings.slice(0, -1) } : own;
      },
    },
    "same value: what is there already is not written again": {
      event(copy, seen, actor, value) {
        const own = event(copy, seen, actor, value);
        const old = own.siblings.slice(0, -1).find((each) => each.value === value);
        return old === undefined ? own : { ...own, siblings: own.siblings.slice(0, -1) };
      },
    },
    "union: all siblings of both stay": {
      sync(a, b) {
        const news = b.siblings.filter((each) => !has(a, each));
        return { siblings: [...a.siblings, ...news], seen: sync(a, b).seen };
      },
    },
    "version vectors: what the other has seen goes, though it has it": {
      sync: (a, b) => ({
        siblings: [
          ...a.siblings.filter((each) => !isSeen(b.seen, each)),
          ...b.siblings.filter((each) => !isSeen(a.seen, each)),
        ],
        seen: sync(a, b).seen,
      }),
    },
    "newer copy: the copy that has seen more is taken": {
      sync(a, b) {
        const sum = ({ seen }: Copy) => seen.reduce((all, [, count]) => all + count, 0);
        return { siblings: (sum(a) >= sum(b) ? a : b).siblings, seen: sync(a, b).seen };
      },
    },
    "one way: what the second has replaced stays": {
      sync(a, b) {
        const { siblings, seen } = sync(a, b);
        const kept = a.siblings.filter((each) => !has({ siblings, seen }, each));
        return { siblings: [...siblings, ...kept], seen };
      },
    },
    "values: siblings are told apart by their values": {
      sync(a, b) {
        const own = sync(a, b);
        const all = new Map(own.siblings.map((each) => [each.value, each]));
        return { ...own, siblings: [...all.values()] };
      },
    },
    "added: what both have seen is added up": {
      sync(a, b) {
        const own = sync(a, b);
        return {
          ...own,
          seen: own.seen.map(([actor]) =>
            [actor, reaches(a.seen, actor) + reaches(b.seen, actor)] as const
          ),
        };
      },
    },
    "first seen: of each actor the first copy's number counts": {
      sync: (a, b) => ({
        siblings: sync(a, b).siblings,
        seen: [...new Map([...b.seen, ...a.seen])],
      }),
    },
    "eight siblings: no more than eight are kept": {
      sync(a, b) {
        const own = sync(a, b);
        return { ...own, siblings: own.siblings.slice(0, 8) };
      },
    },
    "ten actors: of the others nothing has been seen": {
      sync(a, b) {
        const own = sync(a, b);
        return { ...own, seen: own.seen.slice(0, 10) };
      },
    },
    "highest: a client has seen only the values that are there": {
      context: ({ siblings }) => [
        ...new Map(
          siblings.toSorted((a, b) => a.count - b.count).map(({ actor, count }) => [actor, count]),
        ),
      ],
    },
    "one value: a client has seen what the first value needs": {
      context: ({ siblings: [first], seen }) =>
        seen.map(([actor, count]) =>
          [actor, actor === first?.actor ? first.count : count] as const
        ),
    },
    "exactly: a sibling goes if its dot is the last that was seen": {
      discard: ({ siblings, seen }, context) => ({
        siblings: siblings.filter(({ actor, count }) => reaches(context, actor) !== count),
        seen,
      }),
    },
    "by actor: a sibling goes if anything of its actor was seen": {
      discard: ({ siblings, seen }, context) => ({
        siblings: siblings.filter(({ actor }) => reaches(context, actor) === 0),
        seen,
      }),
    },
    "all or none: siblings go only if all have been seen": {
      discard: (copy, context) =>
        copy.siblings.every((each) => isSeen(context, each)) ? discard(copy, context) : copy,
    },
    "seen, too: what the context has seen the copy has seen": {
      discard: (copy, seen) => ({
        ...discard(copy, seen),
        seen: sync(copy, { siblings: [], seen }).seen,
      }),
    },
    "prototype: actors are names of fields of an object": {
      discard({ siblings, seen }, context) {
        const counts: Record<string, number> = Object.fromEntries(context);
        return {
          siblings: siblings.filter(({ actor, count }) => !(`${counts[actor]}` >= `${count}`)),
          seen,
        };
      },
    },
    "by what is there: who has all siblings knows all": {
      knows: (a, b) => b.siblings.every((each) => has(a, each)),
    },
    "by seen: who has seen all knows all": {
      knows: (a, b) => b.seen.every(([actor, count]) => reaches(a.seen, actor) >= count),
    },
    "all seen: who has seen all siblings knows all": {
      knows: (a, b) => b.siblings.every((each) => isSeen(a.seen, each)),
    },
    "siblings alone: what was seen besides them is not looked at": {
      knows: (a, b) =>
        b.siblings.every((each) => isSeen(a.seen, each)) &&
        a.siblings.every((each) => has(b, each) || !isSeen(b.seen, each)),
    },
    "the other way: whether the second knows the first": { knows: (a, b) => knows(b, a) },
    "equal: only who knows the same": { knows: (a, b) => knows(a, b) && knows(b, a) },
    "joined: dots that read alike are one to `sync`": {
      sync(a, b) {
        const of = (one: Copy, other: Copy) =>
          one.siblings.filter((each) => hasJoined(other, each) || !isSeen(other.seen, each));
        const all = [...of(a, b), ...of(b, a)].map((each) => [joinedName(each), each] as const);
        return { siblings: [...new Map(all).values()], seen: sync(a, b).seen };
      },
    },
    "joined: dots that read alike are one to `knows`": {
      knows: (a, b) =>
        b.seen.every(([actor, count]) => reaches(a.seen, actor) >= count) &&
        a.siblings.every((each) => hasJoined(b, each) || !isSeen(b.seen, each)),
    },
    "ten known: of what was seen the first ten actors are looked at": {
      knows: (a, b) => knows(a, b) || knows(a, { ...b, seen: b.seen.slice(0, 10) }),
    },
    "eight known: of the siblings the first eight are looked at": {
      knows: (a, b) => knows({ ...a, siblings: a.siblings.slice(0, 8) }, b),
    },
    "changes what it is given: the writer's context is filled up": {
      event(copy, seen, actor, value) {
        (seen as [string, number][]).push(...copy.seen as [string, number][]);
        return event(copy, seen, actor, value);
      },
    },
  },
};
