/**
 * The examples in the documentation of `lib/`, as modules. `deno test --doc` gives each a runtime of its own,
 * which takes far longer than they do. Lines stay where they are, so that what is said of line 43 of an
 * example is true of line 43 of its file.
 *
 * @module
 */

import { findImports } from "../../tangle/imports.ts";
import { emptyFolder } from "../../tangle/write.ts";
import { root } from "../repository.ts";

/** An example. */
export interface Example {
  /** The file that it documents, from the root. */
  readonly path: string;
  /** The line of its fence. */
  readonly line: number;
  /** Its code, with as many blank lines before it as there are lines in the file. */
  readonly code: string;
}

/** Where their modules are written. */
export const examplesFolder: string = `${root}/.cache/examples`;

/** The examples in a source file: blocks of `ts` in its documentation. */
export function examplesIn(path: string, source: string): Example[] {
  const examples: Example[] = [];
  let open: { readonly line: number; readonly code: string[] } | undefined;
  source.split("\n").forEach((text, i) => {
    if (open === undefined) {
      if (/^\s*\* ```ts\s*$/.test(text)) open = { line: i + 1, code: Array(i + 1).fill("") };
    } else if (/^\s*\* ```\s*$/.test(text)) {
      examples.push({ path, line: open.line, code: `${open.code.join("\n")}\nexport {};\n` });
      open = undefined;
    } else open.code.push(text.replace(/^\s*\* ?/, ""));
  });
  return examples;
}

/** What the examples import, as written. */
export function importsOf(examples: readonly Example[]): string[] {
  return examples.flatMap(({ code }) => findImports(code).map(({ specifier }) => specifier));
}

/** Writes the examples, each a module, and a test file for each file that they document. */
export async function writeExamples(examples: readonly Example[]): Promise<void> {
  await emptyFolder(root, examplesFolder);
  for (const [path, own] of Map.groupBy(examples, (example) => example.path)) {
    await Deno.mkdir(folderOf(`${examplesFolder}/${path}`), { recursive: true });
    const tests = own.map(({ line }) => {
      const name = JSON.stringify(`the example in line ${line}`);
      const module = JSON.stringify(`./${path.split("/").at(-1)}.${line}.ts`);
      return `Deno.test(${name}, async () => {\n  await import(${module});\n});\n`;
    });
    await Deno.writeTextFile(testOf(path), tests.join(""));
    for (const { line, code } of own) {
      await Deno.writeTextFile(`${examplesFolder}/${path}.${line}.ts`, code);
    }
  }
}

/** The test file of the examples of a file. */
export function testOf(path: string): string {
  return `${examplesFolder}/${path}.tests.ts`;
}

/** A text in which places in the modules are places in the files that they document. */
export function atHome(text: string): string {
  return text.replace(/(?:file:\/\/)?[^\s"'(]*\.cache\/examples\/(lib\/\S+?\.ts)\.\d+\.ts/g, "$1");
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
