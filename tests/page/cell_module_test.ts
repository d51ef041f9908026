import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { cellModule, LAST } from "../../site/run/cell_module.ts";
import { scriptOf } from "../../site/run/syntax.ts";
import { readNotebook } from "../../tools/notebook/mod.ts";
import { listChapters, repositoryRoot } from "../../tools/run/mod.ts";
import { codeCells } from "../../tools/tangle/module.ts";

/** A file that exports the module `hb/numbers.ts` under the name m0, as a chapter's file does. */
const file = "data:text/javascript," + encodeURIComponent(
  "const m0 = { one: 1, two: 2, default: 10 }; export { m0 };",
);

Object.assign(globalThis, {
  $pick: (module: Record<string, unknown>, name: string) => module[name],
});

/** Runs cells one after another, as the worker does, and returns what each exports. */
async function ran(...cells: readonly string[]): Promise<Record<string, unknown>[]> {
  const names = new Map<string, string>();
  const found: Record<string, unknown>[] = [];
  for (const source of cells) {
    const module = cellModule(scriptOf(source), {
      names,
      find: () => ({ address: file, name: "m0" }),
    });
    const address = `data:text/javascript,${encodeURIComponent(module.code)}`;
    found.push(await import(address));
    for (const name of module.names) names.set(name, address);
  }
  return found;
}

Deno.test("a cell sees what earlier ones have declared, in every way of declaring", async () => {
  const [, last] = await ran(
    `const a: number = 1; let b = 2; var c = 3;
     function d(): number { return 4; }
     class E { readonly is = 5; }
     const { f, g: [h], ...rest } = { f: 6, g: [7], i: 8 };
     interface Nothing { readonly x: number }`,
    `const all = [a, b, c, d(), new E().is, f, h, rest.i];`,
  );
  assertEquals(last!["all"], [1, 2, 3, 4, 5, 6, 7, 8]);
});

Deno.test("what a cell imports stays for those after it, though it uses nothing of it", async () => {
  const [, last] = await ran(
    `import { one, two as zwei } from "hb/numbers.ts";
     import ten, * as all from "hb/numbers.ts";
     import type { Never } from "hb/never.ts";`,
    `const sum = one + zwei + ten + all.two; const later = (await import("hb/numbers.ts")).two;`,
  );
  assertEquals([last!["sum"], last!["later"]], [15, 2]);
});

Deno.test("a cell that changes a name of an earlier one has it from then on", async () => {
  const [, second, third] = await ran(
    "let count = 1;",
    "count += 2; for (const each of [1]) count += each;",
    "const now = count;",
  );
  assertEquals([second!["count"], third!["now"]], [4, 4]);
});

Deno.test("a name may be declared again, and a local one of the same name is another", async () => {
  const [, second, third] = await ran(
    "const n = 1; let m = 1;",
    "const n = 2; const f = () => { let m = 5; m++; return m; }; const six = f();",
    "const both = [n, m];",
  );
  assertEquals(second!["six"], 6);
  assertEquals(third!["both"], [2, 1]);
});

Deno.test("the value of the last statement that has one is exported, as the kernel shows it", async () => {
  const values = await ran("1 + 1", "(2, 3);", "const x = 4; x * 2;\nconst y = 1;", "if (true) {}");
  assertEquals(values.map((each) => each[LAST]), [2, 3, 8, undefined]);
});

Deno.test("no line of a cell is moved, so that errors name the line that the reader sees", () => {
  const source = `import {
  one,
  two,
} from "hb/numbers.ts";
interface Long {
  readonly a: number;
}
const before = 1 as number;
enum Colour { Red, Green }
marked(before);`;
  const { code } = cellModule(scriptOf(source), {
    names: new Map([["marked", "data:text/javascript,"]]),
    find: () => ({ address: file, name: "m0" }),
  });
  const line = (text: string) => text.split("\n").findIndex((each) => each.includes("marked(be"));
  assertEquals(line(code), line(source));
});

Deno.test("what is no program is told with its line", () => {
  const error = assertThrows(() => scriptOf("const a = 1;\nconst b = ;\n"), SyntaxError);
  assertEquals((error as SyntaxError & { line?: number }).line, 2);
  const types = assertThrows(() => scriptOf("const a: = 1;"), SyntaxError);
  assertEquals((types as SyntaxError & { line?: number }).line, 1);
  assertStringIncludes(types.message, "nexpected");
});

Deno.test("every cell of the book can be read, and all that it uses of earlier ones is found", async () => {
  let cells = 0;
  for (const { path } of await listChapters(repositoryRoot)) {
    const known = new Set<string>();
    for (const { source, id } of codeCells(await readNotebook(path))) {
      const script = scriptOf(source);
      for (const name of script.declared) known.add(name);
      assert(script.text.split("\n").length >= source.split("\n").length, id);
      cells++;
    }
  }
  assert(cells > 500);
});
