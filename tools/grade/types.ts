/** Whether the files of an exercise compile. @module */

import { foreignImport, missesPackage } from "./packages.ts";

/**
 * What `deno check` says about the subject in a folder; nothing when it compiles. Nothing is fetched that
 * its code imports.
 */
export async function typeErrors(
  root: string,
  folder: string,
  signal?: AbortSignal,
  limitS = 60,
): Promise<string | undefined> {
  // Types can be made to take the compiler for ever, too.
  const over = AbortSignal.timeout(limitS * 1000);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "check",
      "--quiet",
      "--cached-only",
      "--frozen",
      `--config=${root}/deno.json`,
      `${folder}/subject.ts`,
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
  return words
    .replaceAll(`file://${folder}/`, "")
    .replaceAll(`file://${root}/`, "")
    .replace(/\n+Stack backtrace:[\s\S]*$/, "")
    .replace(/\n+error: Type checking failed\.[\s\S]*$/, "")
    .trim();
}
