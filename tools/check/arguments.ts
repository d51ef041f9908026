/** The command line of `deno task test`. @module */

import { parseArgs } from "node:util";
import type { Wanted } from "./plan/plan.ts";
import type { Step } from "./step.ts";
import { typed } from "../command/typed.ts";

/** The form of the command. */
export const usage = typed("test [--changed] [--shard i/n] [--only NAME …]");

/** What was asked for, and whether what it cost is to be written down. */
export interface TestArguments extends Wanted {
  readonly measure: boolean;
}

/** Reads the command line; throws one plain line where it makes no sense. */
export function parseTest(args: readonly string[], steps: readonly Step[]): TestArguments {
  const { values, positionals } = read(args);
  if (positionals.length > 0) throw refused("there must be options only", positionals[0]!);
  const { changed = false, measure = false, only = [], shard } = values;
  for (const name of only) {
    if (steps.some((step) => step.name === name)) continue;
    const names = steps.map((step) => step.name).join(", ");
    throw refused(`--only must be one of ${names}`, name);
  }
  const part = shard === undefined ? undefined : parseShard(shard);
  const partial = changed ? "--changed" : part ? "--shard" : undefined;
  const asked = steps.find(({ name, whole }) => whole === true && only.includes(name));
  if (asked !== undefined && partial !== undefined) {
    throw refused(`${asked.name} can be measured only when every test runs`, partial);
  }
  if (measure && partial !== undefined) throw refused("--measure must run everything", partial);
  return { changed, measure, only, ...(part === undefined ? {} : { shard: part }) };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        changed: { type: "boolean" },
        measure: { type: "boolean" },
        only: { type: "string", multiple: true },
        shard: { type: "string" },
      },
    });
  } catch {
    throw refused(`the form must be "${usage}"`, args.join(" "));
  }
}

function parseShard(text: string): { part: number; of: number } {
  const [, part, of] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text)?.map(Number) ?? [];
  if (part !== undefined && of !== undefined && part <= of) return { part, of };
  throw refused("--shard must be i/n with 1 <= i <= n", text);
}

function refused(rule: string, given: string): Error {
  return new Error(`Cannot run the tests because ${rule}: given "${given}"`);
}
