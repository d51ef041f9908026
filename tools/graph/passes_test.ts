import { assertEquals } from "@std/assert";
import { passesOf } from "./passes.ts";

async function inFolder(use: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "passes-" });
  try {
    await use(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("a pass is kept by kind and name, and the last one counts", () =>
  inFolder(async (root) => {
    const unit = passesOf(root, "unit");
    assertEquals(await unit.read("lib/a_test.ts"), undefined);
    await unit.keep("lib/a_test.ts", { digest: "1", passed: 3 });
    await unit.keep("lib/a_test.ts", { digest: "2", passed: 4 });
    assertEquals(await unit.read("lib/a_test.ts"), { digest: "2", passed: 4 });
    assertEquals(await unit.read("lib/b_test.ts"), undefined);
    assertEquals(await passesOf(root, "whole").read("lib/a_test.ts"), undefined);
  }));

Deno.test("many passes kept at once are whole, and nothing else is left behind", () =>
  inFolder(async (root) => {
    const passes = passesOf(root, "unit");
    const names = Array.from({ length: 50 }, (_, i) => `lib/${i % 5}_test.ts`);
    await Promise.all(names.map((name, i) => passes.keep(name, { digest: `${i}`, passed: i })));
    for (const name of new Set(names)) {
      const pass = await passes.read(name);
      assertEquals(pass?.digest, `${pass?.passed}`);
    }
    assertEquals([...Deno.readDirSync(`${root}/.cache/passed/unit`)].length, 5);
  }));

Deno.test("a damaged record is no pass", () =>
  inFolder(async (root) => {
    const passes = passesOf(root, "unit");
    await passes.keep("x", { digest: "1", passed: 1 });
    for (const damaged of ["", "{", `{"digest":1,"passed":1}`, `{"digest":"1"}`]) {
      await Deno.writeTextFile(`${root}/.cache/passed/unit/x.json`, damaged);
      assertEquals(await passes.read("x"), undefined, damaged);
    }
  }));
