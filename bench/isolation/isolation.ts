/**
 * The checker of isolation as histories grow, and on a million micro-operations of databases that keep to
 * different levels.
 *
 *     deno run -A --v8-flags=--expose-gc bench/isolation/isolation.ts
 *
 * @module
 */

import { type Isolation, isolation } from "hb/check/isolation/isolation.ts";
import type { Model, Transaction } from "hb/check/isolation/transaction.ts";
import { type Row, table } from "../row.ts";
import { databaseHistory, type Promised, type Wanted } from "./database.ts";

const seed = 1;
const turns = 3;
const million = 1_000_000;
/** A million micro-operations must not take longer. */
const limitS = 5;

/** All rows of the checker of isolation. */
export function measureIsolation(): Row[] {
  const growth = [1e3, 1e4, 1e5].map((steps) =>
    measure({ seed, model: "list-append", promised: "strict serializable", clients: 20, steps })
  );
  const lists: readonly Promised[] = [
    "strict serializable",
    "snapshot isolation",
    "read committed",
    "careless",
  ];
  const registers: readonly Promised[] = ["strict serializable", "read committed"];
  const large = (model: Model) => (promised: Promised) =>
    measure({ seed, model, promised, clients: 20, steps: million });
  return [
    ...growth,
    ...lists.map(large("list-append")),
    ...registers.map(large("rw-register")),
  ];
}

function measure(wanted: Wanted): Row {
  const history = databaseHistory(wanted);
  let bestS = Infinity;
  let found: Isolation | undefined;
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    found = isolation(history, { model: wanted.model });
    bestS = Math.min(bestS, (performance.now() - start) / 1000);
  }
  const target = wanted.steps === million ? { ratio: bestS / limitS, target: 1 } : {};
  return {
    name: `${wanted.model}, ${wanted.steps.toLocaleString("en")} micro-operations, ` +
      `${wanted.promised}: ${found?.strongest.join(" and ") || "no level"}`,
    limit: wanted.steps === million ? `${limitS} s` : "",
    measured: `${bestS.toFixed(3)} s, ${(bestS * 1e9 / stepsIn(history)).toFixed(0)} ns each, ` +
      `process at ${(Deno.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`,
    ...target,
  };
}

function stepsIn(history: readonly Transaction[]): number {
  return history.reduce((all, { input }) => all + input.length, 0);
}

if (import.meta.main) console.log(table(measureIsolation()));
