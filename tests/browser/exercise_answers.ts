/** Answers to the exercises, right and wrong, as files that somebody could hand in. */

import { build, type Plugin } from "esbuild";
import { answersIn } from "hb/grade/answers.ts";
import { mutantsOf } from "hb/grade/mutants.ts";
import { explainPart } from "hb/grade/report.ts";
import { gradePart, type Standing, type Suite } from "hb/grade/suite.ts";
import { asHandedIn, stubsOf } from "../../tools/grade/stubs.ts";
import { takeSubmission } from "../../tools/grade/submission.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

/** The texts of files, by their names. */
export type Files = Readonly<Record<string, string>>;

/** What a judgement says, as far as it must be the same everywhere. */
export interface Said {
  readonly number: number;
  readonly standing: Standing;
  readonly points: number;
  readonly words: string | undefined;
  readonly explanation: string;
}

/** The suite of an exercise. */
export async function suiteOf(slug: string): Promise<Suite<object>> {
  return (await import(`file://${root}/exercises/${slug}/suite.ts`)).suite;
}

/** The reference, with the files that it is made of. */
export async function solved(slug: string): Promise<Files> {
  const files: Record<string, string> = {};
  for await (const { name, isFile } of Deno.readDir(`${root}/solutions/${slug}`)) {
    if (!isFile || name === "mutants.ts") continue;
    files[name] = asHandedIn(await Deno.readTextFile(`${root}/solutions/${slug}/${name}`), slug);
  }
  return files;
}

/** The reference with the first bug that there is for a part; nothing where none was planted. */
export async function mutated(
  slug: string,
  name: string,
): Promise<{ readonly files: Files; readonly bug: string } | undefined> {
  const suite = await suiteOf(slug), solution = `${root}/solutions/${slug}`;
  const { mutants } = await import(`file://${solution}/mutants.ts`);
  const right = await answersIn(`file://${solution}`, suite);
  const mutant = mutantsOf(right, mutants).find(({ part }) => part === name);
  if (mutant === undefined) return undefined;
  const [bug] = Object.keys(mutants[name]),
    { file } = suite.parts.find((each) => each.name === name)!;
  const change = `mutants[${JSON.stringify(name)}][${JSON.stringify(bug)}]`;
  const entry = [
    `import { mutants } from "${solution}/mutants.ts";`,
    `import * as right from "${solution}/${file}";`,
    `export * from "${solution}/${file}";`,
    `export const ${name} = typeof ${change} === "function" ? ${change} : { ...right.${name}, ...${change} };`,
  ].join("\n");
  const { outputFiles } = await build({
    stdin: { contents: entry, loader: "ts", resolveDir: root },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    charset: "utf8",
    tsconfigRaw: {},
    plugins: [asOneFile(slug)],
  });
  return { files: { ...await solved(slug), [file]: outputFiles[0]!.text }, bug: bug! };
}

/** What is given and what answers may import stays outside; all else is in the file. */
function asOneFile(slug: string): Plugin {
  return {
    name: "as one file",
    setup(build) {
      build.onResolve(
        { filter: /^hb\// },
        ({ path }) =>
          path.startsWith("hb/model/") || path === "hb/grade/todo.ts"
            ? { path, external: true }
            : { path: `${root}/lib/${path.slice("hb/".length)}` },
      );
      build.onResolve({ filter: /\/exercises\// }, ({ path }) => ({
        path: path.replace(/^.*\/exercises\/[^/]*/, "."),
        external: path.includes(slug),
      }));
    },
  };
}

/** What the command says of some parts, in this process. */
export async function saidHere(
  slug: string,
  files: Files,
  parts: readonly number[],
): Promise<Said[]> {
  const suite = await suiteOf(slug), from = await Deno.makeTempDir();
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${from}/${name}`, text);
  }
  const { folder } = await takeSubmission(root, slug, suite.parts, from);
  try {
    const answers = await answersIn(`file://${folder}`, suite);
    return suite.parts.filter(({ number }) => parts.includes(number)).map((part) => {
      const result = gradePart(part, answers), { number, standing, points, words } = result;
      return { number, standing, points, words, explanation: explainPart(slug, result) };
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
    await Deno.remove(from, { recursive: true });
  }
}

/** The files as they are handed out. */
export async function handedOut(slug: string): Promise<Files> {
  const names = stubsOf(await suiteOf(slug));
  const texts = names.map((name) => Deno.readTextFile(`${root}/exercises/${slug}/${name}`));
  return Object.fromEntries((await Promise.all(texts)).map((text, i) => [names[i]!, text]));
}
