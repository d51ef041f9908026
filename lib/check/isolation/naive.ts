/**
 * Levels of isolation straight from their definitions, for tiny histories. The definitions are those of
 * Crooks et al. (2017): the transactions that committed took effect in some order, each on the state that
 * the ones before it left, and a level says from which of the states up to then a transaction may have
 * read. Every order is tried. The clever check is tested against this.
 *
 * @module
 */

import type { Level } from "./level.ts";
import {
  type Key,
  stepsOf,
  type Transaction,
  type Transactions,
  type Value,
} from "./transaction.ts";

/** What a key holds; a register is a list of at most one. */
type Content = readonly Value[];
type State = ReadonlyMap<Key, Content>;

/** A read of what others wrote: what of it was there before the transaction's own writes. */
interface Read {
  readonly key: Key;
  readonly content: Content;
}

/** A transaction as the definitions see it. */
interface Committed {
  readonly transaction: Transaction;
  readonly reads: readonly Read[];
  readonly writes: ReadonlySet<Key>;
  apply(state: State): State;
}

/** The levels that have a definition here; where nobody reads by predicates, repeatable read is serializable. */
export type DefinedLevel = Exclude<Level, "read uncommitted">;

/**
 * Whether some order of all transactions that committed, and of some of those whose outcome is unknown,
 * explains a history at a level. A transaction that reads its own writes wrongly is at no level explained.
 */
export function explicable(history: Transactions, level: DefinedLevel): boolean {
  const certain = history.filter(({ outcome }) => outcome === "ok");
  const open = history.filter(({ outcome }) => outcome === "unknown");
  return subsets(open).some((some) => {
    const committed = [...certain, ...some].map(committedOf);
    if (committed.some((each) => each === undefined)) return false;
    return orderExplains(committed as Committed[], [new Map()], [], level);
  });
}

function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]]);
}

function orderExplains(
  rest: readonly Committed[],
  states: readonly State[],
  taken: readonly Committed[],
  level: DefinedLevel,
): boolean {
  if (rest.length === 0) return true;
  return rest.some((next) =>
    commits(next, taken, states, level) &&
    orderExplains(
      rest.filter((other) => other !== next),
      [...states, next.apply(states.at(-1)!)],
      [...taken, next],
      level,
    )
  );
}

/** The commit test: `states[i]` is what the first i of those taken left. */
function commits(
  { transaction, reads, writes }: Committed,
  taken: readonly Committed[],
  states: readonly State[],
  level: DefinedLevel,
): boolean {
  const fits = (read: Read, state: State) => equal(state.get(read.key) ?? [], read.content);
  if (level === "read committed") {
    return reads.every((read) => states.some((state) => fits(read, state)));
  }
  if (level === "consistent view") return sees(reads, writes, taken, states, fits);
  const complete = (state: State) => reads.every((read) => fits(read, state));
  const before = precedence(level);
  const earliest = 1 + taken.findLastIndex((other) => before(other.transaction, transaction));
  // A transaction must not be taken before one that precedes it.
  if (level.endsWith("snapshot isolation")) {
    return states.some((state, i) =>
      i >= earliest && complete(state) &&
      taken.slice(i).every((other) => !meets(other.writes, writes))
    ) && !taken.some((other) => before(transaction, other.transaction));
  }
  return complete(states.at(-1)!) &&
    !taken.some((other) => before(transaction, other.transaction));
}

/** Parallel snapshot isolation: what a transaction depends on, it sees, on every key that it reads. */
function sees(
  reads: readonly Read[],
  writes: ReadonlySet<Key>,
  taken: readonly Committed[],
  states: readonly State[],
  fits: (read: Read, state: State) => boolean,
): boolean {
  const first = reads.map((read) => states.findIndex((state) => fits(read, state)));
  if (first.includes(-1)) return false;
  const last = reads.map((read) => states.findLastIndex((state) => fits(read, state)));
  return [...dependsOn(reads, writes, taken, states)].every((i) =>
    reads.every(({ key }, r) => !taken[i]!.writes.has(key) || i + 1 <= last[r]!)
  );
}

/** The indices of those taken that a transaction read from or overwrote, and of those that they did. */
function dependsOn(
  reads: readonly Read[],
  writes: ReadonlySet<Key>,
  taken: readonly Committed[],
  states: readonly State[],
): Set<number> {
  const all = new Set<number>();
  const add = (i: number) => {
    if (all.has(i)) return;
    all.add(i);
    const { reads, writes } = taken[i]!;
    for (const each of direct(reads, writes, i)) add(each);
  };
  const direct = (reads: readonly Read[], writes: ReadonlySet<Key>, end: number) => {
    const from = reads.map(({ key, content }) =>
      states.findIndex((state) => equal(state.get(key) ?? [], content)) - 1
    );
    const over = taken.slice(0, end).flatMap((other, i) => meets(other.writes, writes) ? [i] : []);
    return [...from.filter((i) => i >= 0 && i < end), ...over];
  };
  for (const each of direct(reads, writes, taken.length)) add(each);
  return all;
}

/** The order of time that a level keeps to. */
function precedence(level: DefinedLevel): (a: Transaction, b: Transaction) => boolean {
  const session = (a: Transaction, b: Transaction) =>
    a.process === b.process && a.id < b.id && a.endedAt <= b.invokedAt;
  if (level.startsWith("strong session")) return session;
  if (!level.startsWith("str")) return () => false;
  return (a, b) => a.endedAt < b.invokedAt || session(a, b);
}

/** What the definitions see of a transaction; nothing if it did not see its own writes. */
function committedOf(transaction: Transaction): Committed | undefined {
  const own = new Map<Key, Value[]>();
  const set = new Set<Key>();
  const reads: Read[] = [];
  for (const { type, key, value } of stepsOf(transaction)) {
    const mine = own.get(key) ?? [];
    if (type === "read") {
      if (value === undefined) continue;
      const content = contentOf(value);
      const start = content.length - mine.length;
      if (start < 0 || !equal(content.slice(start), mine)) return undefined;
      if (!set.has(key)) reads.push({ key, content: content.slice(0, start) });
    } else {
      own.set(key, type === "append" ? [...mine, value] : [value]);
      if (type === "write") set.add(key);
    }
  }
  return {
    transaction,
    reads,
    writes: new Set(own.keys()),
    apply: (state) => applied(state, own, set),
  };
}

function contentOf(value: Value | null | readonly Value[]): Content {
  if (value === null) return [];
  return typeof value === "object" ? value : [value];
}

function applied(
  state: State,
  own: ReadonlyMap<Key, Content>,
  set: ReadonlySet<Key>,
): State {
  const next = new Map(state);
  for (const [key, written] of own) {
    next.set(key, set.has(key) ? written : [...state.get(key) ?? [], ...written]);
  }
  return next;
}

function meets(a: ReadonlySet<Key>, b: ReadonlySet<Key>): boolean {
  return [...a].some((key) => b.has(key));
}

function equal(a: Content, b: Content): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
