/** What must hold, whatever the network and the machines do. @module */

import type { History } from "../../model/history.ts";
import { type Invariant, ofSteps, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { change, emptyTree, hashAt, ROOT } from "./merkle/tree.ts";
import type { Item, Stamp } from "./messages.ts";
import { rules } from "./rules.ts";
import type { State } from "./state.ts";
import { seenOf } from "./versions/summary.ts";

/** Whether one write is not earlier than another of its key: by the rule as it should be. */
function isAtLeast(item: Stamp, other: Stamp): boolean {
  return item.time > other.time || (item.time === other.time && item.node >= other.node);
}

/** What is held of a key never becomes an earlier write. */
export const neverBack: Invariant<State> = ofSteps<State, ReadonlyMap<string, Stamp>>({
  name: "never back",
  words: "what a node holds of a key is never replaced by an earlier write",
  digest: stampsOf,
  step(before, { items }, node) {
    for (const [key, stamp] of before) {
      const now = items.get(key);
      if (now !== undefined && isAtLeast(now, stamp)) continue;
      return { words: `node ${node} had a later write of ${key} before`, nodes: [node] };
    }
    return undefined;
  },
});

/** Every write that was made, by its writer and number; a write that a crash took back may be made anew, otherwise. */
interface Writes {
  readonly all: Map<string, Item>;
}

/** Notes what writers have written. */
function note(states: readonly (Readonly<State> | undefined)[], { all }: Writes): void {
  states.forEach((s, node) => {
    if (s === undefined) return;
    // A crash has taken what was not durable: nobody else has it.
    for (let lost = seenOf(s.seen, node) + 1; all.delete(`${node}:${lost}`); lost++);
    for (const item of s.items.values()) {
      if (item.node === node) all.set(`${node}:${item.sequence}`, item);
    }
  });
}

/** Whoever holds something holds what somebody wrote. */
export const onlyWritten: Invariant<State> = remembering<State, Writes>({
  name: "only what was written",
  words: "whatever a node holds was written, just so",
  memory: () => ({ all: new Map() }),
  check({ states }, writes) {
    note(states, writes);
    for (let node = 0; node < states.length; node++) {
      for (const item of states[node]?.items.values() ?? []) {
        const made = writes.all.get(`${item.node}:${item.sequence}`);
        if (made !== undefined && isSame(item, made)) continue;
        const words = `node ${node} holds a write of ${item.key} that node ${item.node} never made`;
        return { words, nodes: [node] };
      }
    }
    return undefined;
  },
});

/**
 * Who has seen the latest write of a key, by its numbers, holds it: van Renesse et al. 2008, section 3.2, have it for
 * any two nodes. Here, where a key has many writers, an earlier write may be seen and not held though the later one
 * that has superseded it has not come yet.
 */
export const noHole: Invariant<State> = remembering<State, Writes>({
  name: "no hole",
  words: "whoever has seen the latest write of a key, by its number, holds it",
  memory: () => ({ all: new Map() }),
  check({ states }, writes) {
    note(states, writes);
    for (const latest of latestOf(writes).values()) {
      const node = states.findIndex((s) =>
        s !== undefined && seenOf(s.seen, latest.node) >= latest.sequence &&
        !holds(s, latest)
      );
      if (node < 0) continue;
      const words = `node ${node} has seen write ${latest.sequence} of node ${latest.node}, ` +
        `but does not have it: ${latest.key}`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

function latestOf({ all }: Writes): Map<string, Item> {
  const latest = new Map<string, Item>();
  for (const item of all.values()) {
    const other = latest.get(item.key);
    if (other === undefined || rules.wins(item, other)) latest.set(item.key, item);
  }
  return latest;
}

function holds({ items }: Readonly<State>, item: Item): boolean {
  const own = items.get(item.key);
  return own !== undefined && isAtLeast(own, item);
}

function isSame(a: Item, b: Item): boolean {
  return a.key === b.key && a.value === b.value && a.time === b.time && a.node === b.node;
}

/** Whether two nodes hold the same. */
export function alike(a: Readonly<State>, b: Readonly<State>): boolean {
  if (a.items.size !== b.items.size) return false;
  for (const item of a.items.values()) {
    const other = b.items.get(item.key);
    if (other === undefined || !isSame(item, other)) return false;
  }
  return true;
}

/** Roots say whether contents are the same. */
export const rootsTell: Invariant<State> = {
  name: "roots tell",
  words: "two trees have equal roots exactly when their nodes hold the same",
  check({ states }) {
    for (let a = 0; a < states.length; a++) {
      for (let b = a + 1; b < states.length; b++) {
        const [left, right] = [states[a], states[b]];
        if (!left?.tree || !right?.tree) continue;
        const same = alike(left, right),
          equal = hashAt(left.tree, ROOT) === hashAt(right.tree, ROOT);
        if (same === equal) continue;
        const words = same
          ? `nodes ${a} and ${b} hold the same, and their roots differ`
          : `nodes ${a} and ${b} have equal roots, and do not hold the same`;
        return { words, nodes: [a, b] };
      }
    }
    return undefined;
  },
};

/** The naive twin: whatever changes have made of a tree, building it anew makes the same. */
export function isTreeOfItems(s: Readonly<State>): boolean {
  if (s.tree === null) return true;
  const anew = emptyTree(s.tree.shape);
  for (const item of s.items.values()) change(anew, item.key, 0, rules.hashOf(item));
  return anew.levels.every((hashes, level) => {
    const own = s.tree!.levels[level]!;
    return hashes.size === own.size &&
      [...hashes].every(([index, hash]) => own.get(index) === hash);
  });
}

/** What the partner of a repair held when it was asked for, by the client, which has one operation at a time. */
type Owed = Map<number, ReadonlyMap<string, Stamp>>;

/** Whoever is told that a repair has been done can rely on it. Where initiators only give, they are owed nothing. */
export const repairedIs: Invariant<State> = remembering<State, Owed>({
  name: "repaired is repaired",
  words: "a node that has reported a repair holds all that the partner held when it was asked for",
  memory: () => new Map(),
  check({ states, history }, owed) {
    for (const [client, { input, outcome }] of lastOf(history)) {
      const wish = input as Wish, held = owed.get(client);
      if (!("partner" in wish)) continue;
      if (outcome === "unknown") {
        if (held === undefined) owed.set(client, stampsOf(states[wish.partner]));
        continue;
      }
      owed.delete(client);
      if (outcome !== "ok" || held === undefined) continue;
      const lacks = lackOf(states[wish.at], held);
      if (lacks === undefined) continue;
      const words =
        `node ${wish.at} has reported that it was repaired from node ${wish.partner}, ` +
        `and does not have ${lacks}`;
      return { words, nodes: [wish.at, wish.partner] };
    }
    return undefined;
  },
});

/** The last operation of each client. */
function lastOf(history: History): Map<number, History[number]> {
  return new Map(history.map((operation) => [operation.process, operation]));
}

/** When each item of a node was written; of a node that is down, nothing is known. */
function stampsOf(s: Readonly<State> | undefined): Map<string, Stamp> {
  return new Map([...s?.items ?? []].map(([key, { time, node }]) => [key, { time, node }]));
}

/** A key of which a node that is up has nothing, or something earlier. */
function lackOf(s: Readonly<State> | undefined, held: ReadonlyMap<string, Stamp>) {
  if (s === undefined) return undefined;
  for (const [key, stamp] of held) {
    const own = s.items.get(key);
    if (own === undefined || !isAtLeast(own, stamp)) return key;
  }
  return undefined;
}

/** What a client asks: a write at a node, or a repair of a node from another. */
export type Wish =
  | { readonly at: NodeId; readonly key: string; readonly value: string | null }
  | { readonly at: NodeId; readonly partner: NodeId };

/** All of them. */
export const invariants: readonly Invariant<State>[] = [
  neverBack,
  onlyWritten,
  noHole,
  rootsTell,
  repairedIs,
];
