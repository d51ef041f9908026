/** Whether the files of an exercise compile. @module */

import { foreignImport, missesPackage } from "./packages.ts";
import { ANSWERS, checkedAnswers, type Stub } from "./stubs.ts";

/** What is looked at. */
export interface Checked {
  readonly root: string;
  /** The URL of the folder of the exercise, with what it asks for. */
  readonly exercise: string;
  /** The folder with the answers. */
  readonly folder: string;
  readonly stubs: readonly Stub[];
  readonly signal?: AbortSignal;
  /** How long the compiler may take; default 60 s. */
  readonly limitS?: number;
}

/**
 * What `deno check` says about the answers in a folder; nothing when they compile. Nothing is fetched that
 * their code imports.
 */
export async function typeErrors(
  { root, exercise, folder, stubs, signal, limitS = 60 }: Checked,
): Promise<string | undefined> {
  // Types can be made to take the compiler for ever, too.
  const over = AbortSignal.timeout(limitS * 1000);
  const scratch = await Deno.realPath(await Deno.makeTempDir());
  try {
    const module = `${scratch}/${ANSWERS}`;
    await Deno.writeTextFile(module, checkedAnswers(exercise, `file://${folder}`, stubs));
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "check",
        "--quiet",
        "--cached-only",
        "--frozen",
        `--config=${root}/deno.json`,
        module,
      ],
      cwd: root,
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
      stdout: "null",
      stderr: "piped",
      signal: signal === undefined ? over : AbortSignal.any([signal, over]),
    }).output();
    signal?.throwIfAborted();
    if (over.aborted && !success) {
      return `the compiler did not finish within ${limitS} s: is there a type that never ends?`;
    }
    if (success) return;
    const words = new TextDecoder().decode(stderr);
    if (missesPackage(words)) return await foreignImport(root, folder);
    return [scratch, folder, root].reduce(
      (text, each) => text.replaceAll(`file://${each}/`, ""),
      words,
    )
      .replace(/\n+Stack backtrace:[\s\S]*$/, "")
      .replace(/\n+error: Type checking failed\.[\s\S]*$/, "")
      .trim();
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}
