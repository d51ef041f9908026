/**
 * `deno run -A tools/parts_tables.ts`: brings the tables of parts in the exercises' READMEs up to date. A test
 * fails while they are not.
 *
 * @module
 */

import { exitWith } from "./command/usage_error.ts";
import { allExercises } from "./grade/exercises.ts";
import { withPartsTable } from "./grade/parts_table.ts";
import { repositoryRoot as root } from "./run/locate.ts";

async function main(): Promise<number> {
  for (const slug of await allExercises(root)) {
    const { suite } = await import(`file://${root}/exercises/${slug}/suite.ts`);
    const path = `${root}/exercises/${slug}/README.md`;
    await Deno.writeTextFile(path, withPartsTable(await Deno.readTextFile(path), suite));
    console.log(`${slug}: ${suite.parts.length} parts`);
  }
  return 0;
}

if (import.meta.main) await exitWith(main);
