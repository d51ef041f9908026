/**
 * `deno task new NN-slug [--family NAME]`: writes the skeleton of a chapter, which is not done yet and
 * passes all tests.
 *
 * @module
 */

import { committedFiles } from "./check/repository.ts";
import { helps } from "./command/help.ts";
import { exitWith, refuse } from "./command/usage_error.ts";
import { chapterText } from "./new/chapter.ts";
import { exerciseFiles } from "./new/exercise.ts";
import { kitFiles, withKit } from "./new/kit.ts";
import { newHelp, parseNew } from "./new/names.ts";
import { writeExports } from "./package/write_exports.ts";
import { listChapters, repositoryRoot as root, runChapters } from "./run/mod.ts";
import { typed } from "./command/typed.ts";

const KITS = "lib/laboratory/kits.ts";

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, newHelp)) return 0;
  const names = parseNew(args), { slug, number } = names;
  const chapter = `chapters/${slug}.ipynb`;
  const files: Record<string, string> = {
    ...kitFiles(names),
    ...exerciseFiles(names),
    [chapter]: await chapterText(names, root),
  };
  await assertNew(slug, number, Object.keys(files));
  const kits = withKit(await Deno.readTextFile(`${root}/${KITS}`), names);
  for (const [file, text] of Object.entries(files)) {
    await Deno.mkdir(`${root}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${root}/${file}`, text);
  }
  await Deno.writeTextFile(`${root}/${KITS}`, kits);
  const own = Object.keys(files).filter((file) => file !== chapter);
  await deno("fmt", "--quiet", ...own, KITS);
  // The package offers each kit. What has just been written, git does not know yet.
  await writeExports(root, [...await committedFiles(), ...Object.keys(files)].sort());
  await deno("run", "-A", "tools/readme.ts");
  const [result] = await runChapters({ root, chapters: [slug] });
  for (const file of [...own, chapter]) console.log(file);
  console.log(`${KITS}: one line more; next: ${typed(`learn ${number}`)}`);
  return result?.run.outcome === "ran" ? 0 : 1;
}

/** Nothing that is there already is overwritten. */
async function assertNew(slug: string, number: string, files: readonly string[]): Promise<void> {
  const purpose = "write a new chapter";
  const taken = (await listChapters(root)).find(({ name }) => name.startsWith(`${number}-`));
  if (taken !== undefined) refuse(purpose, `number ${number} must be free`, `"${taken.name}"`);
  for (const file of files) {
    const folder = file.replace(/\/[^/]*$/, "");
    const path = file.startsWith("chapters/") ? file : folder;
    if (await isThere(`${root}/${path}`)) {
      refuse(purpose, `${path} must not be there yet`, `"${slug}"`);
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function deno(...args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}

if (import.meta.main) await exitWith(() => main(Deno.args));
