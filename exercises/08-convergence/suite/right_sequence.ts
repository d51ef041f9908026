/** What copies of a text must show, and who writes what. @module */

import type { Model } from "hb/grade/played.ts";
import type { Name } from "../given.ts";

export interface Event {
  readonly type: "insert" | "remove" | "take";
  readonly at: number;
  /** Where, or which operation. */
  readonly nth: number;
  readonly text: string;
  readonly count: number;
}

interface Element {
  readonly name: Name;
  readonly number: number;
  readonly text: string;
  readonly parent: Element | null;
  readonly isLeft: boolean;
}

interface Operation {
  readonly writer: number;
  /** What its writer had taken. */
  readonly after: ReadonlySet<number>;
  readonly inserted: readonly Element[];
  readonly removed: readonly Element[];
}

export const reads = (name: Name, text: string) => `${name} reads ${JSON.stringify(text)}`;

export class RightSequence implements Model<Event> {
  readonly #names: readonly Name[];
  readonly #operations: Operation[] = [];
  /** Of each copy, which operations it has taken. */
  readonly #taken: Set<number>[];

  constructor(names: readonly Name[]) {
    this.#names = names;
    this.#taken = names.map(() => new Set());
  }

  resolve(event: Event): Event | undefined {
    const at = event.at % this.#names.length, taken = this.#taken[at]!;
    const { length } = this.#seen(at);
    switch (event.type) {
      case "insert":
        return { ...event, at, nth: event.nth % (length + 1) };
      case "remove": {
        if (length === 0) return undefined;
        const nth = event.nth % length;
        return { ...event, at, nth, count: Math.min(event.count, length - nth) };
      }
      case "take": {
        const ready = this.#operations.flatMap(({ after }, nth) =>
          !taken.has(nth) && [...after].every((each) => taken.has(each)) ? [nth] : []
        );
        return ready.length === 0
          ? undefined
          : { ...event, at, nth: ready[event.nth % ready.length]! };
      }
    }
  }

  after({ type, at, nth, text, count }: Event): string[] {
    const taken = this.#taken[at]!;
    if (type === "take") taken.add(nth);
    else {
      const inserted = type === "insert" ? this.#inserts(at, nth, text) : [];
      const removed = type === "remove" ? this.#seen(at).slice(nth, nth + count) : [];
      this.#operations.push({ writer: at, after: new Set(taken), inserted, removed });
      taken.add(this.#operations.length - 1);
    }
    return [reads(this.#names[at]!, this.#seen(at).map(({ text }) => text).join(""))];
  }

  #known(at: number): { all: Element[]; gone: Set<Element> } {
    const known = [...this.#taken[at]!].map((nth) => this.#operations[nth]!);
    return {
      all: known.flatMap(({ inserted }) => inserted),
      gone: new Set(known.flatMap(({ removed }) => removed)),
    };
  }

  #inserts(at: number, nth: number, text: string): Element[] {
    const { all } = this.#known(at),
      name = this.#names[at]!,
      left = this.#seen(at)[nth - 1] ?? null;
    const next = all.filter((each) => each.name === name).length + 1;
    const isTaken = all.some(({ parent, isLeft }) => parent === left && !isLeft);
    const order = inOrder(all, null), right = order[left === null ? 0 : order.indexOf(left) + 1];
    const elements: Element[] = [];
    for (const [i, each] of text.split("").entries()) {
      const before = elements.at(-1);
      const parent = before ?? (isTaken ? right! : left);
      elements.push({ name, number: next + i, text: each, parent, isLeft: i === 0 && isTaken });
    }
    return elements;
  }

  #seen(at: number): Element[] {
    const { all, gone } = this.#known(at);
    return inOrder(all, null).filter((each) => !gone.has(each));
  }
}

function inOrder(all: readonly Element[], parent: Element | null): Element[] {
  const below = (left: boolean) =>
    all.filter((each) => each.parent === parent && each.isLeft === left)
      .sort((a, b) => a.name === b.name ? a.number - b.number : a.name < b.name ? -1 : 1)
      .flatMap((each) => inOrder(all, each));
  return [...below(true), ...parent === null ? [] : [parent], ...below(false)];
}
