/** Bugs of texts that several write. @module */

import type { Any, Sequence } from "../../../exercises/08-convergence/given.ts";
import { type Element, type Order, sequence, textsIn } from "../sequence.ts";

type Bugs = Readonly<Record<string, Partial<Sequence>>>;

const byName = (a: Element, b: Element) =>
  a.name === b.name ? a.number - b.number : a.name < b.name ? -1 : 1;
const fugue: Order = {
  place: (left, next, isTaken) => isTaken ? [next!, "left"] : [left, "right"],
  compare: byName,
};
const ordered = (change: Partial<Order>): Partial<Sequence> => textsIn({ ...fugue, ...change });
const comparing = (compare: Order["compare"]) => ordered({ compare });

/** The reference, with other inserts, or removes. */
const inserting = (change: (op: Any, s: Any) => Any): Partial<Sequence> => ({
  insert: (s, name, at, text) => change(sequence.insert(s, name, at, text), s),
});
const removing = (change: (spans: Any[], s: Any) => Any[]): Partial<Sequence> => ({
  remove: (s, at, count) => ({
    type: "remove",
    spans: change((sequence.remove(s, at, count) as Any).spans, s),
  }),
});
const taking = (handle: (s: Any, op: Any, right: Sequence["take"]) => void): Partial<Sequence> => ({
  take: (s, op) => handle(s, op, sequence.take),
});

/** A copy without its deleted elements' names. */
const visible = (s: Any): number =>
  [...s.elements.values()].filter((each: Any) => !each.isGone).length;

let beside: Any;

