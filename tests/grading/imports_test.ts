/** What answers may import. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { saidOf } from "./checked.ts";

Deno.test("what an own file imports is looked at, too, and a given one may import what it likes", async () => {
  const text = `import { help } from "./help/help.ts"; void help;`;
  const helping = (more: string) => async (folder: string) => {
    await Deno.mkdir(`${folder}/help`);
    await Deno.writeTextFile(`${folder}/help/help.ts`, `${more}\nexport const help = 1;`);
    const given = `export { level } from "hb/check/levels.ts";`;
    await Deno.writeTextFile(`${folder}/given.ts`, given);
  };
  const wrong = await saidOf(text, helping(`export * from "hb/check/levels.ts";`));
  assertStringIncludes(wrong ?? "", "help/help.ts:1:15");
  const all = [
    `import type { LevelName } from "hb/check/levels.ts";`,
    `import { clone } from "hb/model/clone.ts";`,
    `import { after } from "hb/clocks/interval.ts";`,
    `import { assert } from "@std/assert";`,
    `import { level } from "../given.ts";`,
    `// It says import("./help.ts") in a comment.`,
    `export const used: LevelName[] = []; void [clone, after, assert, level];`,
  ];
  assertEquals(await saidOf(text, helping(all.join("\n"))), undefined);
});
