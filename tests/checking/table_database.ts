/**
 * Histories to measure the checker of tables by: clients of a small table in memory, whose transactions are
 * interleaved step by step, and which keeps to a level.
 *
 * @module
 */

import {
  type Attributes,
  matches,
  type Predicate,
  type StartRow,
  type TableStep,
  type TableTransaction,
} from "hb/check/isolation/table.ts";
import type { Key, Value } from "hb/check/isolation/transaction.ts";
import { Random } from "hb/sim/random.ts";

/** What the database promises, and checks when a transaction commits. */
export type Promised =
  /** That everything it looked for would be found just so now. */
  | "strict serializable"
  /** That the rows that it found are still as they were; what it missed may have come. */
  | "repeatable read"
  /** It reads from the state at its beginning; that nobody has written a row that it writes. */
  | "snapshot isolation"
  /** That the rows that it changes are still there. */
  | "read committed";

/** What a history is to be like. */
export interface Wanted {
  readonly seed: number;
  readonly promised: Promised;
  readonly clients: number;
  readonly transactions: number;
}

const table = "t";

/** The rows at the start. */
export const rows: readonly StartRow[] = [0, 1, 2].map((key) => ({
  ...{ table, key, value: key },
  attributes: { a: key },
}));

const mostRows = 5;
const mostSteps = 4;

interface Held {
  readonly value: Value;
  readonly attributes: Attributes;
  /** When it was committed. */
  readonly at: number;
}

type State = ReadonlyMap<Key, Held>;

interface Running {
  readonly process: number;
  readonly invokedAt: number;
  readonly begun: State;
  readonly length: number;
  readonly done: TableStep[];
  readonly own: Map<Key, Held | undefined>;
}

/** A history of the database. */
export function tableHistory(wanted: Wanted): TableTransaction[] {
  return new TableDatabase(wanted).run();
}

class TableDatabase {
  readonly #random: Random;
  readonly #told: TableTransaction[] = [];
  #state: State = new Map(rows.map(({ key, value, attributes }) => [
    key,
    { value, attributes: attributes!, at: 0 },
  ]));
  #next = rows.length;
  #now = 0;

  constructor(readonly wanted: Wanted) {
    this.#random = new Random(wanted.seed);
  }

  run(): TableTransaction[] {
    const running: (Running | undefined)[] = Array.from({ length: this.wanted.clients });
    while (this.#told.length < this.wanted.transactions) {
      const process = this.#random.below(running.length);
      this.#now++;
      const one = running[process] ??= this.#begin(process);
      if (one.done.length < one.length) one.done.push(this.#step(one));
      else {
        this.#end(one);
        running[process] = undefined;
      }
    }
    return this.#told.toSorted((a, b) => a.invokedAt - b.invokedAt)
      .map((transaction, id) => ({ ...transaction, id }));
  }

  #begin(process: number): Running {
    const length = 1 + this.#random.below(mostSteps);
    const invokedAt = this.#now;
    return { process, invokedAt, begun: this.#state, length, done: [], own: new Map() };
  }

  /** What a transaction sees: its own writes on top of a state. */
  #visible({ begun, own }: Running): State {
    const state = this.wanted.promised === "snapshot isolation" ? begun : this.#state;
    return over(state, own);
  }

  #step(one: Running): TableStep {
    const random = this.#random;
    const visible = this.#visible(one);
    if (random.chance(0.55)) return this.#look(visible);
    const at = this.#now;
    const keys = [...visible.keys()];
    if (keys.length === 0 || keys.length < mostRows && random.chance(0.4)) {
      const key = this.#next++;
      const [value, attributes] = [this.#next, { a: random.below(3) }];
      one.own.set(key, { value, attributes, at });
      return { type: "insert", table, key, value, attributes };
    }
    const key = keys[random.below(keys.length)]!;
    if (keys.length > 1 && random.chance(0.4)) {
      one.own.set(key, undefined);
      return { type: "delete", table, key };
    }
    const [value, attributes] = [++this.#next, { a: random.below(3) }];
    one.own.set(key, { value, attributes, at });
    return { type: "update", table, key, value, attributes };
  }

  #look(visible: State): TableStep {
    const random = this.#random;
    const where: Predicate = random.chance(0.4)
      ? { type: "all" }
      : { type: "equal", attribute: "a", value: random.below(3) };
    return { type: "scan", table, where, rows: found(visible, where) };
  }

  #end(one: Running): void {
    const { process, invokedAt, own, done } = one;
    const output = done;
    const input = done.map((step): TableStep =>
      step.type === "scan" ? { type: "scan", table, where: step.where } : step
    );
    const base = { id: this.#told.length, process, input, invokedAt, endedAt: ++this.#now };
    if (!this.#mayCommit(one)) {
      this.#told.push({ ...base, outcome: "fail" });
      return;
    }
    for (const [key, held] of own) if (held !== undefined) own.set(key, { ...held, at: this.#now });
    this.#state = over(this.#state, own);
    this.#told.push({ ...base, output, outcome: "ok" });
  }

  #mayCommit(one: Running): boolean {
    const { promised } = this.wanted;
    const isFresh = (key: Key) => {
      const isBorn = one.done.some((step) => step.type === "insert" && step.key === key);
      return isBorn || this.#state.has(key);
    };
    if (![...one.own.keys()].every(isFresh)) return false;
    if (promised === "read committed") return true;
    if (promised === "snapshot isolation") {
      return [...one.own.keys()].every((key) =>
        (this.#state.get(key)?.at ?? 0) === (one.begun.get(key)?.at ?? 0)
      );
    }
    return this.#repeats(one, promised === "strict serializable");
  }

  /** Whether all steps would find the same now; of those that a look missed only if it is to be so. */
  #repeats({ done }: Running, all: boolean): boolean {
    const own = new Map<Key, Held | undefined>();
    return done.every((step) => {
      if (step.type === "scan") {
        const visible = over(this.#state, own);
        const now = found(visible, step.where);
        const same = step.rows!.every(({ key, value }) => visible.get(key)?.value === value);
        return same && (!all || now.length === step.rows!.length);
      }
      if (step.type === "insert" || step.type === "update") {
        const { key, value, attributes = {} } = step;
        own.set(key, { value, attributes, at: 0 });
      } else own.set(step.key, undefined);
      return true;
    });
  }
}

function over(state: State, own: ReadonlyMap<Key, Held | undefined>): State {
  const next = new Map(state);
  for (const [key, held] of own) {
    if (held === undefined) next.delete(key);
    else next.set(key, held);
  }
  return next;
}

function found(state: State, where: Predicate) {
  return [...state].filter(([key, { value, attributes }]) => matches(where, key, value, attributes))
    .map(([key, { value }]) => ({ key, value }));
}
