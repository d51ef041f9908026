/** Judged code may import the packages of the project, and no others. @module */

/** What is said of code that imports another one. */
export const NO_SUCH_PACKAGE =
  "it imports a package that the project does not have: only those in deno.json can be imported";

/** Whether Deno ended with these words because it would have had to fetch a package, or to lock one. */
export function missesPackage(stderr: string): boolean {
  return /The lockfile is out of date|--cached-only is specified|Failed loading https?:/.test(
    stderr,
  );
}

/** An import of a module that is named by a registry or a host, and not by the project. */
const FOREIGN = /(?<=\b(?:from|import)\s*\(?\s*)(["'`])((?:npm|jsr|https?):[^"'`]*)\1/g;

/**
 * What is said of the files in `folder` when one of them `missesPackage`, in the words of the compiler and
 * with the place, as Deno names none.
 */
export async function foreignImport(root: string, folder: string): Promise<string> {
  const { imports }: { imports: Readonly<Record<string, string>> } = JSON.parse(
    await Deno.readTextFile(`${root}/deno.json`),
  );
  const known = Object.values(imports);
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const files = entries.filter(({ isFile, name }) => isFile && name.endsWith(".ts"));
  for (const { name } of files.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const lines = (await Deno.readTextFile(`${folder}/${name}`)).split("\n");
    for (const [at, line] of lines.entries()) {
      const found = [...line.matchAll(FOREIGN)].find(([, , module]) => !known.includes(module!));
      if (found === undefined) continue;
      const marks = `${" ".repeat(found.index)}${"~".repeat(found[0].length)}`;
      const place = `${name}:${at + 1}:${found.index + 1}`;
      return [`error: ${NO_SUCH_PACKAGE}`, line, marks, `    at ${place}`].join("\n");
    }
  }
  return `error: ${NO_SUCH_PACKAGE}`;
}
