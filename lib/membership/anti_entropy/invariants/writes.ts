/** What nodes hold and have seen, compared with what was written. @module */

import { type Invariant, remembering } from "../../../model/invariant.ts";
import type { Item } from "../messages.ts";
import { rules } from "../rules.ts";
import type { State } from "../state.ts";
import { seenOf } from "../versions/summary.ts";
import { isAtLeast, isSame } from "./order.ts";

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
