/**
 * `deno task check-history --model MODEL FILE…`: reads recorded histories and says of each whether it is
 * right, and if not, why.
 *
 * @module
 */

import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { type CheckArguments, parseArguments } from "./check_history/arguments.ts";
import { codeOf, codes } from "./check_history/codes.ts";
import { checkFile } from "./check_history/file.ts";
import { checkHelp } from "./check_history/help.ts";
import type { Judgement } from "./check_history/model.ts";
import { page } from "./check_history/page.ts";
import { linkTo } from "./command/place.ts";

/** Checks the files that `args` name, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, checkHelp)) return codes.ok;
  const options = parseArguments(args);
  const verdicts: Judgement["verdict"][] = [];
  const judged: { file: string; judgement: Judgement }[] = [];
  for (const file of options.files) {
    const judgement = await checkFile(file, options);
    console.log(`${file}: ${judgement.verdict}`);
    if (!options.quiet) { for (const line of judgement.evidence) console.log(`  ${line}`); }
    verdicts.push(judgement.verdict);
    if (options.html !== undefined) judged.push({ file, judgement });
  }
  return await writePage(options, judged) ? codeOf(verdicts) : codes.unknown;
}

async function writePage(
  { html }: CheckArguments,
  judged: readonly { file: string; judgement: Judgement }[],
): Promise<boolean> {
  if (html === undefined) return true;
  const text = await page(judged);
  try {
    await Deno.writeTextFile(html, text);
    console.log(`the page is ${linkTo(html)}`);
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(
      `Cannot write the timeline because --html must be a file that can be written: ${why}`,
    );
    return false;
  }
}

if (import.meta.main) await exitWith(() => main(Deno.args), codes.unknown);
