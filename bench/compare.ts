/**
 * `deno run -A bench/compare.ts RESULTS [--summary FILE] [--update]`: what `deno task bench --json RESULTS`
 * measured, beside the ratios in `bench/baseline.json`; ends with 1 when one got worse.
 *
 * @module
 */

import { parseCommandLine } from "../tools/command/command_line.ts";
import { helps } from "../tools/command/help.ts";
import { exitWith, quoted, refuse } from "../tools/command/usage_error.ts";
import { defaulting, flag, text } from "../tools/command/option.ts";
import { type Baseline, compareRows, isGood, nextBaseline, toMarkdown } from "./baseline.ts";
import type { Row } from "./row.ts";
import { typed } from "../tools/command/typed.ts";

const help = `deno run -A bench/compare.ts RESULTS [options]

Compares ratios that "${
  typed("bench --json RESULTS")
}" measured with those agreed on. The exit code is 1
when one got worse by more than its slack, or is missing.

  --baseline FILE   what was agreed on (bench/baseline.json)
  --summary FILE    append the table as Markdown, as for $GITHUB_STEP_SUMMARY
  --update          agree on what was measured: write it into the baseline
  --help            this text`;

/** Compares, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, help)) return 0;
  const purpose = "compare benchmarks";
  const { values, words } = parseCommandLine({
    purpose,
    words: true,
    options: {
      baseline: defaulting(text("a file"), "bench/baseline.json"),
      summary: text("a file"),
      update: flag(),
    },
  }, args);
  const [results] = words;
  if (results === undefined || words.length > 1) {
    return refuse(purpose, "one file of results must be named", quoted(words));
  }
  const rows: readonly Row[] = await read(results);
  const baseline: readonly Baseline[] = await read(values.baseline);
  const compared = compareRows(baseline, rows);
  const table = toMarkdown(compared);
  console.log(table);
  if (values.summary !== undefined) {
    await Deno.writeTextFile(values.summary, `${table}\n`, { append: true });
  }
  if (values.update) {
    const next = JSON.stringify(nextBaseline(baseline, rows), null, 2);
    await Deno.writeTextFile(values.baseline, `${next}\n`);
    return 0;
  }
  return isGood(compared) ? 0 : 1;
}

async function read<T>(file: string): Promise<T[]> {
  const rows = JSON.parse(await Deno.readTextFile(file));
  if (Array.isArray(rows)) return rows;
  throw new Error(`Cannot compare benchmarks because ${file} must be a list of rows: it is none`);
}

if (import.meta.main) await exitWith(() => main(Deno.args), 2);
