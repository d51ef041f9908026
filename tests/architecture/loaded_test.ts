/**
 * Every module of `lib/` is loaded by some test whose lines are counted. Coverage refuses a module that none loads,
 * and only a run of every test measures it; what the imports say of it is known at once.
 */

import { assert, assertEquals } from "@std/assert";
import { runs } from "../../tools/check/coverage.ts";
import { isTest } from "../../tools/check/layers.ts";
import { loadedBy } from "../../tools/check/read_module.ts";
import { root, sourceFiles } from "../../tools/check/repository.ts";
import { uncounted } from "../../tools/check/steps.ts";
import { testFiles } from "../../tools/check/test_steps.ts";

const sources = new Map<string, string>();
for (const path of ["lib", "exercises", "solutions", "tests", "tools"].flatMap(sourceFiles)) {
  sources.set(path, Deno.readTextFileSync(`${root}/${path}`));
}
const counted = testFiles(["lib", "exercises", "tests"], uncounted);

/** What these files load, and what that loads, and so on. */
function loaded(starts: readonly string[]): Set<string> {
  const found = new Set(starts), open = [...starts];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const target of loadedBy(path, sources.get(path)!)) {
      if (!sources.has(target) || found.has(target)) continue;
      found.add(target);
      open.push(target);
    }
  }
  return found;
}

Deno.test("every module of lib/ that does something is loaded by a test whose lines are counted", () => {
  const known = loaded(counted);
  const never = [...sources].filter(([path, source]) =>
    path.startsWith("lib/") && !isTest(path) && !known.has(path) && runs(source)
  );
  assertEquals(never.map(([path]) => path), []);
});

Deno.test("a module that is imported for its types alone is not loaded", () => {
  const text =
    'import type { A } from "./a.ts";\nimport { b } from "./b.ts";\nexport type * from "./c.ts";';
  assertEquals(loadedBy("lib/x/y.ts", text), ["lib/x/b.ts"]);
  assert(!loaded(["lib/model/trace.ts"]).has("lib/sim/world.ts"));
});

/** The imports and the locked packages of a file with both. */
function packages(imports: string, lock: string) {
  const read = (path: string) => JSON.parse(Deno.readTextFileSync(`${root}/${path}`));
  const [given, { npm }] = [read(imports), read(lock)];
  return {
    imports: given.imports as Record<string, string>,
    locked: npm as Record<string, { integrity: string }>,
  };
}

Deno.test("a node in a process with the engines of npm finds its other packages as well, in the same versions", () => {
  const house = packages("deno.json", "deno.lock");
  const engines = packages("bench/storage/imports.json", "bench/storage/engines.lock");
  const wanted = [...loaded(["tools/cluster.ts"])].flatMap((path) =>
    loadedBy(path, sources.get(path)!).filter((target) =>
      !sources.has(target) && target in house.imports
    )
  );
  assert(wanted.includes("pako"), `${wanted}`);
  for (const name of new Set(wanted)) assertEquals(engines.imports[name], house.imports[name]);
  for (const [name, { integrity }] of Object.entries(engines.locked)) {
    assertEquals(house.locked[name]?.integrity ?? integrity, integrity, name);
  }
});
