/** What a shared text promises of every state. @module */

import type { Vector } from "../../../clocks/vector.ts";
import { type Invariant, remembering } from "../../../model/invariant.ts";
import { keyAt } from "../sequence/items.ts";
import { type Operation, ROOT } from "../sequence/operation.ts";
import { plainSequence } from "../sequence/plain.ts";
import { fugue } from "../sequence/order.ts";
import { sequence } from "../sequence/sequence.ts";
import type { TextState } from "./text.ts";

const text = sequence(fugue), plain = plainSequence(fugue);

/** Strong eventual consistency. */
export const sameText: Invariant<TextState> = {
  name: "same text",
  words: "nodes that have had the same operations have the same text",
  check({ states }) {
    const first = new Map<string, { readonly node: number; readonly value: string }>();
    for (const [node, s] of states.entries()) {
      if (s === undefined) continue;
      const key = s.delivered.join(), value = text.value(s.app), other = first.get(key);
      if (other === undefined) first.set(key, { node, value });
      else if (other.value !== value) {
        const words = `node ${other.node} has “${other.value}” and node ${node} “${value}”`;
        return { words, nodes: [other.node, node] };
      }
    }
    return undefined;
  },
};

/** An operation as its origin told it. */
interface Told {
  readonly stamp: Vector;
  readonly operation: Operation;
}

/**
 * The text is what its operations mean: what the plain sequence makes of them, which never drops anything. Replicas that
 * agree may agree on something wrong.
 */
export const meantText: Invariant<TextState> = remembering<
  TextState,
  {
    /** The operations of each node. */
    readonly told: Told[][];
    /** What each node had delivered and dropped when it was looked at. */
    readonly seen: string[];
  }
>({
  name: "meant text",
  words: "a node has the text that is meant by the operations which it has had",
  memory: () => ({ told: [], seen: [] }),
  check({ states }, { told, seen }) {
    for (const [node, s] of states.entries()) {
      const own = told[node] ??= [];
      // What a node lost when it crashed, before it had told anybody, was never said.
      if (s !== undefined) own.length = Math.min(own.length, s.delivered[node]!);
    }
    for (const s of states) {
      for (const { origin, stamp, payload } of s?.held.values() ?? []) {
        told[origin]![stamp[origin]! - 1] ??= {
          stamp: [...stamp],
          operation: structuredClone(payload),
        };
      }
    }
    for (const [node, s] of states.entries()) {
      const now = s === undefined ? "" : `${s.delivered} ${s.stable}`;
      if (s === undefined || seen[node] === now) continue;
      seen[node] = now;
      const wanted = meant(told, s.delivered), value = text.value(s.app);
      if (wanted !== undefined && value !== wanted) {
        return { words: `node ${node} has “${value}” in place of “${wanted}”`, nodes: [node] };
      }
    }
    return undefined;
  },
});

/** What so many operations of each node mean, in any order that is causal; undefined if they contradict each other. */
function meant(told: readonly (readonly Told[])[], upTo: Vector): string | undefined {
  const s = plain.init(), done = upTo.map(() => 0);
  for (let goesOn = true; goesOn;) {
    goesOn = false;
    for (const [origin, count] of upTo.entries()) {
      const next = told[origin]![done[origin]!];
      if (done[origin] === count || next === undefined) continue;
      if (next.stamp.some((n, of) => of !== origin && n > done[of]!)) continue;
      try {
        plain.effect(s, next.operation);
      } catch {
        return undefined;
      }
      done[origin]!++;
      goesOn = true;
    }
  }
  return plain.value(s);
}

/** What is kept is in one piece. */
export const inOnePiece: Invariant<TextState> = {
  name: "in one piece",
  words: "whatever an element hangs on is there",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      const there = new Set(
        s?.app.items.flatMap((item) =>
          item === null ? [] : Array.from({ length: item.length }, (_, i) => keyAt(item, i))
        ),
      );
      const loose = s?.app.items.find((item) =>
        item !== null && item.parent !== ROOT && !there.has(item.parent)
      );
      if (loose) {
        return { words: `node ${node} lets “${loose.text}” hang on nothing`, nodes: [node] };
      }
    }
    return undefined;
  },
};

/** All of them. */
export const invariants: readonly Invariant<TextState>[] = [sameText, meantText, inOnePiece];
