/** `deno task commands`: the list of commands. `hb` without a command shows it, too. @module */

import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { form, typed } from "./command/typed.ts";
import { repositoryRoot as root } from "./run/locate.ts";

/** A task as `deno.json` tells it. */
interface Task {
  readonly description: string;
}

const help = `${typed("commands")}

Lists the commands; each explains itself with --help. Of an option that is given twice the last value counts,
in all of them, unless the help says that it may be given several times.`;

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, help)) return 0;
  const { tasks }: { tasks: Readonly<Record<string, Task>> } = JSON.parse(
    await Deno.readTextFile(`${root}/deno.json`),
  );
  const width = Math.max(...Object.keys(tasks).map((name) => name.length));
  console.log(`${form()} COMMAND, where COMMAND is one of\n`);
  for (const [name, { description }] of Object.entries(tasks)) {
    console.log(`  ${name.padEnd(width)}  ${description}`);
  }
  console.log(
    `\nEach explains itself: ${typed("grade --help")}. Of an option that is given twice the last`,
  );
  console.log("value counts, unless the help says that it may be given several times.");
  return 0;
}

if (import.meta.main) await exitWith(() => main(Deno.args));
