/** Generators of histories for the tests beside this file: a small database that is more or less careful. */

import type { AnyStep, AnyTransaction } from "./any_transaction.ts";
import fc from "fast-check";
import type { Outcome } from "../../model/history.ts";
import type { Key, Model, Step, Transaction, Value } from "./transaction.ts";

/** How careful a database is. */
export interface Care {
  /** The states from which a transaction reads: the latest, one of the past, a new draw for each read. */
  readonly reads: "latest" | "snapshot" | "any";
  /** Out of a hundred, how many reads are spoilt. */
  readonly spoiltReads: number;
  /** Out of a hundred, how many transactions abort, and how many are never answered. */
  readonly aborted: number;
  readonly open: number;
  /** Whether real time has anything to do with the order in which transactions take effect. */
  readonly timely: boolean;
  /** Whether the last transaction reads all of every key. */
  readonly readAll: boolean;
  readonly transactions: number;
  readonly steps: number;
}

/** Numbers to draw from, below a bound; what is used up counts as 0, to which the tape shrinks. */
export type Draw = (n: number) => number;

const keys: readonly Key[] = ["x", "y", "z"];

/** Histories of a database. */
export function histories(model: Model, care: fc.Arbitrary<Care>): fc.Arbitrary<Transaction[]> {
  const tape = fc.array(fc.nat(0x3fffffff), { minLength: 40, maxLength: 120, size: "max" });
  return fc.tuple(care, tape).map(([wanted, numbers]) => {
    let at = 0;
    return run(model, wanted, (n) => (numbers[at++] ?? 0) % n);
  });
}

/** All sorts of carelessness, each by itself. */
export const carelessness = {
  reads: fc.constantFrom<Care["reads"]>("latest", "snapshot", "snapshot", "any"),
  spoiltReads: fc.constantFrom(0, 0, 10, 40),
  aborted: fc.constantFrom(0, 10),
  open: fc.constantFrom(0, 15),
  timely: fc.boolean(),
  readAll: fc.boolean(),
  transactions: fc.integer({ min: 1, max: 4 }),
  steps: fc.integer({ min: 1, max: 3 }),
};

/** All sorts of carelessness. */
export function anyCare(fixed: Partial<Care>): fc.Arbitrary<Care> {
  return fc.record(carelessness).map((care) => ({ ...care, ...fixed }));
}

type Content = readonly Value[];
type State = ReadonlyMap<Key, Content>;

function run(model: Model, care: Care, draw: Draw): Transaction[] {
  const states: State[] = [new Map()];
  const counts = new Map<Key, number>();
  const told: Transaction[] = [];
  for (let i = 0; i < care.transactions; i++) {
    const percent = draw(100);
    const outcome: Outcome = percent < care.aborted
      ? "fail"
      : percent < care.aborted + care.open
      ? "unknown"
      : "ok";
    const own = new Map<Key, Content>();
    const base = draw(states.length);
    const steps = Array.from({ length: 1 + draw(care.steps) }, (): Step => {
      const key = keys[draw(2 + draw(2))]!;
      if (draw(2) === 0) return write(model, key, own, counts);
      const from = care.reads === "latest"
        ? states.length - 1
        : care.reads === "snapshot"
        ? base
        : draw(states.length);
      const seen = merged(model, states[from]!, own, key);
      const read = draw(100) < care.spoiltReads ? spoilt(seen, states, key, draw) : seen;
      return readStep(model, key, read);
    });
    // Now and then a transaction that failed did take effect, and one that is open did not.
    const effective = outcome === "ok" || draw(outcome === "fail" ? 4 : 2) === 0;
    if (effective) states.push(applied(model, states.at(-1)!, own));
    told.push(ended(steps, question, outcome, i, care, draw));
  }
  if (care.readAll) told.push(lastRead(model, states.at(-1)!, told.length));
  return inOrder(told);
}

function write(model: Model, key: Key, own: Map<Key, Content>, counts: Map<Key, number>): Step {
  const value = 1 + (counts.get(key) ?? 0);
  counts.set(key, value);
  if (model === "rw-register") {
    own.set(key, [value]);
    return { type: "write", key, value };
  }
  own.set(key, [...own.get(key) ?? [], value]);
  return { type: "append", key, value };
}

function merged(model: Model, state: State, own: State, key: Key): Content {
  const [below, mine] = [state.get(key) ?? [], own.get(key) ?? []];
  return model === "list-append" ? [...below, ...mine] : mine.length > 0 ? mine : below;
}

function applied(model: Model, state: State, own: State): State {
  return new Map([
    ...state,
    ...[...own.keys()].map((key): [Key, Content] => {
      return [key, merged(model, state, own, key)];
    }),
  ]);
}

/** A version of another time, one that ends too early, or one that is out of order. */
function spoilt(seen: Content, states: readonly State[], key: Key, draw: Draw): Content {
  const way = draw(4);
  if (way < 2) return states[draw(states.length)]!.get(key) ?? [];
  return way === 2 ? seen.slice(0, -1) : seen.toReversed();
}

function readStep(model: Model, key: Key, content: Content): Step {
  return model === "list-append"
    ? { type: "read", key, value: content }
    : { type: "read", key, value: content.at(-1) ?? null };
}

function question({ type, key, value }: Step): Step {
  return type === "read" ? { type, key } : { type, key, value } as Step;
}

/** A transaction that did some steps, and its times. */
export function ended<S extends AnyStep>(
  steps: readonly S[],
  question: (step: S) => S,
  outcome: Outcome,
  i: number,
  care: Pick<Care, "timely">,
  draw: Draw,
): AnyTransaction<S> {
  const invokedAt = care.timely ? 4 * i - draw(5) + 10 : draw(20);
  return {
    id: i,
    process: draw(3),
    input: steps.map(question),
    ...(outcome === "ok" ? { output: steps } : {}),
    invokedAt,
    endedAt: outcome === "unknown" ? Infinity : invokedAt + draw(8),
    outcome,
  };
}

function lastRead(model: Model, state: State, id: number): Transaction {
  const output = keys.map((key) => readStep(model, key, state.get(key) ?? []));
  const input = keys.map((key): Step => ({ type: "read", key }));
  return { id, process: 9, input, output, invokedAt: 0, endedAt: 100, outcome: "ok" };
}

/** By invocation, with ids to match, and no process that does two things at a time. */
export function inOrder<S extends AnyStep>(
  told: readonly AnyTransaction<S>[],
): AnyTransaction<S>[] {
  const busy = new Map<number, number>();
  return told.toSorted((a, b) => a.invokedAt - b.invokedAt).map((one, id) => {
    const process = (busy.get(one.process) ?? -1) > one.invokedAt ? 10 + id : one.process;
    busy.set(process, one.endedAt);
    return { ...one, id, process };
  });
}
