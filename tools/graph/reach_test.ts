import { assert } from "@std/assert";
import { reachesOut } from "./reach.ts";

Deno.test("whatever a module can reach the outside by is seen", () => {
  const outward = [
    `await Deno.readTextFile("x")`,
    `new Deno.Command("x")`,
    `Deno . open("x")`,
    `Deno["open"]("x")`,
    `const { open } = Deno;`,
    `await fetch(url)`,
    `new Worker(url)`,
    `import { readFileSync } from "node:fs";`,
    `import { readFile } from "node:fs/promises";`,
    `await import(name)`,
    "await import(`./${name}.ts`)",
  ];
  for (const source of outward) assert(reachesOut(source), source);
});

Deno.test("tests, errors and imports of a literal name stay inside", () => {
  const inward = [
    `Deno.test("x", () => {});`,
    `Deno.test.ignore("x", () => {});`,
    `error instanceof Deno.errors.NotFound`,
    `const { f } = await import("./f.ts");`,
    `import { inspect } from "node:util";`,
    `// the Deno kernel`,
    `prefetch(x)`,
  ];
  for (const source of inward) assert(!reachesOut(source), source);
});
