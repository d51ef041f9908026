/** What a run on a real database must show, and what it may not; a failure leaves the history in a file. */

import { assert } from "@std/assert";
import { holds } from "hb/check/isolation/isolation.ts";
import type { Level } from "hb/check/isolation/level.ts";
import {
  judgeRecording,
  noted,
  type Recording,
  writeRecording,
} from "hb/laboratory/transactions/recorded.ts";
import type { Kind } from "../../tools/record/kinds.ts";
import type { Wanted } from "../../tools/record/record.ts";

/** What was seen in some runs at one level. */
export interface Seen {
  /** How many anomalies of each kind there were, by workload and kind: `"bank: lost update"`. */
  readonly anomalies: Map<string, number>;
  /** Runs whose sums were broken, by workload. */
  readonly broken: Map<string, number>;
}

/** Nothing was seen yet. */
export function nothing(): Seen {
  return { anomalies: new Map(), broken: new Map() };
}

/** Adds what a recording shows; fails unless all of these levels hold. */
export async function see(
  seen: Seen,
  kind: Kind,
  wanted: Wanted,
  recording: Recording,
  levels: readonly Level[],
): Promise<void> {
  const { isolation, faults } = judgeRecording(recording), { workload } = wanted;
  const missing = levels.filter((level) => !holds(isolation, level));
  if (missing.length > 0) {
    await fail(kind, wanted, recording, `is not ${missing.join(", ")}`, isolation.words);
  }
  const add = (to: Map<string, number>, name: string, count: number) =>
    to.set(name, (to.get(name) ?? 0) + count);
  for (const [name, count] of isolation.counts) add(seen.anomalies, `${workload}: ${name}`, count);
  if (faults.length > 0) add(seen.broken, workload, 1);
}

/** Fails with the history in a file, and how it is recorded anew. */
export async function fail(
  { database, level }: Kind,
  { workload, seed, transactions, clients, hangUps = 0 }: Wanted,
  recording: Recording,
  why: string,
  words: readonly string[],
): Promise<never> {
  const file = await Deno.makeTempFile({ prefix: "history-", suffix: ".json" });
  await Deno.writeTextFile(file, writeRecording(recording));
  throw new Error([
    `${recording.database}, ${level}: ${workload} ${why}`,
    `the history is in ${file}; it, or one like it, is recorded by`,
    `  deno task record-history ${database} ${level} --workload "${workload}" --seed ${seed} ` +
    `--transactions ${transactions} --clients ${clients}` +
    (hangUps === 0 ? "" : ` --hang-ups ${hangUps}`),
    ...words,
    JSON.stringify(noted(judgeRecording(recording)).faults),
  ].join("\n"));
}

/** Fails unless each of these was seen: anomalies such as `"write skew: G2-item"`. */
export function assertFound({ anomalies }: Seen, ...names: readonly string[]): void {
  const missing = names.filter((name) => !anomalies.has(name));
  assert(missing.length === 0, `not found: ${missing.join(", ")}; ${inWords(anomalies)}`);
}

/** What was seen, in a line. */
export function inWords(anomalies: ReadonlyMap<string, number>): string {
  return [...anomalies].map(([name, count]) => `${name} ${count}`).join(", ");
}
