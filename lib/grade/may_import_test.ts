import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Importable, importsSeenIn, resolvedIn, whyNotImport } from "./may_import.ts";

const exercise: Importable = { given: ["events.ts"], mayImport: ["hb/clocks/hourglass.ts"] };
const why = (specifier: string, onlyTypes = false, path = "clock.ts") =>
  whyNotImport(path, { specifier, onlyTypes }, exercise);

Deno.test("an answer may import its own files, what is given, some of the library, and packages", () => {
  const all = ["./events.ts", "./help/more.ts", "hb/model/copies.ts", "hb/grade/todo.ts"];
  for (const specifier of [...all, "hb/clocks/hourglass.ts", "@std/assert", "fast-check"]) {
    assertEquals(why(specifier), undefined);
  }
  assertEquals(why("../events.ts", false, "help/more.ts"), undefined);
});

Deno.test("types of the library may be imported, whatever they are of", () => {
  assertEquals(why("hb/check/judge.ts", true), undefined);
  assertStringIncludes(why("hb/check/judge.ts")!, "which the book has for itself");
});

Deno.test("what else is imported is refused by its name and with its reason", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["hb/check/judge.ts", "the book has for itself"],
    ["hb/clocks/pendulum.ts", "the book has for itself"],
    ["hb/model/../check/judge.ts", "not how the library is named"],
    ["hb/exercises/01-replay/suite.ts", "another's"],
    ["../02-time/suite.ts", "outside of the exercise"],
    ["./../../lib/check/judge.ts", "outside of the exercise"],
    ["./suite.ts", "judges them"],
    ["./suite/compare.ts", "judges them"],
    ["./help/../suite/compare.ts", "judges them"],
    ["/etc/passwd", "a path of this machine"],
    ["C:\\secrets.ts", "a path of this machine"],
    ["file:///dev/zero", "a path of this machine"],
    ["FILE:///dev/zero", "a path of this machine"],
    ["https://deno.land/x.ts", "not in the project"],
    ["npm:left-pad@1.3.0", "not in the project"],
    ["jsr:@std/path", "not in the project"],
    ["node:fs", "Node.js"],
    ["data:text/javascript,1", "no file"],
    ["blob:null/1", "no file"],
  ];
  for (const [specifier, words] of cases) {
    assertStringIncludes(why(specifier) ?? "", `it imports "${specifier}", which`);
    assertStringIncludes(why(specifier)!, words);
    assertStringIncludes(why(specifier)!, "hb/clocks/hourglass.ts");
  }
});

Deno.test("a path is resolved as a module's is, and never leaves its folder", () => {
  assertEquals(resolvedIn("a/b.ts", "../c.ts?x#y"), "c.ts");
  assertEquals(resolvedIn("b.ts", "./a/../c.ts"), "c.ts");
  assertEquals(resolvedIn("b.ts", "./../c.ts"), undefined);
  assertEquals(resolvedIn("a/b.ts", "./%2e%2e/%2e%2e/c.ts"), undefined);
  assertEquals(resolvedIn("b.ts", "./%zz.ts"), undefined);
  assertEquals(resolvedIn("b.ts", "http://["), undefined);
});

Deno.test("imports are seen in all their forms", () => {
  const source = `import a from "1";
import { b, type c } from '2';
import type { d } from "3";
import * as e from "4";
export * from "5";
export { f } from "6";
import "7";
// import "no";
/* import "no"; */
const g = await import("8");
type H = typeof import("9");
import {
  i,
} from "10";`;
  const seen = importsSeenIn(source);
  const names = ["1", "2", "3", "4", "5", "6", "7", "10", "8", "9"];
  assertEquals(seen.map(({ specifier }) => specifier), names);
  const types = seen.filter(({ onlyTypes }) => onlyTypes).map(({ specifier }) => specifier);
  assertEquals(types, ["3", "9"]);
});
