/**
 * `deno task explore [MODEL|NAME|FILE]`: explores every state of a built-in model, or of a small instance
 * of a protocol: one of the library, or a reader's own file that exports a kit. Without a name, lists them.
 *
 * @module
 */

import { telling } from "./command/doing.ts";
import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { exploreHelp, parseArguments } from "./explore/arguments.ts";
import { models } from "./explore/models.ts";
import { listed, report } from "./explore/report.ts";
import { failurePage } from "./grade/page/page.ts";
import { kitsListed } from "./kits/kits.ts";
import { writePage } from "./kits/page.ts";

/** The verdict is the exit code. */
const codes = { ok: 0, violation: 1, unknown: 2 };

/** Explores what `args` name, prints what was found, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, exploreHelp)) return codes.ok;
  const asked = await parseArguments(args);
  if (asked === undefined) {
    console.log([...listed(models), "", ...kitsListed(["instances", "bugs"])].join("\n"));
    return codes.ok;
  }
  const start = performance.now();
  const run = telling(
    "Exploring",
    (work) =>
      asked.run(({ unique, generated, depth }) =>
        work.sayOften(() => `${many(unique)} states, ${many(generated)} steps, depth ${depth}`)
      ),
  );
  console.log(report(run, performance.now() - start).join("\n"));
  if (asked.html !== undefined) {
    const recording = run.recording?.();
    if (recording === undefined) console.log("  no run goes wrong, so no page is written");
    else await writePage(asked.html, failurePage({ ...recording, replay: asked.again }));
  }
  return codes[run.found.verdict];
}

function many(count: number): string {
  return count.toLocaleString("en");
}

if (import.meta.main) await exitWith(() => main(Deno.args), codes.unknown);
