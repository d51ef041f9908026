/** What goes into a hand-out. @module */

import { ANSWERS } from "../grade/stubs.ts";

/** What no module imports: the wrapper for whoever has no Deno, and what it reads. */
const always = [".deno-version", "LICENSE", "deno.lock", "hb", "hb.cmd"];

interface Graph {
  readonly modules: readonly { readonly specifier: string }[];
}

/** The files of the project, by their paths, that grading the exercise `slug` takes. */
export async function contentsOf(
  root: string,
  slug: string,
  stubs: readonly string[],
): Promise<string[]> {
  const entries = [
    `exercises/${slug}/grade_test.ts`,
    `exercises/${slug}/suite.ts`,
    ...[ANSWERS, ...stubs].map((file) => `exercises/${slug}/${file}`),
    "tools/commands.ts",
    "tools/grade.ts",
    "tools/grade/child.ts",
  ];
  const files = new Set([...always, `exercises/${slug}/README.md`]);
  for (const entry of entries) {
    for (const file of await graphOf(root, entry)) files.add(file);
  }
  for (const link of await linksOf(root)) files.add(link);
  return [...files].sort();
}

async function graphOf(root: string, entry: string): Promise<string[]> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", entry],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdout: "piped",
    stderr: "null",
  }).output();
  if (!success) throw new Error(`Cannot hand out ${entry} because it must be a module: it is none`);
  const { modules }: Graph = JSON.parse(new TextDecoder().decode(stdout));
  const here = new URL(`file://${root}/`).href;
  return modules.flatMap(({ specifier }) =>
    specifier.startsWith(here) ? [specifier.slice(here.length)] : []
  );
}

/** The local packages that stand in for those of JSR. */
async function linksOf(root: string): Promise<string[]> {
  const { links }: { links: readonly string[] } = JSON.parse(
    await Deno.readTextFile(`${root}/deno.json`),
  );
  const found: string[] = [];
  for (const link of links) {
    const folder = link.replace(/^\.\//, "");
    for await (const { name, isFile } of Deno.readDir(`${root}/${folder}`)) {
      if (isFile && !name.endsWith("_test.ts")) found.push(`${folder}/${name}`);
    }
  }
  return found;
}
