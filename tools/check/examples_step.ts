/** The step that checks and runs the examples in the documentation of `lib/`. @module */

import { pathToFileURL } from "node:url";
import type { Reach } from "../graph/reach.ts";
import { resolveSpecifier } from "../graph/resolve.ts";
import { deno } from "./command.ts";
import { explain } from "./command_step.ts";
import { fileLimits } from "./limits.ts";
import { root } from "./repository.ts";
import type { Finding, Unit } from "./step.ts";
import {
  atHome,
  type Example,
  examplesFolder,
  examplesIn,
  importsOf,
  testOf,
  writeExamples,
} from "./tests/examples.ts";
import { runTests } from "./tests/run.ts";

/** What is quoted is read from the library. */
const outside: Reach = { files: ["lib"] };

/** A unit for each module that has examples. */
export function exampleUnits(modules: readonly string[]): Unit[] {
  return modules.flatMap((path) => {
    const examples = read(path);
    if (examples.length === 0) return [];
    const imports = importsOf(examples).flatMap((each) => resolveSpecifier(root, path, each) ?? []);
    return [{ name: path, reach: { modules: imports, types: true, files: [path], outside } }];
  });
}

/** Checks the types of all, and then runs them. */
export async function runExamples(
  units: readonly Unit[],
  found: (finding: Finding) => void,
): Promise<void> {
  const examples = units.flatMap(({ name }) => read(name));
  await writeExamples(examples);
  const config = `${examplesFolder}/deno.json`;
  const paths = examples.map(({ path, line }) => `${examplesFolder}/${path}.${line}.ts`);
  const { code, text } = await deno("check", "--quiet", `--config=${config}`, ...paths);
  const wrong = code === 0 ? new Map<string, string>() : typeErrors(atHome(text));
  if (code !== 0 && wrong.size === 0) throw new Error(explain(code, text));
  await runTests(
    units.map(({ name }) => name),
    {
      config,
      allow: ["-A"],
      limits: fileLimits,
      addressOf: (name) => pathToFileURL(testOf(name)).href,
    },
    (finding) => found(withTypes(finding, wrong.get(finding.unit))),
  );
}

function withTypes({ failures, ...rest }: Finding, wrong: string | undefined): Finding {
  const told = failures.map(({ name, text }) => ({ name: atHome(name), text: atHome(text) }));
  if (wrong === undefined) return { ...rest, failures: told };
  return {
    ...rest,
    failures: [{ name: `${rest.unit}: types of an example`, text: wrong }, ...told],
  };
}

/** What is wrong with types, by the file that is documented. Each error ends with its place. */
export function typeErrors(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let block: string[] = [];
  for (const line of text.split("\n")) {
    block.push(line);
    const path = /^ +at (lib\/\S+?\.ts):\d+:\d+$/.exec(line)?.[1];
    if (path === undefined) continue;
    found.set(path, [found.get(path), block.join("\n").trim()].filter(Boolean).join("\n\n"));
    block = [];
  }
  return found;
}

function read(path: string): Example[] {
  return examplesIn(path, Deno.readTextFileSync(`${root}/${path}`));
}
