/** Imports in `lib/` point only downwards, and the library is a world without a clock. */

import { assert, assertEquals } from "@std/assert";
import { findCycle } from "../../tools/check/cycles.ts";
import { approximationProblems, clockProblems } from "../../tools/check/determinism.ts";
import { floors, importProblems, isTest, type Module } from "../../tools/check/layers.ts";
import { readModule } from "../../tools/check/read_module.ts";
import { root, sourceFiles } from "../../tools/check/repository.ts";

/** The most lines of one file of `lib/`; the house rule is about 200. */
const mostLines = 250;

const sources = await Promise.all(
  sourceFiles("lib").map(async (path) => ({
    path,
    source: await Deno.readTextFile(`${root}/${path}`),
  })),
);
const modules = sources.map(({ path, source }) => readModule(path, source));

Deno.test("the library was read", () => {
  const clone = modules.find(({ path }) => path === "lib/model/compare.ts");
  assertEquals(clone?.imports, ["lib/model/encode.ts"]);
});

Deno.test("imports in lib/ point only downwards", () => {
  assertEquals(importProblems(modules), []);
});

Deno.test("no modules of lib/ import each other in a circle", () => {
  assertEquals(findCycle(modules), undefined);
});

Deno.test("nothing in lib/ outside host/ reads a clock or draws a number of its own", () => {
  const bound = sources.filter(({ path }) => !isTest(path));
  assertEquals(bound.flatMap(({ path, source }) => clockProblems(path, source)), []);
});

Deno.test("nothing in lib/ leaves its last bits to the engine", () => {
  const bound = sources.filter(({ path }) => !isTest(path));
  assertEquals(bound.flatMap(({ path, source }) => approximationProblems(path, source)), []);
});

Deno.test(`no file of lib/ is longer than ${mostLines} lines`, () => {
  const long = sources.map(({ path, source }) => ({ path, lines: source.split("\n").length - 1 }))
    .filter(({ lines }) => lines > mostLines);
  assertEquals(long, []);
});

/** A module of `lib/` with one import, planted to be found. */
function planted(path: string, target: string): Module[] {
  return [{ path, imports: [target] }];
}

const bad: readonly (readonly [string, string, string])[] = [
  ["lib/model/x.ts", "lib/sim/world.ts", "sim is not below model"],
  ["lib/codec/x.ts", "lib/clocks/hybrid.ts", "clocks is not below codec"],
  ["lib/consensus/raft/raft.ts", "lib/replication/chain.ts", "replication is not below consensus"],
  ["lib/check/x.ts", "lib/sim/world.ts", "sim is not below check"],
  ["lib/sim/x.ts", "lib/consensus/raft/raft.ts", "may know none"],
  ["lib/host/x.ts", "lib/replication/abd.ts", "may know none"],
  ["lib/check/x.ts", "lib/stream/log.ts", "may know none"],
  ["lib/kit/x.ts", "lib/consensus/raft/raft.ts", "may know none"],
  ["lib/consensus/raft/raft.ts", "lib/sim/world.ts", "only its kit imports sim"],
  ["lib/clocks/hybrid.ts", "lib/kit/kit.ts", "only its kit imports kit"],
  ["lib/figure/x.ts", "lib/notebook/show.ts", "nobody in lib/ imports notebook"],
  ["lib/figure/x.ts", "lib/grade/suite.ts", "nobody in lib/ imports grade"],
  ["lib/grade/x.ts", "lib/notebook/show.ts", "nobody in lib/ imports notebook"],
  ["lib/model/x.ts", "@std/assert", "nothing from JSR"],
  ["lib/model/x.ts", "jsr:@std/assert@1", "nothing from JSR"],
  ["lib/model/x.ts", "lib/model/x_test.ts", "only tests import tests"],
  ["lib/model/x.ts", "tools/run.ts", "no file outside itself"],
  ["lib/model/x.ts", "../../../x.ts", "no file outside itself"],
  ["lib/utils/x.ts", "lib/model/clone.ts", "stands on no floor"],
  ["lib/figure/x.ts", "lib/utils/x.ts", "stands on no floor"],
  ["lib/mod.ts", "lib/model/clone.ts", "stands on no floor"],
];

for (const [path, target, why] of bad) {
  Deno.test(`it is found when ${path} imports ${target}`, () => {
    const problems = importProblems(planted(path, target));
    assertEquals(problems.length, 1);
    assert(problems[0]!.includes(why), problems[0]);
  });
}

