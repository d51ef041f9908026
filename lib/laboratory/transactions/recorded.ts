/**
 * Runs as files: what was run on what, what the clients saw, and the verdict. A transaction is one line of
 * JSON: who, from when to when, how it ended, and its steps, such as `["append", "x0", 3]` and
 * `["read", "x0", [1, 3]]`.
 *
 * @module
 */

import type { Key, Model, Step, Transaction } from "../../check/isolation/transaction.ts";
import { judge, type Judgement } from "./judge.ts";
import type { WorkloadName } from "./workloads.ts";

/** What was run. */
export interface Recording {
  /** The database and its version: "PostgreSQL 15.18". */
  readonly database: string;
  /** The level that it was asked for, in its own words. */
  readonly level: string;
  /** The statement that began each transaction. */
  readonly begin: string;
  /** What was run. */
  readonly workload: WorkloadName;
  /** The seed of its transactions and of the turns. */
  readonly seed: number;
  /** How many transactions overlapped at most. */
  readonly clients: number;
  /** What the keys hold. */
  readonly model: Model;
  /** All keys. */
  readonly keys: readonly Key[];
  /** What the clients saw. */
  readonly history: readonly Transaction[];
}

/** What is noted of a verdict. */
export interface Noted {
  /** The strongest levels that hold. */
  readonly strongest: readonly string[];
  /** How many anomalies there are of each kind. */
  readonly anomalies: Readonly<Record<string, number>>;
  /** What breaks the law of the workload. */
  readonly faults: readonly string[];
}

/** The verdict on a recording, as it is noted. */
export function noted({ isolation, faults }: Judgement): Noted {
  return {
    strongest: isolation.strongest,
    anomalies: Object.fromEntries(isolation.counts),
    faults,
  };
}

/** The verdict on a recording. */
export function judgeRecording(recording: Recording): Judgement {
  return judge(recording.workload, recording, recording.history);
}

/** A recording as the text of a file, with its verdict. */
export function writeRecording(recording: Recording): string {
  const { history, ...run } = recording;
  const head = Object.entries({ ...run, verdict: noted(judgeRecording(recording)) })
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
  const lines = history.map((transaction) => `    ${JSON.stringify(short(transaction))}`);
  return `{\n${head.join("")}  "history": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/** A transaction on its line; what has no end has none there. */
function short({ process, invokedAt, endedAt, outcome, input, output }: Transaction) {
  const steps = (output ?? input).map(({ type, key, value }) =>
    value === undefined ? [type, key] : [type, key, value]
  );
  return { process, from: invokedAt, to: endedAt === Infinity ? null : endedAt, outcome, steps };
}

/**
 * The recording, and the verdict that was noted, of what `JSON.parse` makes of a file. Throws `TypeError`
 * where it is none.
 */
export function readRecording(file: unknown): { recording: Recording; verdict: Noted } {
  const { verdict, history, ...run } = Object(file) as Recording & { readonly verdict?: Noted };
  if (!Array.isArray(history) || verdict === undefined) {
    throw new TypeError(
      `Cannot read a recording because it must have a history and a verdict: given ${
        Object.keys(Object(file)).join(", ") || "neither"
      }`,
    );
  }
  return { recording: { ...run, history: history.map(long) }, verdict };
}

function long(line: ReturnType<typeof short>, id: number): Transaction {
  const { process, from, to, outcome } = line;
  const steps = line.steps.map(([type, key, value]) =>
    value === undefined ? { type, key } : { type, key, value }
  ) as Step[];
  const input = steps.map((step): Step =>
    step.type === "read" ? { type: "read", key: step.key } : step
  );
  return {
    ...{ id, process, input },
    ...(outcome === "ok" ? { output: steps } : {}),
    ...{ invokedAt: from, endedAt: to ?? Infinity, outcome },
  };
}
