/**
 * The laws of state-based types, with deltas. States form a join semilattice and updates climb in it (Shapiro et al.
 * 2011, section 2.3); deltas, joined, stand for the states that they come from (Almeida, Shoker and Baquero 2018,
 * sections 3 to 5). All of this a type can keep and yet mean the wrong thing, so the last guarantee compares what users
 * see with what the type is to mean.
 *
 * @module
 */

import { equal } from "../../../model/compare.ts";
import { encode } from "../../../model/encode.ts";
import { inWords } from "../../../model/in_words.ts";
import { mergedAll } from "../../../replication/crdt/crdt.ts";
import { Random } from "../../../sim/random.ts";
import type { Guarantee, Suite } from "../../conformance/guarantee.ts";
import { firstBreach, once } from "../../conformance/service.ts";
import { type Run, runOf, shuffled } from "./runs.ts";
import type { AnySubject, Event } from "./subject.ts";

/** On how many runs each law is tried. */
const SEEDS = 14;

const run = once<AnySubject, Run>(runOf);

/** The laws. */
export const laws: Suite<AnySubject> = {
  family: "state-based CRDTs",
  guarantees: [
    law(
      "merge is commutative",
      (subject, states) =>
        amongPairs(
          states,
          (a, b) =>
            whyDiffer(subject.crdt.merge(a, b), subject.crdt.merge(b, a), "a ⊔ b and b ⊔ a"),
        ),
    ),
    law(
      "merge is associative",
      ({ crdt: { merge } }, states) =>
        amongTriples(
          states,
          (a, b, c) =>
            whyDiffer(merge(merge(a, b), c), merge(a, merge(b, c)), "(a ⊔ b) ⊔ c and a ⊔ (b ⊔ c)"),
        ),
    ),
    law(
      "merge is idempotent",
      ({ crdt: { merge } }, states) =>
        firstOf(states, (a) => whyDiffer(merge(a, a), a, "a ⊔ a and a")),
    ),
    law(
      "the order is that of the merge",
      ({ crdt: { merge, below } }, states) =>
        amongPairs(states, (a, b) => {
          const isBelow = below(a, b), isJoined = equal(merge(a, b), b);
          if (isBelow === isJoined) return undefined;
          return `a ${isBelow ? "is" : "is not"} below b, and a ⊔ b ${
            isJoined ? "is" : "is not"
          } b: ` +
            `a is ${told(a)}, b is ${told(b)}`;
        }),
    ),
    law(
      "nothing is changed in place",
      ({ crdt: { merge, value } }, states) =>
        amongPairs(states, (a, b) => {
          const before = [encode(a), encode(b)];
          value(merge(a, b));
          return whyDiffer(
            [encode(a), encode(b)],
            before,
            "states after and before they are merged",
          );
        }),
    ),
    inRuns(
      "updates climb",
      ({ crdt: { merge, update, below } }, { updates }) =>
        firstOf(updates, ({ before, event: { replica, update: asked } }) => {
          const after = merge(before, update(before, replica, asked));
          return below(before, after) ? undefined : `${told(before)} is not below ${told(after)}`;
        }),
    ),
    inRuns(
      "a delta says what its update says",
      ({ crdt, full }, { updates }) =>
        full === undefined ? undefined : firstOf(updates, ({ before, event }) => {
          const { replica, update } = event;
          const delta = crdt.update(before, replica, update);
          const whole = full(before, replica, update);
          return whyDiffer(
            crdt.merge(before, delta),
            whole,
            "by the delta, and by the whole update",
          );
        }),
    ),
    inRuns(
      "an interval of deltas stands for the state",
      ({ crdt: { merge } }, { intervals }) =>
        firstOf(
          intervals,
          ({ before, deltas, whole }) =>
            whyDiffer(merge(before, deltas), merge(before, whole), "by deltas, and by the state"),
        ),
    ),
    inRuns("deltas in any order, and twice, converge", inAnyOrder),
    inRuns("who has seen the same is the same", ({ crdt }, { moments }) => {
      const bySeen = new Map<string, unknown>();
      return firstOf(moments, ({ seen, state }) => {
        const key = [...seen].sort((a, b) => a - b).join();
        if (!bySeen.has(key)) bySeen.set(key, state);
        return whyDiffer(state, bySeen.get(key), "two who have seen the same") ??
          whyDiffer(crdt.value(state), crdt.value(bySeen.get(key)), "what two see who are alike");
      });
    }),
    inRuns(
      "means what it should",
      ({ crdt, meaning }, { events, moments }) =>
        firstOf(moments, ({ seen, state, replica }) => {
          const visible = events.filter(({ id }) => seen.has(id));
          const difference = whyDiffer(
            crdt.value(state),
            meaning(visible),
            "what is seen, and meant",
          );
          return difference &&
            `${difference}; ${replica} has seen ${visible.map(toldEvent).join("; ")}`;
        }),
    ),
  ],
};

