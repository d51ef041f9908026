/** Generators of histories on tables: a small database that is more or less careful. */

import fc from "fast-check";
import type { Outcome } from "../../model/history.ts";
import { type Care, carelessness, type Draw, ended, inOrder } from "./database_arbitrary_test.ts";
import { matches, type Predicate, type Row, type StartRow, type TableStep } from "./table.ts";
import type { TableTransaction } from "./table.ts";
import { tableQuestion } from "./table_notation.ts";
import type { Attributes } from "./table.ts";
import type { Value } from "./transaction.ts";

/** How careful a database is, and what is asked of it. */
export interface TableCare extends Care {
  /** Whether rows are looked for by other predicates than "all". */
  readonly predicates: boolean;
  /** Whether each row is changed at most once, and only those of the start are deleted. */
  readonly clear: boolean;
}

const table = "t";

/** The rows that are there at the start. */
export const startRows: readonly StartRow[] = [
  { table, key: "x", value: 0, attributes: { a: 0 } },
  { table, key: "y", value: 0, attributes: { a: 1 } },
];

const inserted = ["z", "w"] as const;

/** All sorts of carelessness. */
export function anyTableCare(fixed: Partial<TableCare>): fc.Arbitrary<TableCare> {
  return fc.record({
    ...carelessness,
    readAll: fc.constant(false),
    predicates: fc.boolean(),
    clear: fc.constant(false),
  }).map((care) => ({ ...care, ...fixed }));
}

/** Histories of a database. */
export function tableHistories(care: fc.Arbitrary<TableCare>): fc.Arbitrary<TableTransaction[]> {
  const tape = fc.array(fc.nat(0x3fffffff), { minLength: 40, maxLength: 160, size: "max" });
  return fc.tuple(care, tape).map(([wanted, numbers]) => {
    let at = 0;
    return new TableDatabase(wanted, (n) => (numbers[at++] ?? 0) % n).run();
  });
}

interface Held {
  readonly value: Value;
  readonly attributes: Attributes;
}

/** What rows there are. */
type State = ReadonlyMap<string, Held>;
/** What a transaction made of rows; nothing is left of those that it deleted. */
type Own = Map<string, Held | undefined>;

class TableDatabase {
  readonly #states: State[] = [
    new Map(startRows.map(({ key, value, attributes }) => [
      String(key),
      { value, attributes: attributes! },
    ])),
  ];
  readonly #values = new Map<string, number>();
  readonly #gone = new Set<string>();
  readonly #born = new Set<string>();

  constructor(readonly care: TableCare, readonly draw: Draw) {}

  run(): TableTransaction[] {
    const told: TableTransaction[] = [];
    for (let i = 0; i < this.care.transactions; i++) told.push(this.#transaction(i));
    if (this.care.readAll) told.push(this.#lastRead(told.length));
    return inOrder(told);
  }

  #transaction(i: number): TableTransaction {
    const { care, draw } = this;
    const percent = draw(100);
    const outcome: Outcome = percent < care.aborted
      ? "fail"
      : percent < care.aborted + care.open
      ? "unknown"
      : "ok";
    const own: Own = new Map();
    const base = draw(this.#states.length);
    const steps: TableStep[] = Array.from({ length: 1 + draw(care.steps) }, () => {
      const from = care.reads === "latest"
        ? this.#states.length - 1
        : care.reads === "snapshot"
        ? base
        : draw(this.#states.length);
      return (draw(2) === 0 ? this.#write(own, this.#states[from]!) : undefined) ??
        this.#look(own, this.#states[from]!);
    });
    // Now and then a transaction that failed did take effect, and one that is open did not.
    const effective = outcome === "ok" || draw(outcome === "fail" ? 4 : 2) === 0;
    if (effective) this.#states.push(merged(this.#states.at(-1)!, own));
    return ended(steps, tableQuestion, outcome, i, care, draw);
  }

  /** A write of a row that is there, or of one that never was. */
  #write(own: Own, seen: State): TableStep | undefined {
    const key = ["x", "y", ...inserted][this.draw(4)]!;
    const latest = merged(this.#states.at(-1)!, own);
    if (!this.#born.has(key) && inserted.some((each) => each === key)) {
      this.#born.add(key);
      return this.#hold("insert", key, own);
    }
    // Only what it sees and what is still there is changed: that is what a change is.
    if (!latest.has(key) || !merged(seen, own).has(key) || this.#gone.has(key)) return undefined;
    const mayDelete = !this.care.clear || !this.#born.has(key);
    if (mayDelete && this.draw(3) === 0) {
      this.#gone.add(key);
      own.set(key, undefined);
      return { type: "delete", table, key };
    }
    const most = this.#born.has(key) ? 2 : 1;
    if (this.care.clear && (this.#values.get(key) ?? 0) >= most) return undefined;
    return this.#hold("update", key, own);
  }

  #hold(type: "insert" | "update", key: string, own: Own): TableStep {
    const value = 1 + (this.#values.get(key) ?? 0);
    this.#values.set(key, value);
    const attributes = { a: this.draw(2) };
    own.set(key, { value, attributes });
    return { type, table, key, value, attributes };
  }

  #look(own: Own, seen: State): TableStep {
    const { care, draw } = this;
    const state = merged(seen, own);
    // A spoilt read takes each row from another time, and may take the transaction's own for another's.
    const isSpoilt = draw(100) < care.spoiltReads;
    const held = (key: string) => {
      if (!isSpoilt || own.has(key)) return state.get(key);
      return this.#states[draw(this.#states.length)]!.get(key);
    };
    if (care.predicates && draw(4) === 0) {
      const key = ["x", "y", ...inserted][draw(4)]!;
      return { type: "read", table, key, value: held(key)?.value ?? null };
    }
    const where: Predicate = !care.predicates || draw(3) === 0
      ? { type: "all" }
      : draw(2) === 0
      ? { type: "equal", attribute: "a", value: draw(2) }
      : { type: "between", from: draw(2), to: 1 + draw(2) };
    const rows = ["x", "y", ...inserted].flatMap((key): Row[] => {
      const one = held(key);
      if (one === undefined || !matches(where, key, one.value, one.attributes)) return [];
      return [{ key, value: one.value }];
    });
    return { type: "scan", table, where, rows };
  }

  #lastRead(id: number): TableTransaction {
    const rows = [...this.#states.at(-1)!].map(([key, { value }]): Row => ({ key, value }));
    const where: Predicate = { type: "all" };
    const output: TableStep[] = [{ type: "scan", table, where, rows }];
    const input = output.map(tableQuestion);
    return { id, process: 9, input, output, invokedAt: 0, endedAt: 100, outcome: "ok" };
  }
}

function merged(state: State, own: Own): State {
  const next = new Map(state);
  for (const [key, held] of own) {
    if (held === undefined) next.delete(key);
    else next.set(key, held);
  }
  return next;
}
