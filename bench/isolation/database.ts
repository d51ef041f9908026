/**
 * Histories to measure the checker of isolation by: clients of a multi-version database in memory, which
 * interleaves their transactions and keeps to a level, or does not quite.
 *
 * @module
 */

import type { Key, Model, Step, Transaction, Value } from "hb/check/isolation/transaction.ts";
import { Random } from "hb/sim/random.ts";

/** What the database promises; "careless" is snapshot isolation that overlooks one conflict in a hundred. */
export type Promised = "strict serializable" | "snapshot isolation" | "read committed" | "careless";

/** What a history is to be like. */
export interface Wanted {
  readonly seed: number;
  readonly model: Model;
  readonly promised: Promised;
  readonly clients: number;
  /** How many micro-operations there are in all, about. */
  readonly steps: number;
  /** How many keys are in use at a time; 16 by default. */
  readonly keys?: number;
}

const mostSteps = 6;
/** A key is retired after this many writes, so that lists stay short (Elle does the same). */
const writesPerKey = 64;

type Content = readonly Value[];

/** What was written to a key, and when. */
interface Version {
  readonly at: number;
  readonly content: Content;
}

interface Running {
  readonly process: number;
  readonly invokedAt: number;
  readonly wanted: Step[];
  readonly done: Step[];
  readonly own: Map<Key, Value[]>;
}

/** A history of a database. */
export function databaseHistory(wanted: Wanted): Transaction[] {
  return new Database(wanted).run();
}

class Database {
  readonly #random: Random;
  readonly #versions = new Map<Key, Version[]>();
  readonly #writes = new Map<Key, number>();
  readonly #active: number[];
  readonly #told: Transaction[] = [];
  #nextKey: number;
  #now = 0;

  constructor(readonly wanted: Wanted) {
    this.#random = new Random(wanted.seed);
    this.#active = Array.from({ length: wanted.keys ?? 16 }, (_, key) => key);
    this.#nextKey = this.#active.length;
  }

  run(): Transaction[] {
    const running: (Running | undefined)[] = Array.from({ length: this.wanted.clients });
    let steps = 0;
    while (steps < this.wanted.steps) {
      const process = this.#random.below(running.length);
      const one = running[process] ??= this.#begin(process);
      this.#now++;
      if (one.done.length < one.wanted.length) {
        one.done.push(this.#perform(one, one.wanted[one.done.length]!));
        steps++;
      } else {
        this.#end(one);
        running[process] = undefined;
      }
    }
    return this.#told.toSorted((a, b) => a.invokedAt - b.invokedAt)
      .map((transaction, id) => ({ ...transaction, id }));
  }

  #begin(process: number): Running {
    const length = 1 + this.#random.below(mostSteps);
    const wanted = Array.from({ length }, () => this.#step());
    return { process, invokedAt: ++this.#now, wanted, done: [], own: new Map() };
  }

  #step(): Step {
    const slot = this.#random.below(this.#active.length);
    const key = this.#active[slot]!;
    if (this.#random.chance(0.5)) return { type: "read", key };
    const value = (this.#writes.get(key) ?? 0) + 1;
    this.#writes.set(key, value);
    if (value === writesPerKey) this.#active[slot] = this.#nextKey++;
    return { type: this.wanted.model === "list-append" ? "append" : "write", key, value } as Step;
  }

  #perform(one: Running, step: Step): Step {
    if (step.type === "read") return this.#answer(one, step.key, this.#visible(one, step.key));
    const own = one.own.get(step.key);
    if (own === undefined) one.own.set(step.key, [step.value]);
    else own.push(step.value);
    return step;
  }

  #visible(one: Running, key: Key): Content {
    const versions = this.#versions.get(key) ?? [];
    const { promised } = this.wanted;
    if (promised === "read committed") return versions.at(-1)?.content ?? [];
    return versions.findLast(({ at }) => at < one.invokedAt)?.content ?? [];
  }

  #answer(one: Running, key: Key, below: Content): Step {
    const own = one.own.get(key) ?? [];
    if (this.wanted.model === "rw-register") {
      return { type: "read", key, value: own.at(-1) ?? below.at(-1) ?? null };
    }
    return { type: "read", key, value: own.length === 0 ? below : [...below, ...own] };
  }

  #end(one: Running): void {
    const { promised, model } = this.wanted;
    let output = one.done;
    if (promised === "strict serializable") output = this.#again(one);
    else if (promised !== "read committed" && this.#conflicts(one)) {
      if (promised !== "careless" || this.#random.chance(0.99)) {
        this.#tell(one, undefined);
        return;
      }
    }
    for (const [key, own] of one.own) {
      const versions = this.#versions.get(key) ?? [];
      this.#versions.set(key, versions);
      const below = versions.at(-1)?.content ?? [];
      const content = model === "list-append" ? [...below, ...own] : own.slice(-1);
      versions.push({ at: this.#now, content });
    }
    this.#tell(one, output);
  }

  /** All steps in one instant, on what is committed now. */
  #again(one: Running): Step[] {
    one.own.clear();
    const again = { ...one, invokedAt: this.#now };
    return one.wanted.map((step) => this.#perform(again, step));
  }

  /** The first committer wins. */
  #conflicts({ own, invokedAt }: Running): boolean {
    return [...own.keys()].some((key) => (this.#versions.get(key)?.at(-1)?.at ?? -1) >= invokedAt);
  }

  #tell({ process, invokedAt, wanted }: Running, output: Step[] | undefined): void {
    const input = wanted.map((step): Step =>
      step.type === "read" ? { type: "read", key: step.key } : step
    );
    const base = { id: this.#told.length, process, input, invokedAt, endedAt: ++this.#now };
    this.#told.push(
      output === undefined ? { ...base, outcome: "fail" } : { ...base, output, outcome: "ok" },
    );
  }
}