export const mutants: Bugs = {
  "RGA: an element hangs on the right of its left neighbour, the newest first": ordered({
    place: (left) => [left, "right"],
    compare: (a, b) => b.number - a.number || (a.name < b.name ? 1 : -1),
  }),
  "after: an element hangs on the right of its left neighbour": ordered({
    place: (left) => [left, "right"],
  }),
  "before: an element hangs on the left of what comes next": ordered({
    place: (left, next) => next === undefined ? [left, "right"] : [next, "left"],
  }),
  "left of the left: where something hangs it hangs on the left of its left neighbour": ordered({
    place: (left, _next, isTaken) => [left, isTaken && left !== "root" ? "left" : "right"],
  }),
  "by number: siblings are ordered by number, then by name": comparing((a, b) =>
    a.number - b.number || byName(a, b)
  ),
  "backwards: siblings are ordered by name backwards": comparing((a, b) => -byName(a, b)),
  "numbers: names that look like numbers are compared as such": comparing((a, b) =>
    isNaN(+a.name) || isNaN(+b.name) ? byName(a, b) : +a.name - +b.name || byName(a, b)
  ),
  "any case: names are compared without regard to case": comparing((a, b) =>
    a.name === b.name ? byName(a, b) : a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1
  ),
  "as they come: siblings stand as they came": comparing(() => 0),
  "sees: only what is read counts as the next": {
    insert(s, name, at, text) {
      const copy = structuredClone(s), op: Any = sequence.insert(s, name, at, text);
      if (op.side !== "left" || !copy.elements.get(op.parent).isGone) return op;
      const [next] = read(copy).slice(at);
      return next === undefined
        ? { ...op, parent: at === 0 ? "root" : read(copy)[at - 1], side: "right" }
        : { ...op, parent: next };
    },
  },
  "shows all: deleted elements are read": {
    text: (s) => {
      const copy = structuredClone(s);
      for (const each of copy.elements.values()) each.isGone = false;
      return sequence.text(copy);
    },
  },
  "takes out: a deleted element's place is empty for others": taking((s, op, right) => {
    right(s, op);
    if (op.type !== "remove") return;
    for (const each of s.elements.values()) {
      for (const side of ["left", "right"]) {
        each[side] = each[side].filter((key: string) => {
          const { isGone, left, right } = s.elements.get(key);
          return !isGone || left.length + right.length > 0;
        });
      }
    }
  }),
  "comes back: what is deleted twice is there again": taking((s, op, right) => {
    if (op.type === "insert") return right(s, op);
    for (const { name, number, count } of op.spans) {
      for (let i = 0; i < count; i++) {
        const element = s.elements.get(`${number + i} ${name}`);
        element.isGone = !element.isGone;
      }
    }
  }),
  "one only: of several one is deleted": removing((spans) => [{ ...spans[0], count: 1 }]),
  "first span: of what several wrote what one wrote is deleted": removing((spans) =>
    spans.slice(0, 1)
  ),
  "one less: the last is not deleted": removing((spans) =>
    spans.map((each, i) =>
      i < spans.length - 1 ? each : { ...each, count: Math.max(1, each.count - 1) }
    )
  ),
  "each for itself: a deletion names each element": removing((spans) =>
    spans.flatMap(({ name, number, count }) =>
      Array.from({ length: count }, (_, i) => ({ name, number: number + i, count: 1 }))
    )
  ),
  "own only: what others wrote is not deleted": {
    remove: (s, at, count) => {
      const op: Any = sequence.remove(s, at, count), [first] = op.spans;
      return { ...op, spans: op.spans.filter(({ name }: Any) => name === first.name) };
    },
  },
  "by index: a deletion names indices": {
    remove: (_s, at, count) => ({ type: "remove", at, count }),
    take: (s, op) =>
      op.type === "insert"
        ? sequence.take(s, op)
        : sequence.take(s, sequence.remove(s, op.at, op.count)),
  },
  "inserts by index: an insert names an index": {
    insert: (_s, name, at, text) => ({ type: "insert at", name, at, text }),
    take: (s, op) => {
      if (op.type !== "insert at") return sequence.take(s, op);
      sequence.take(
        s,
        sequence.insert(s, op.name, Math.min(op.at, sequence.text(s).length), op.text),
      );
    },
  },
  "turned: a run is read backwards": inserting((op) => ({
    ...op,
    text: [...op.text].reverse().join(""),
  })),
  "one character: of a run the first is inserted": inserting((op) => ({ ...op, text: op.text[0] })),
  "five: of a run five characters are inserted at most": inserting((op) => ({
    ...op,
    text: op.text.slice(0, 5),
  })),
  "at the end: everything is inserted at the end": {
    insert: (s, name, _at, text) => sequence.insert(s, name, sequence.text(s).length, text),
  },
  "zero: what is inserted at 0 is inserted at the end": {
    insert: (s, name, at, text) => sequence.insert(s, name, at || sequence.text(s).length, text),
  },
  "same numbers: the next number is how many elements are read": inserting((op, s) => ({
    ...op,
    number: visible(s),
  })),
  "one writer: all elements have the same writer": {
    insert: (s, _name, at, text) => sequence.insert(s, "A", at, text),
  },
  "no side: everything hangs on the right": taking((s, op, right) =>
    right(s, { ...op, side: "right" })
  ),
  "at once: an insert takes effect when it is made": {
    insert(s, name, at, text) {
      const op = sequence.insert(s, name, at, text);
      s.counts.set(name, (s.counts.get(name) ?? 0) + text.length);
      return op;
    },
  },
  "list: an operation has each character for itself": {
    insert(s, name, at, text) {
      const op: Any = sequence.insert(s, name, at, text);
      return {
        ...op,
        elements: [...text].map((each, i) => ({ name, number: op.number + i, each })),
      };
    },
  },
  "all of it: an operation has the text as it was before": {
    insert: (s, name, at, text) => ({
      ...sequence.insert(s, name, at, text) as Any,
      before: sequence.text(s),
    }),
  },
  "deep: the tree is read by recursion": { text: (s) => recursive(s, "root") },
  "thousand: a text has a thousand characters": { text: (s) => sequence.text(s).slice(0, 1000) },
  "code points: the numbers of an insert are counted by code points": taking((s, op, right) => {
    right(s, op);
    if (op.type === "insert") s.counts.set(op.name, op.number + [...op.text].length - 1);
  }),
  "beside: the text is kept beside the state": {
    empty: () => (beside = sequence.empty()),
    take: (_s, op) => sequence.take(beside, op),
    text: () => sequence.text(beside),
  },
};

function recursive(s: Any, key: string): string {
  const { character, isGone, left, right } = s.elements.get(key);
  const below = (keys: string[]) => keys.map((each) => recursive(s, each)).join("");
  return below(left) + (isGone ? "" : character) + below(right);
}

/** The keys of what is read. */
function read(s: Any, key = "root"): string[] {
  const { isGone, left, right } = s.elements.get(key);
  const below = (keys: string[]): string[] => keys.flatMap((each) => read(s, each));
  return [...below(left), ...isGone || key === "root" ? [] : [key], ...below(right)];
}
