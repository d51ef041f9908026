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

Deno.test("passes are kept by kind and name, the last one first, and not without end", () =>
  inFolder(async (root) => {
    const unit = passesOf(root, "unit");
    assertEquals(await unit.read("lib/a_test.ts"), []);
    await unit.keep("lib/a_test.ts", { digest: "1", passed: 3 });
    await unit.keep("lib/a_test.ts", { digest: "2", passed: 4 });
    await unit.keep("lib/a_test.ts", { digest: "1", passed: 3 });
    assertEquals(await unit.read("lib/a_test.ts"), [
      { digest: "1", passed: 3 },
      { digest: "2", passed: 4 },
    ]);
    for (let i = 0; i < 20; i++) await unit.keep("lib/a_test.ts", { digest: `${i}`, passed: i });
    const kept = await unit.read("lib/a_test.ts");
    assertEquals([kept.length, kept[0]?.digest], [8, "19"]);
    assertEquals(await unit.read("lib/b_test.ts"), []);
    assertEquals(await passesOf(root, "whole").read("lib/a_test.ts"), []);
  }));

Deno.test("many passes kept at once are whole, and nothing else is left behind", () =>
  inFolder(async (root) => {
    const passes = passesOf(root, "unit");
    const names = Array.from({ length: 50 }, (_, i) => `lib/${i % 5}_test.ts`);
    await Promise.all(names.map((name, i) => passes.keep(name, { digest: `${i}`, passed: i })));
    for (const name of new Set(names)) {
      const [pass] = await passes.read(name);
      assertEquals(pass!.digest, `${pass!.passed}`);
    }
    assertEquals([...Deno.readDirSync(`${root}/.cache/passed/unit`)].length, 5);
  }));

Deno.test("a damaged record is no pass", () =>
  inFolder(async (root) => {
    const passes = passesOf(root, "unit");
    await passes.keep("x", { digest: "1", passed: 1 });
    for (
      const damaged of ["", "[", `[{"digest":1,"passed":1}]`, `[{"digest":"1"}]`, "[null]", "3"]
    ) {
      await Deno.writeTextFile(`${root}/.cache/passed/unit/x.json`, damaged);
      assertEquals(await passes.read("x"), [], damaged);
    }
  }));
