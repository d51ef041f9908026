/**
 * `deno task record-history`: runs transactions on a real database, and notes what its clients saw.
 * `--help` says what it can do.
 *
 * @module
 */

import { reasonOf } from "hb/host/operational_error.ts";
import {
  judgeRecording,
  noted,
  type Recording,
  writeRecording,
} from "hb/laboratory/transactions/recorded.ts";
import { helps } from "./command/help.ts";
import { exitWith, refuse } from "./command/usage_error.ts";
import { recordApart } from "./record/apart.ts";
import { parseRecord, recordHelp } from "./record/arguments.ts";
import { bookFolder, bookRecordings } from "./record/book.ts";
import type { Kind } from "./record/kinds.ts";
import { record, type Wanted } from "./record/record.ts";
import { repositoryRoot as root } from "./run/locate.ts";

/** Runs the command, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, recordHelp)) return 0;
  const options = parseRecord(args);
  if (options.book) {
    for (const { name, kind, wanted } of bookRecordings) {
      const recording = await run(kind, wanted);
      await Deno.writeTextFile(`${root}/${bookFolder}/${name}.json`, writeRecording(recording));
      console.log(summary(recording));
    }
    return 0;
  }
  // What could not be written is not run.
  if (options.out !== undefined) await assertWritable(options.out);
  const recording = await run(options.kind, options.wanted);
  if (options.out === undefined) console.log(writeRecording(recording).trimEnd());
  else {
    await Deno.writeTextFile(options.out, writeRecording(recording));
    console.log(summary(recording));
  }
  return 0;
}

function run(kind: Kind, wanted: Wanted): Promise<Recording> {
  return kind.database === "duckdb"
    ? recordApart(kind, wanted, { download: true })
    : record(kind, wanted);
}

/** Refuses a file that cannot be written; leaves what is in it as it is. */
async function assertWritable(path: string): Promise<void> {
  try {
    (await Deno.open(path, { write: true, create: true })).close();
  } catch (error) {
    const rule = `--out must be a file that can be written (${reasonOf(error)})`;
    refuse("record a history", rule, `"${path}"`);
  }
}

/** A recording in one line. */
function summary(recording: Recording): string {
  const { database, level, workload, seed } = recording;
  const { strongest, anomalies, faults } = noted(judgeRecording(recording));
  const found = Object.entries(anomalies).map(([name, count]) => `${count} ${name}`).join(", ");
  return `${database}, ${level}, ${workload}, seed ${seed}: ` +
    `${strongest.join(" and ") || "no level"} holds; ${found || "no anomaly"}` +
    (faults.length === 0 ? "" : `; ${faults.length} broken sums`);
}

if (import.meta.main) await exitWith(() => main(Deno.args));
