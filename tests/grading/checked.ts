/** Answers that are looked at by the compiler alone, for one test. */

import { typeErrors } from "../../tools/grade/types.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { names } from "./fixture/answers.ts";

const exercise = new URL("fixture", import.meta.url).href;
const stubs = names.map((name) => ({ name, file: "all.ts" }));
const others = names.slice(1).map((name) => `\nexport const ${name} = () => "done";`).join("");

/** What is said of answers that begin with this text, in a folder that `prepare` makes ready. */
export async function saidOf(
  text: string,
  prepare: (folder: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<string | undefined> {
  const folder = await Deno.makeTempDir();
  try {
    const answer = `\nexport const answer = () => "done";`;
    await Deno.writeTextFile(`${folder}/all.ts`, text + answer + others);
    await prepare(folder);
    const mayImport = ["hb/clocks/interval.ts"];
    return await typeErrors({ root, exercise, folder, stubs, given: ["given.ts"], mayImport });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
