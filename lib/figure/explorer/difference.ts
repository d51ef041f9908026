/** What changed between two states, as a tree that is shown in place of the state itself. @module */

import { equal } from "../../model/compare.ts";
import { encode } from "../../model/encode.ts";
import { inWords } from "../../model/in_words.ts";
import { isRecord } from "../../model/plain.ts";

/** What became of a part of a state. */
export type Mark = "same" | "changed" | "added" | "removed";

/** A part of a state, and what became of it. */
export interface Difference {
  /** What became of it; "changed" too when something inside of it did. */
  readonly mark: Mark;
  /** Its kind, by which it is shown. */
  readonly kind: "leaf" | "list" | "record" | "map" | "set";
  /** It in short: all of a leaf, and of a list, record, map or set as much as fits a line. */
  readonly text: string;
  /** What it was before, if that was something else: a leaf, or a value of another kind. */
  readonly before?: string;
  /** What it consists of; nothing for a leaf. */
  readonly entries: readonly Entry[];
  /** How many entries there are besides; what changed is left out last. */
  readonly omitted: number;
}

/** A part under its name. */
export interface Entry {
  /** The name of a field, the index of an item, the key of an entry; "" in a set. */
  readonly key: string;
  /** What stands there. */
  readonly difference: Difference;
}

/** How much of a state is shown. */
export interface Limits {
  /** How deep it is looked into. */
  readonly depth: number;
  /** The most entries of one list, record, map or set. */
  readonly entries: number;
  /** The most characters of a text. */
  readonly characters: number;
}

/** Enough for the states of this book, and little enough for a page that stays quick. */
export const usualLimits: Limits = { depth: 8, entries: 60, characters: 240 };

/** Stands for what is not there. */
const absent: unique symbol = Symbol("absent");
type Side = unknown;

/** What changed from `before` to `after`. Without a `before`, nothing did. */
export function difference(
  before: unknown,
  after: unknown,
  limits: Limits = usualLimits,
): Difference {
  return compared(
    before === undefined ? after : before,
    after,
    limits,
    limits.depth,
  );
}

function compared(
  before: Side,
  after: Side,
  limits: Limits,
  depth: number,
): Difference {
  const mark = before === absent
    ? "added"
    : after === absent
    ? "removed"
    : before === after || equal(before, after)
    ? "same"
    : "changed";
  const value = after === absent ? before : after;
  const kind = kindOf(value);
  const text = inWords(value, limits.characters);
  const was = mark === "changed" ? { before: inWords(before, limits.characters) } : {};
  if (kind === "leaf" || depth === 0) {
    return { mark, kind: "leaf", text, ...was, entries: [], omitted: 0 };
  }
  if (mark === "changed" && kindOf(before) !== kind) {
    const all = parts(value).map(([key, part]): Pair => [key, absent, part]);
    return { mark, kind, text, ...was, ...entriesOf(all, limits, depth - 1) };
  }
  const pairs = mark === "changed" ? pair(before, after, kind) : parts(value).map(
    ([key, part]): Pair =>
      mark === "added"
        ? [key, absent, part]
        : mark === "removed"
        ? [key, part, absent]
        : [key, part, part],
  );
  return { mark, kind, text, ...entriesOf(pairs, limits, depth - 1) };
}

type Pair = readonly [key: string, before: Side, after: Side];

/** The entries that are shown: all of a few; of many those that changed, and the last of the others. */
function entriesOf(
  pairs: readonly Pair[],
  limits: Limits,
  depth: number,
): Pick<Difference, "entries" | "omitted"> {
  let room = limits.entries;
  const shown = new Set<number>();
  const differs = ([, before, after]: Pair) => !Object.is(before, after) && !equal(before, after);
  const few = pairs.length <= room;
  for (const wanted of few ? [() => true] : [differs, () => true]) {
    for (let i = pairs.length - 1; i >= 0 && room > 0; i--) {
      if (shown.has(i) || !wanted(pairs[i]!)) continue;
      shown.add(i);
      room--;
    }
  }
  const entries = pairs.flatMap(([key, before, after], i): Entry[] =>
    shown.has(i) ? [{ key, difference: compared(before, after, limits, depth) }] : []
  );
  return { entries, omitted: pairs.length - entries.length };
}

function kindOf(value: unknown): Difference["kind"] {
  if (
    typeof value !== "object" || value === null || value instanceof Uint8Array
  ) return "leaf";
  if (Array.isArray(value)) return "list";
  if (value instanceof Map) return "map";
  if (value instanceof Set) return "set";
  return isRecord(value) ? "record" : "leaf";
}

/** The parts of a value under their names. */
function parts(value: unknown): [key: string, part: unknown][] {
  if (Array.isArray(value)) return value.map((item, i) => [String(i), item]);
  if (value instanceof Set) return [...value].map((member) => ["", member]);
  if (value instanceof Map) {
    return [...value].map(([key, item]) => [keyText(key), item]);
  }
  return Object.entries(value as object);
}

function keyText(key: unknown): string {
  return typeof key === "string" ? cut(key, 80) : inWords(key, 80);
}

function pair(
  before: unknown,
  after: unknown,
  kind: Difference["kind"],
): Pair[] {
  if (kind === "list") {
    return pairItems(before as unknown[], after as unknown[]);
  }
  const identity = kind === "set"
    ? (value: unknown) => [...value as Set<unknown>].map((m): Named => [encode(m), "", m])
    : kind === "map"
    ? (value: unknown) =>
      [...value as Map<unknown, unknown>].map((
        [k, v],
      ): Named => [encode(k), keyText(k), v])
    : (value: unknown) => Object.entries(value as object).map(([k, v]): Named => [k, k, v]);
  const old = new Map(identity(before).map((each) => [each[0], each]));
  const pairs: Pair[] = [];
  for (const [name, key, part] of identity(after)) {
    const was = old.get(name);
    pairs.push([key, was === undefined ? absent : was[2], part]);
    old.delete(name);
  }
  return [
    ...pairs,
    ...[...old.values()].map(([, key, part]): Pair => [key, part, absent]),
  ];
}

type Named = readonly [name: string, key: string, part: unknown];

/** Lists grow at their ends and shrink at their beginnings: equal ends are taken for the same items. */
function pairItems(
  before: readonly unknown[],
  after: readonly unknown[],
): Pair[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && equal(before[head], after[head])) head++;
  let tail = 0;
  while (
    tail < most - head && equal(before.at(-1 - tail), after.at(-1 - tail))
  ) tail++;
  const [old, now] = [before.length - head - tail, after.length - head - tail];
  const pairs: Pair[] = [];
  for (let i = 0; i < head; i++) pairs.push([String(i), before[i], after[i]]);
  for (let i = 0; i < Math.max(old, now); i++) {
    const at = head + i;
    pairs.push([
      String(at),
      i < old ? before[at] : absent,
      i < now ? after[at] : absent,
    ]);
  }
  for (let i = after.length - tail; i < after.length; i++) {
    pairs.push([String(i), after[i], after[i]]);
  }
  return pairs;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most - 1) + "…";
}
