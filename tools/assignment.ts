/**
 * `deno task assignment NN [--out DIR]`: writes a hand-out: one exercise with all that it takes to grade
 * it, and nothing else; it works on its own, outside of this repository.
 *
 * @module
 */

import type { Suite } from "../lib/grade/suite.ts";
import { reasonOf } from "../lib/host/operational_error.ts";
import { contentsOf } from "./assignment/contents.ts";
import { assignmentHelp, parseAssignment } from "./assignment/options.ts";
import {
  autograder,
  configuration,
  dockerfile,
  gradescopeRun,
  instructions,
  setup,
  withoutSolutions,
  workflow,
} from "./assignment/texts.ts";
import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { findExercises } from "./grade/exercises.ts";
import { stubsOf } from "./grade/stubs.ts";
import { repositoryRoot as root } from "./run/locate.ts";
import { typed } from "./command/typed.ts";

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, assignmentHelp)) return 0;
  const { exercise, out } = parseAssignment(args);
  const [slug] = await findExercises(root, [exercise]);
  const folder = out ?? `assignments/${slug}`;
  await assertEmpty(folder);
  const { suite }: { suite: Suite<unknown> } = await import(
    `file://${root}/exercises/${slug}/suite.ts`
  );
  const stubs = stubsOf(suite), files = await contentsOf(root, slug!, stubs);
  for (const file of files) await copy(file, folder);
  const readme = `${folder}/exercises/${slug}/README.md`;
  await write(readme, withoutSolutions(await Deno.readTextFile(readme)));
  const deno = (await Deno.readTextFile(`${root}/.deno-version`)).trim();
  const about = { slug: slug!, suite, stubs, deno };
  await write(`${folder}/deno.json`, await configuration(root, files));
  await write(`${folder}/README.md`, instructions(about));
  await write(`${folder}/.github/workflows/grade.yml`, workflow(about));
  await write(`${folder}/Dockerfile`, dockerfile(about));
  await write(`${folder}/autograde.sh`, autograder(about));
  await write(`${folder}/setup.sh`, setup(about));
  await write(`${folder}/run_autograder`, gradescopeRun());
  for (const script of ["autograde.sh", "setup.sh", "run_autograder"]) {
    await Deno.chmod(`${folder}/${script}`, 0o755);
  }
  await write(`${folder}/.gitignore`, ".cache/\n");
  console.log(
    `${folder}: ${files.length} files; grade there with: ${typed(`grade ${slug!.slice(0, 2)}`)}`,
  );
  return 0;
}

/** Nothing that is there already is overwritten. */
async function assertEmpty(folder: string): Promise<void> {
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return [];
    throw new Error(
      `Cannot write the hand-out because ${folder} must be a folder: it is something else`,
    );
  });
  if (entries.length === 0) return;
  throw new Error(
    `Cannot write the hand-out because ${folder} must be empty: it has ${entries.length} entries`,
  );
}

async function copy(file: string, folder: string): Promise<void> {
  await makePlace(`${folder}/${file}`);
  await Deno.copyFile(`${root}/${file}`, `${folder}/${file}`);
}

async function write(file: string, text: string): Promise<void> {
  await makePlace(file);
  await Deno.writeTextFile(file, text);
}

/** The folder of a file. */
async function makePlace(file: string): Promise<void> {
  const folder = file.replace(/\/[^/]*$/, "");
  try {
    await Deno.mkdir(folder, { recursive: true });
  } catch (error) {
    throw new Error(
      `Cannot write the hand-out because a place where ${folder} can be made is required: ` +
        `given one where it cannot (${reasonOf(error)})`,
      { cause: error },
    );
  }
}

if (import.meta.main) await exitWith(() => main(Deno.args), 2);
