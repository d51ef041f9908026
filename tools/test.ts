/** `deno task test [--only NAME]`: everything that checks the project. @module */

import { helps } from "./command/help.ts";
import { failure, line, summary } from "./check/report.ts";
import { root } from "./check/repository.ts";
import { runSteps, select, type Step } from "./check/step.ts";
import { allSteps } from "./check/steps.ts";

const usage = "deno task test [--only NAME]";

const help = (steps: readonly Step[]) =>
  `${usage}

Everything that checks the project but the browser's tests and the long sweeps, in these steps:

${steps.map(({ name, words }) => `  ${name.padEnd(14)}${words}`).join("\n")}

  --only NAME   one of them
  --help        this text`;

/** Runs the steps that `args` ask for, and returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const scratch = `${root}/.cache/test/${Deno.pid}`;
  if (helps(args, help(allSteps(scratch)))) return 0;
  const steps = chosen(allSteps(scratch), args);
  if (typeof steps === "string") {
    console.error(steps);
    return 2;
  }
  await Deno.mkdir(scratch, { recursive: true });
  try {
    const done = await runSteps(steps, width(), (step) => console.log(line(step)));
    for (const step of done) if (step.result.failed > 0) console.log(failure(step));
    console.log(summary(done));
    return done.some(({ result }) => result.failed > 0) ? 1 : 0;
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

/** The steps to run, or what is wrong with `args`. */
function chosen(all: readonly Step[], args: readonly string[]): readonly Step[] | string {
  if (args.length === 0) return all;
  const list = all.map(({ name, words }) => `  ${name.padEnd(14)}${words}`).join("\n");
  const [option, name] = args;
  if (option !== "--only" || args.length !== 2 || name === undefined) {
    return `Cannot run the tests as the command must be: ${usage}: given "${args.join(" ")}"`;
  }
  const steps = select(all, name);
  if (steps.length > 0) return steps;
  return `Cannot run a step as it must be one of these: given "${name}"\n${list}`;
}

/** How many steps run at once: more than two gain nothing, as some of them use two cores. */
function width(): number {
  return Math.min(2, navigator.hardwareConcurrency);
}

if (import.meta.main) Deno.exit(await main(Deno.args));