/** Every delta, some of them twice, in orders of their own at two replicas: they and the merged states are the same. */
function inAnyOrder(
  { crdt }: AnySubject,
  { deltas, copies, events }: Run,
  random: Random,
): string | undefined {
  const orders = [0, 1].map(() => {
    const again = deltas.filter(() => random.chance(0.3));
    return mergedAll(crdt, shuffled(random, [...deltas, ...again]));
  });
  const difference = whyDiffer(orders[0], orders[1], "by deltas in one order, and in another");
  if (difference !== undefined) return difference;
  // What a node had told nobody when it lost its memory is in its deltas alone.
  const seen = new Set(copies.flatMap((copy) => [...copy.seen]));
  if (seen.size < events.length) return undefined;
  const whole = mergedAll(crdt, copies.map(({ state }) => state));
  return whyDiffer(orders[0], whole, "by deltas, and by states");
}

/** A law of every few states that there were in a run. */
function law(
  name: string,
  breach: (subject: AnySubject, states: readonly unknown[]) => string | undefined,
): Guarantee<AnySubject> {
  return inRuns(name, (subject, { moments, deltas }, random) => {
    const all = [...moments.map(({ state }) => state), ...deltas];
    return breach(subject, [subject.crdt.init(), ...shuffled(random, all).slice(0, 7)]);
  });
}

function inRuns(
  name: string,
  breach: (subject: AnySubject, run: Run, random: Random) => string | undefined,
): Guarantee<AnySubject> {
  return {
    name,
    breach: (subject) =>
      firstBreach(SEEDS, (seed) => {
        try {
          return breach(subject, run(subject, seed), new Random(seed, name));
        } catch (error) {
          if (error instanceof RangeError) return `it threw: ${error.message}`;
          throw error;
        }
      }),
  };
}

function firstOf<T>(
  things: readonly T[],
  why: (thing: T) => string | undefined,
): string | undefined {
  for (const thing of things) {
    const words = why(thing);
    if (words !== undefined) return words;
  }
  return undefined;
}

function amongPairs(
  states: readonly unknown[],
  why: (a: unknown, b: unknown) => string | undefined,
): string | undefined {
  return firstOf(states, (a) => firstOf(states, (b) => why(a, b)));
}

function amongTriples(
  states: readonly unknown[],
  why: (a: unknown, b: unknown, c: unknown) => string | undefined,
): string | undefined {
  const few = states.slice(0, 5);
  return firstOf(few, (a) => amongPairs(few, (b, c) => why(a, b, c)));
}

function whyDiffer(a: unknown, b: unknown, what: string): string | undefined {
  return equal(a, b) ? undefined : `${what} differ: ${told(a)}; ${told(b)}`;
}

function toldEvent({ id, replica, update, sees }: Event<unknown>): string {
  return `${id} of ${replica}, ${told(update)}, after ${[...sees].join(",") || "none"}`;
}

function told(value: unknown): string {
  return inWords(value, 200);
}
