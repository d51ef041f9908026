/** Part 7: a tree of elements, each below another on its left or on its right. */

import type { Name, Sequence } from "../../exercises/08-convergence/given.ts";

/** An element by its writer, and which of that one's it is; the root has none. */
type Key = string;
export type Side = "left" | "right";

/** An element of the tree. */
export interface Element {
  readonly name: Name;
  readonly number: number;
  readonly character: string;
  isGone: boolean;
  /** What hangs there, in order. */
  readonly left: Key[];
  readonly right: Key[];
}

export interface State {
  readonly elements: Map<Key, Element>;
  /** How many elements each name has written. */
  readonly counts: Map<Name, number>;
}

/** So many elements of one writer, from that number on. */
export interface Span {
  readonly name: Name;
  readonly number: number;
  readonly count: number;
}

export type Operation =
  | {
    readonly type: "insert";
    readonly name: Name;
    readonly number: number;
    readonly parent: Key;
    readonly side: Side;
    readonly text: string;
  }
  | { readonly type: "remove"; readonly spans: readonly Span[] };

/** What the order of a text rests on. */
export interface Order {
  /** Where an element hangs between these two; `isTaken`: whether something hangs on the right of the first. */
  place(left: Key, next: Key | undefined, isTaken: boolean): readonly [parent: Key, side: Side];
  /** Which of two siblings comes first. */
  compare(a: Element, b: Element): number;
}

const ROOT: Key = "root";
const keyOf = (name: Name, number: number): Key => `${number} ${name}`;

/** Texts in some order. */
export const textsIn = ({ place, compare }: Order): Sequence<State, Operation> => ({
  empty: () => ({
    elements: new Map([[ROOT, elementOf("", 0, "")]]),
    counts: new Map(),
  }),
  insert(s, name, at, text) {
    const all = inOrder(s), read = all.filter((key) => !s.elements.get(key)!.isGone);
    const left = at === 0 ? ROOT : read[at - 1]!,
      next = all[left === ROOT ? 0 : all.indexOf(left) + 1];
    const [parent, side] = place(left, next, s.elements.get(left)!.right.length > 0);
    return { type: "insert", name, number: (s.counts.get(name) ?? 0) + 1, parent, side, text };
  },
  remove(s, at, count) {
    const spans: { name: Name; number: number; count: number }[] = [];
    const read = inOrder(s).map((key) => s.elements.get(key)!).filter(({ isGone }) => !isGone);
    for (const { name, number } of read.slice(at, at + count)) {
      const last = spans.at(-1);
      if (last?.name === name && last.number + last.count === number) last.count++;
      else spans.push({ name, number, count: 1 });
    }
    return { type: "remove", spans };
  },
  take({ elements, counts }, operation) {
    if (operation.type === "remove") {
      for (const { name, number, count } of operation.spans) {
        for (let i = 0; i < count; i++) elements.get(keyOf(name, number + i))!.isGone = true;
      }
      return;
    }
    const { name, number, text } = operation;
    let { parent, side } = operation;
    for (let i = 0; i < text.length; i++) {
      const key = keyOf(name, number + i), siblings = elements.get(parent)![side];
      elements.set(key, elementOf(name, number + i, text[i]!));
      siblings.push(key);
      siblings.sort((a, b) => compare(elements.get(a)!, elements.get(b)!));
      [parent, side] = [key, "right"];
    }
    counts.set(name, number + text.length - 1);
  },
  text: (s) =>
    inOrder(s).map((key) => s.elements.get(key)!)
      .map(({ character, isGone }) => isGone ? "" : character).join(""),
});

export const sequence: Sequence<State, Operation> = textsIn({
  place: (left, next, isTaken) => isTaken ? [next!, "left"] : [left, "right"],
  compare: (a, b) => a.name === b.name ? a.number - b.number : a.name < b.name ? -1 : 1,
});

function elementOf(name: Name, number: number, character: string): Element {
  return { name, number, character, isGone: false, left: [], right: [] };
}

/** All elements but the root as they are read, deleted ones as well. */
function inOrder({ elements }: State): Key[] {
  const order: Key[] = [], stack: (readonly [key: Key, isOpen: boolean])[] = [[ROOT, false]];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [key, isOpen] = top;
    if (isOpen) {
      if (key !== ROOT) order.push(key);
      continue;
    }
    const { left, right } = elements.get(key)!;
    for (const each of right.toReversed()) stack.push([each, false]);
    stack.push([key, true]);
    for (const each of left.toReversed()) stack.push([each, false]);
  }
  return order;
}