Deno.test("what the plan allows is allowed", () => {
  const good: Module[] = [
    { path: "lib/model/x.ts", imports: ["lib/model/clone.ts", "fast-check", "node:util", "npm:x"] },
    { path: "lib/host/x.ts", imports: ["lib/storage/wal.ts", "lib/codec/frame.ts"] },
    { path: "lib/consensus/raft/storms.ts", imports: ["lib/sim/random.ts", "lib/kit/kit.ts"] },
    { path: "lib/rpc/kit/labels.ts", imports: ["lib/kit/kit.ts"] },
    { path: "lib/notebook/x.ts", imports: ["lib/figure/chart.ts", "lib/grade/suite.ts"] },
    { path: "lib/model/x_test.ts", imports: ["@std/assert", "lib/sim/world.ts"] },
  ];
  assertEquals(importProblems(good), []);
  assertEquals(new Set(floors.flat()).size, floors.flat().length);
});

Deno.test("a circle is found, through any number of modules, and drawn", () => {
  const ring: Module[] = [
    { path: "a", imports: ["b"] },
    { path: "b", imports: ["d", "c"] },
    { path: "c", imports: ["b"] },
    { path: "d", imports: [] },
  ];
  assertEquals(findCycle(ring), ["b", "c", "b"]);
  assertEquals(findCycle(ring.filter(({ path }) => path !== "c")), undefined);
  assertEquals(findCycle([{ path: "a", imports: ["a"] }]), ["a", "a"]);
});

Deno.test("every form of import is read, and comments and texts are not", () => {
  const source = [
    `import a from "./a.ts";`,
    `import type { B } from "../sim/b.ts";`,
    `import "hb/model/c.ts";`,
    `export * from "npm:d";`,
    `export { e } from "/lib/e.ts";`,
    `const f = await import("./f.ts");`,
    `type G = import("./g.ts").G;`,
    `type H = typeof import("./h.ts");`,
    `const i = await import(f);`,
    `import j from "../../../j.ts";`,
    `// import x from "./x.ts";`,
    "const text = `import y from './y.ts'`;",
    `export { text };`,
  ].join("\n");
  assertEquals(readModule("lib/model/m.ts", source).imports.toSorted(), [
    "../../../j.ts",
    "an expression",
    "lib/e.ts",
    "lib/model/a.ts",
    "lib/model/c.ts",
    "lib/model/f.ts",
    "lib/model/g.ts",
    "lib/model/h.ts",
    "lib/sim/b.ts",
    "npm:d",
  ]);
});

Deno.test("every way to a clock or to chance is found, and harmless code is not", () => {
  const banned = [
    "Math.random()",
    "const draw = Math.random;",
    "globalThis.Math.random()",
    "Date.now()",
    "performance.now()",
    "new Date()",
    "Date()",
    "setTimeout(() => {}, 1)",
    "globalThis.setInterval(() => {}, 1)",
    "crypto.randomUUID()",
  ];
  for (const code of banned) {
    assertEquals(clockProblems("lib/sim/x.ts", `\n${code}`).length, 1, code);
  }
  const harmless = `new Date(0); Math.floor(1); world.now(); // Math.random()\n"Date.now()";`;
  assertEquals(clockProblems("lib/sim/x.ts", harmless), []);
  assertEquals(clockProblems("lib/sim/x.ts", "\n\nDate.now()"), ["lib/sim/x.ts:3 uses Date.now"]);
  const real = "setTimeout(() => {}, Date.now())";
  assertEquals(clockProblems("lib/host/x.ts", real), []);
  assertEquals(clockProblems("lib/notebook/x.ts", real), ["lib/notebook/x.ts:1 uses Date.now"]);
});

Deno.test("every function whose last bits are the engine's is found, and exact ones are not", () => {
  const found = [
    "Math.exp(1)",
    "xs.map(Math.log10)",
    "globalThis.Math.cos(1)",
    "Math.pow(x, y)",
    "Math.hypot(x, y)",
    "const { log } = Math",
    "x ** y",
    "x ** 0.5",
    "x ** 3",
    "10 ** n",
    "10 ** 23",
    "0.1 ** 3",
    "2 ** (-age / halfLife)",
    "2 ** 0.5",
    "x **= 2",
  ];
  for (const code of found) {
    assertEquals(approximationProblems("lib/sim/x.ts", `\n${code}`).length, 1, code);
    assertEquals(approximationProblems("lib/model/real/x.ts", code), []);
    assertEquals(approximationProblems("lib/figure/x.ts", code), []);
  }
  const exact =
    "Math.sqrt(2); Math.floor(x); x ** 2; 2 ** n; 2 ** (n - 1); 2 ** -n; 10 ** 6; 10n ** n; // x ** y";
  assertEquals(approximationProblems("lib/sim/x.ts", exact), []);
  assertEquals(approximationProblems("lib/host/x.ts", "\nMath.sin(x)"), [
    "lib/host/x.ts:2 uses Math.sin: its last bits are the engine's; lib/model/real has one that is the same on all",
  ]);
});
