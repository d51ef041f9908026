/** What causal broadcast promises of every state. They look at diaries, and not at what stamps say of themselves. @module */

import { equal } from "../../model/compare.ts";
import { type Invariant, type InvariantViolation, ofSteps } from "../../model/invariant.ts";
import type { Diary, Entry } from "./application.ts";
import { forApplications, takesPart } from "./membership.ts";
import { keyOf } from "./messages.ts";
import { rules } from "./rules.ts";

type States = readonly (Readonly<Diary> | undefined)[];

/** A node whose state shows something, and what. */
function at(
  states: States,
  wrong: (state: Readonly<Diary>, node: number) => string | undefined,
): InvariantViolation | undefined {
  for (const [node, s] of states.entries()) {
    const words = s && wrong(s, node);
    if (words !== undefined) return { words: `node ${node} ${words}`, nodes: [node] };
  }
  return undefined;
}

/** What the origin of a broadcast had delivered when it said it; undefined where it is down, or has forgotten that it did. */
function past(states: States, { key, origin }: Entry): readonly Entry[] | undefined {
  const log = states[origin]?.app;
  const place = log?.findIndex((each) => each.key === key) ?? -1;
  return place < 0 ? undefined : log!.slice(0, place);
}

/** Causal delivery. */
export const causalDelivery: Invariant<Diary> = {
  name: "causal delivery",
  words: "what a node had been told when it said something, all are told before it",
  check: ({ states }) =>
    at(states, ({ app }) => {
      const told = new Set<string>();
      for (const entry of app) {
        const missing = past(states, entry)?.find(({ key }) => !told.has(key));
        if (missing !== undefined) return `has delivered ${entry.key} without ${missing.key}`;
        told.add(entry.key);
      }
      return undefined;
    }),
};

/** No creation. */
export const noCreation: Invariant<Diary> = {
  name: "no creation",
  words: "what a node has delivered, its origin has said",
  check: ({ states }) =>
    at(states, ({ app }) => {
      const false_ = app.find(({ key, origin, payload }) => {
        const log = states[origin]?.app;
        return log !== undefined &&
          !log.some((own) => own.key === key && equal(own.payload, payload));
      });
      return false_ && `has delivered ${false_.key}, “${false_.payload}”, which nobody said`;
    }),
};

/** No duplication. */
export const noDuplication: Invariant<Diary> = {
  name: "no duplication",
  words: "no node delivers a broadcast twice",
  check: ({ states }) =>
    at(states, ({ app }) => {
      const once = new Set<string>();
      const again = app.find(({ key }) => once.size === once.add(key).size);
      return again && `has delivered ${again.key} twice`;
    }),
};

/** What is stable, all have delivered. */
export const stableIsEverywhere: Invariant<Diary> = {
  name: "stable is everywhere",
  words: "what is stable at one node, all members that stay have delivered",
  check: ({ states }) =>
    at(states, ({ stable }) => {
      for (const [node, s] of states.entries()) {
        const early = s?.membership.status !== "in"
          ? -1
          : stable.findIndex((n, of) => n > s.delivered[of]!);
        if (early >= 0) return `holds ${early}.${stable[early]} stable, which node ${node} lacks`;
      }
      return undefined;
    }),
};

/** Nothing concurrent to what is stable is still to come. */
export const stableIsPast: Invariant<Diary> = {
  name: "stable is past",
  words: "what is still to come to a node depends on all that is stable there",
  check: ({ states }) =>
    at(states, ({ app, stable: all, membership }) => {
      if (!takesPart(membership)) return undefined;
      const stable = forApplications(membership, all);
      const told = new Set(app.map(({ key }) => key));
      for (const [node, s] of states.entries()) {
        const late = s?.app.find(({ key, origin }) => origin === node && !told.has(key));
        const before = late && past(states, late);
        const lacking = before && stable.findIndex((n, of) => count(before, of) < n);
        if (lacking === undefined || lacking < 0) continue;
        return `holds ${lacking}.${stable[lacking]} stable, and ${
          late!.key
        }, which does not know it, is to come`;
      }
      return undefined;
    }),
};

function count(log: readonly Entry[], of: number): number {
  return log.filter(({ origin }) => origin === of).length;
}

/** What is stable stays so while a node runs. */
export const stableStays: Invariant<Diary> = ofSteps<Diary, readonly number[]>({
  name: "stable stays",
  words: "what is stable at a node stays stable",
  digest: ({ stable }) => [...stable],
  step(before, { stable }, node) {
    const back = before.findIndex((n, of) => stable[of]! < n);
    if (back < 0) return undefined;
    return { words: `node ${node} holds ${back}.${before[back]} stable no more`, nodes: [node] };
  },
});

/** Nothing waits that need not. */
export const nothingWaitsInVain: Invariant<Diary> = {
  name: "nothing waits in vain",
  words: "what waits at a node has not been delivered there, and cannot be yet",
  check: ({ states }) =>
    at(states, ({ waiting, delivered }) => {
      for (const broadcast of waiting.values()) {
        if (rules.isNext(broadcast, delivered)) return `lets ${keyOf(broadcast)} wait for nothing`;
        if (rules.isOld(broadcast, delivered)) {
          return `keeps ${keyOf(broadcast)} as if it lacked it`;
        }
      }
      return undefined;
    }),
};

/** Nothing is left behind. */
export const nothingLeftBehind: Invariant<Diary> = {
  name: "nothing is left behind",
  words: "what a node had that has left, each member that stays has, or somebody keeps it",
  check: ({ states }) => {
    const kept = new Set(states.flatMap((s) => s === undefined ? [] : [...s.held.keys()]));
    if (states.includes(undefined)) return undefined;
    return at(states, ({ membership, delivered }, node) => {
      if (membership.status !== "left") return undefined;
      const last = `${node}.${delivered[node]}`;
      const without = states.findIndex((s) =>
        s!.membership.status === "in" && s!.delivered[node]! < delivered[node]!
      );
      if (without < 0 || kept.has(last)) return undefined;
      return `has left, and node ${without} lacks ${last}, which nobody keeps`;
    });
  },
};

/** All of them. */
export const invariants: readonly Invariant<Diary>[] = [
  causalDelivery,
  noCreation,
  noDuplication,
  stableIsEverywhere,
  stableIsPast,
  stableStays,
  nothingWaitsInVain,
  nothingLeftBehind,
];
