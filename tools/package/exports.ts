/** Which modules of `lib/` a package of it offers: those that the book shows to its readers, and kits. @module */

import { isTest } from "../check/layers.ts";

/** A module as readers import it. */
const imported = /["'\\](?:hb\/|@happens-before\/book\/)([a-z_\/0-9]+\.ts)\b/g;

/**
 * Modules that only make sense inside of this repository; and the bugs and small instances of protocols,
 * which others find in the kit. Their types are their literal names, and a package must write its types out.
 */
const ofTheHouse = /^notebook\/(?:grade(?:\/.*)?|quote)\.ts$|\/(?:bugs|instances)\.ts$/;

/** The kits of protocols, and what takes any. */
const ofKits = /^lib\/kit\/|\/kit\.ts$/;

/** Where readers see imports: in chapters, in exercises, and in the examples of the library. */
const shown = /^(?:chapters|exercises|lib|solutions)\/.*\.(?:ts|ipynb|md)$/;

/** The exports of the package: `./model/plain.ts` is what `hb/model/plain.ts` is here. */
export function exportsOf(
  files: readonly string[],
  textOf: (path: string) => string,
): Record<string, string> {
  const modules = new Set(files.filter((path) => /^lib\/.*\.ts$/.test(path) && !isTest(path)));
  const names = new Set(
    [...modules].filter((path) => ofKits.test(path)).map((path) => path.slice(4)),
  );
  for (const path of files.filter((path) => shown.test(path) && !isTest(path))) {
    for (const [, name] of textOf(path).matchAll(imported)) names.add(name!);
  }
  const offered = [...names].filter((name) => modules.has(`lib/${name}`) && !ofTheHouse.test(name));
  return Object.fromEntries(offered.sort().map((name) => [`./${name}`, `./lib/${name}`]));
}
