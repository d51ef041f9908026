/** `deno task test`: everything that checks the project, or what could have changed. @module */

import { parseTest, type TestArguments, usage } from "./check/arguments.ts";
import { helps } from "./command/help.ts";
import { check } from "./check/check.ts";
import { allSteps } from "./check/steps.ts";
import { forgetReader } from "./command/place.ts";
import { typeAsUsual, typed } from "./command/typed.ts";

const help = `${usage}

Checks everything but the browser's tests and the long sweeps, in these steps:

${allSteps(undefined).map(({ name, words }) => `  ${name.padEnd(14)}${words}`).join("\n")}

  --changed     only what could have changed since it passed: for daily work. What a test file, an example,
                a chapter or an exercise can reach is known from the imports; what it cannot reach does not
                run it again.
  --shard i/n   the i-th of n parts of about the same cost, for machines that share the work
  --only NAME   this step, and those that it needs; may be given more than once. Coverage runs only when
                it is named, as written down line by line tests take far longer; ${
  typed("nightly")
} names it.
  --measure     write down what everything cost, by which parts are cut
  --help        this text

A test file, chapter or exercise that goes beyond its limits, of CPU time and not of time on the wall, is
stopped and named, and the others go on. What failed is named again at the end. The exit code is 0 when
nothing failed, 1 when something did, 2 when the command line makes no sense.`;

/** Runs what `args` ask for, and returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  if (helps(args, help)) return 0;
  typeAsUsual();
  forgetReader();
  let wanted: TestArguments;
  try {
    wanted = parseTest(args, allSteps(undefined));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
  return await check(wanted) ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
