/**
 * The naive sequence: each element has a fixed position, a fraction between those of its neighbours, and ties go by
 * replica. It converges, and that is all. Two replicas that insert at one place halve the same gap, so that their runs
 * are mixed element by element; and gaps run out, after some fifty insertions before one and the same element. (Logoot, Weiss,
 * Urso and Molli 2009, and LSEQ make positions longer instead and draw them at random, which mixes runs as well.)
 *
 * @module
 */

import type { OperationCrdt } from "../crdt.ts";
import { assertEdit, assertNext, assertReplica, type Dot, type Edit } from "./operation.ts";

/** Where an element stands. */
export interface Position {
  /** Between 0 and 1. */
  readonly at: number;
  /** Whose it is. */
  readonly replica: number;
  /** The number of the operation that inserted it. */
  readonly count: number;
}

/** The operations. */
export type FractionOperation =
  /** Insert these elements, each at its position. */
  | {
    readonly type: "insert";
    readonly dot: Dot;
    readonly elements: readonly { readonly position: Position; readonly value: string }[];
  }
  /** Delete what is at these positions. */
  | { readonly type: "delete"; readonly dot: Dot; readonly positions: readonly Position[] };

/** What a replica keeps. */
export interface Fractions {
  /** How many operations of each replica have taken effect. */
  readonly counts: Map<number, number>;
  /** The elements that users see, in order. */
  elements: { readonly position: Position; readonly value: string }[];
}

/** Which position comes first. */
export function order(a: Position, b: Position): number {
  return a.at - b.at || a.replica - b.replica || a.count - b.count;
}

/** A text whose elements have fractions for positions. It takes causal delivery: what is deleted must have come. */
export const fractions: OperationCrdt<Fractions, Edit, FractionOperation, string> = {
  name: "fractions",
  init: () => ({ counts: new Map(), elements: [] }),
  prepare(s, replica, edit) {
    assertReplica(replica);
    assertEdit(edit, s.elements.length);
    const count = (s.counts.get(replica) ?? 0) + 1, dot = { replica, count }, { at } = edit;
    if (edit.type === "delete") {
      const gone = s.elements.slice(at, at + edit.count);
      return { type: "delete", dot, positions: gone.map(({ position }) => ({ ...position })) };
    }
    let low = s.elements[at - 1]?.position.at ?? 0;
    const high = s.elements[at]?.position.at ?? 1;
    const elements = Array.from(edit.text, (value) => {
      const middle = (low + high) / 2;
      if (!(low < middle && middle < high)) {
        throw new RangeError(
          `Cannot insert because there must be a fraction between the neighbours: given ${low} and ${high}`,
        );
      }
      low = middle;
      return { position: { at: middle, replica, count }, value };
    });
    return { type: "insert", dot, elements };
  },
  effect(s, operation) {
    const { dot } = operation;
    assertNext(dot, s.counts);
    s.counts.set(dot.replica, dot.count);
    if (operation.type === "insert") {
      s.elements = [...s.elements, ...operation.elements].sort((a, b) =>
        order(a.position, b.position)
      );
    } else {
      const { positions } = operation;
      s.elements = s.elements.filter(({ position }) =>
        !positions.some((each) => order(each, position) === 0)
      );
    }
  },
  value: ({ elements }) => elements.map(({ value }) => value).join(""),
};
