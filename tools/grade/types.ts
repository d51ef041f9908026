/** Whether the files of an exercise compile, and import only what they may. @module */

import type { Importable } from "../../lib/grade/may_import.ts";
import { boundedDeno } from "./bounded.ts";
import { refusedImport } from "./imports.ts";
import { printable } from "./lines.ts";
import { type OwnFiles, ownFiles } from "./own_files.ts";
import { missesPackage, NO_SUCH_PACKAGE } from "../../lib/grade/packages.ts";
import { ANSWERS, checkedAnswers, type Stub } from "./stubs.ts";

/** How much of what the compiler says is told. */
const LONGEST_WORDS = 100_000;

/** What is looked at, and within which limits. */
export interface Checked extends Importable {
  readonly root: string;
  /** The URL of the folder of the exercise, with what it asks for. */
  readonly exercise: string;
  /** The folder with the answers. */
  readonly folder: string;
  readonly stubs: readonly Stub[];
  readonly signal?: AbortSignal;
  /** How long the compiler may work; default 60 s. */
  readonly limitS?: number;
}

/**
 * What `deno check` says about the answers in a folder; nothing when they compile. The compiler sees a copy of
 * what may be seen, once it is known that nothing in it is imported from elsewhere.
 */
export async function typeErrors(checked: Checked): Promise<string | undefined> {
  const { folder, stubs, root, signal, limitS = 60 } = checked;
  const scratch = await Deno.realPath(await Deno.makeTempDir({ prefix: "checked-" }));
  try {
    const files = await ownFiles(folder);
    for (const { file } of stubs) {
      const why = files.refused.get(file);
      if (why !== undefined) {
        return `error: it must be a plain file: it is ${why}\n    at ${file}:1:1`;
      }
    }
    await copy(files, `${scratch}/answers`);
    const bounds = { root, limitS, ...(signal === undefined ? {} : { signal }) };
    const deno = (args: readonly string[]) => boundedDeno(args, bounds);
    const names = stubs.map(({ file }) => file);
    const refused = await refusedImport({
      root,
      scratch,
      files,
      stubs: names,
      exercise: checked,
      deno,
    });
    const errors = refused ?? await compilerErrors(checked, scratch, deno);
    return errors && printable(errors, LONGEST_WORDS);
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

async function copy({ texts }: OwnFiles, to: string): Promise<void> {
  await Deno.mkdir(to);
  for (const [path, text] of texts) {
    await Deno.mkdir(`${to}/${path}`.replace(/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${to}/${path}`, text);
  }
}

async function compilerErrors(
  { root, exercise, folder, stubs, limitS = 60 }: Checked,
  scratch: string,
  deno: (args: readonly string[]) => ReturnType<typeof boundedDeno>,
): Promise<string | undefined> {
  const module = `${scratch}/${ANSWERS}`, answers = `${scratch}/answers`;
  await Deno.writeTextFile(module, checkedAnswers(exercise, `file://${answers}`, stubs));
  const { success, stderr, ended } = await deno([
    "check",
    "--quiet",
    "--cached-only",
    "--frozen",
    "--deny-import",
    `--config=${root}/deno.json`,
    module,
  ]);
  if (success) return undefined;
  if (ended === "time") {
    return `the compiler did not finish within ${limitS} s: is there a type that never ends?`;
  }
  if (ended !== undefined) {
    return `the compiler took more ${ended} than it may: is there a type that never ends?`;
  }
  if (missesPackage(stderr)) return `error: ${NO_SUCH_PACKAGE}`;
  return [answers, scratch, folder, root].reduce(
    (text, each) => text.replaceAll(`file://${each}/`, ""),
    stderr,
  )
    .replace(/\n+Stack backtrace:[\s\S]*$/, "")
    .replace(/\n+error: Type checking failed\.[\s\S]*$/, "")
    .trim();
}
