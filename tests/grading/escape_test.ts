/** Code under judgement that tries to reach what is not its business; it prints GOT where it succeeds. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { saidOf } from "./checked.ts";
import { judgePlanted } from "./planted.ts";

const solution = `${root}/solutions/01-replay/ticket.ts`;
const got = (expression: string) => `console.log("GOT", ${expression});`;

/** What is tried, the code, and what becomes of it: in its result, or in what it prints. */
const escapes: readonly (readonly [what: string, code: string, end: string])[] = [
  ["to import a solution", `import * as s from "${solution}";\n${got("s.ticket")}`, "read access"],
  [
    "to import a solution by a computed name",
    got(`await import(${JSON.stringify(solution)}.trim())`),
    "read access",
  ],
  [
    "to import a solution as text",
    got(`(await import("${solution}", { with: { type: "text" } })).default`),
    "read access",
  ],
  [
    "to read a solution in a module made of data",
    `const code = "export default Deno.readTextFileSync('${solution}')";
     ${got(`(await import("data:text/javascript," + code)).default`)}`,
    "read access",
  ],
  [
    "to read a solution in a module made of a blob",
    `const code = "export default Deno.readTextFileSync('${solution}')";
     const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
     ${got("(await import(url)).default")}`,
    "read access",
  ],
  [
    "to read a solution in a worker",
    `const code = "try { postMessage(Deno.readTextFileSync('${solution}')) } catch (e) { postMessage(e + '') }";
     const worker = new Worker("data:text/javascript," + code, { type: "module" });
     const said = await new Promise((resolve) => worker.onmessage = ({ data }) => resolve(data));
     console.log(String(said).includes("read access") ? "read access" : "GOT " + said);`,
    "read access",
  ],
  [
    "to read a solution through Node",
    `import { readFileSync } from "node:fs";\n${got(`readFileSync("${solution}")`)}`,
    "read access",
  ],
  ["to read the history", got(`[...Deno.readDirSync("${root}/.git")]`), "read access"],
  ["to read the machine", got(`Deno.readTextFileSync("/etc/passwd")`), "read access"],
  ["to read its process", got(`Deno.readFileSync("/proc/self/environ")`), "read"],
  ["to fetch", got(`await fetch("http://127.0.0.1:8099")`), "net access"],
  ["to open a socket", got(`new WebSocket("ws://127.0.0.1:8099")`), "net access"],
  ["to fetch a module", got(`await import("https://deno.land/std/version.ts")`), "import access"],
  ["to fetch a package", got(`await import("npm:left-pad@1.3.0")`), "does not have"],
  [
    "to fetch a package that is nowhere",
    got(`await import("npm:" + "no-such-package-left@1.0.0")`),
    "does not have",
  ],
  ["to load a library", got(`Deno.dlopen("libc.so.6", {})`), "ffi access"],
  [
    "to kill",
    `import process from "node:process";\n${got("process.kill(process.ppid, 0)")}`,
    "run",
  ],
  ["to look around", `import os from "node:os";\n${got("os.hostname()")}`, "sys access"],
  [
    "to inspect",
    `import { Session } from "node:inspector";\nnew Session().connect();`,
    "sys access",
  ],
  ["to leave a note", got(`localStorage.setItem("x", "1")`), "not defined"],
  ["to leave a page", got(`await caches.open("x")`), "not defined"],
];

for (const [what, code, end] of escapes) {
  Deno.test(`it is in vain ${what}`, async () => {
    const { result, printed } = await judgePlanted(`// deno-lint-ignore-file\n${code}`);
    assertEquals(result.standing, "wrong");
    assert(!printed.some((line) => line.startsWith("GOT")), printed.join("\n"));
    assertStringIncludes([result.words, ...printed].join("\n"), end);
  });
}

/** What takes too much: the code, and what is said of it. */
const floods: readonly (readonly [what: string, code: string, words: string])[] = [
  ["buffers", "for (const all = [];;) all.push(new Uint8Array(1e8).fill(1));", "of memory"],
  [
    "WebAssembly",
    `for (const all = [];;) {
       const memory = new WebAssembly.Memory({ initial: 4000 });
       new Uint8Array(memory.buffer).fill(1);
       all.push(memory);
     }`,
    "of memory",
  ],
  [
    "prints in one line",
    "const line = new Uint8Array(1e6).fill(65);\nfor (;;) Deno.stdout.writeSync(line);",
    "it printed more than 64 MB",
  ],
  [
    "a loop that cannot be caught",
    "for (;;) try { throw 1; } finally { continue; }",
    "did not finish within 4 s",
  ],
];

Deno.test("what it returns and takes too much to tell has no report, and the grader none the less", async () => {
  const { result } = await judgePlanted(
    `export const answer = () => ["x".repeat(1e7), "x".repeat(9e7)];`,
  );
  assertEquals([result.standing, result.unjudged], ["wrong", true]);
  assertStringIncludes(result.words ?? "", "or returned what takes as much to tell");
});

for (const [what, code, words] of floods) {
  Deno.test(`it is ended for ${what}`, async () => {
    const limitS = what.includes("loop") ? 4 : 20;
    const { result } = await judgePlanted(`// deno-lint-ignore-file\n${code}`, limitS);
    assertEquals(result.standing, "wrong");
    assertStringIncludes(result.words ?? "", words);
  });
}

/** What would go on when all has been judged; the result stands, and nobody waits. */
const loiterers = [
  "setInterval(() => {}, 1000);",
  `Promise.reject(new Error("later"));`,
  `new Worker("data:text/javascript,for(;;);", { type: "module" });`,
  `addEventListener("unload", () => { for (;;); });`,
  "const noise = new Uint8Array(1e6).fill(65); for (let i = 0; i < 100; i++) Deno.stderr.writeSync(noise);",
];

Deno.test("what goes on after the judgement changes nothing, and is not waited for", async () => {
  for (const code of loiterers) {
    const { result } = await judgePlanted(
      `${code}\nexport const answer = () => "done";`,
      60,
    );
    assertEquals(result.standing, "done", `${code}: ${result.words}`);
  }
});

Deno.test("prints move no cursor, and neither do words", async () => {
  const { result, printed } = await judgePlanted(
    `console.log("\\x1b[2J\\x1b[H100 of 100 points\\rX");
     export const answer = () => { throw new Error("\\x1b[2Jall done" + "x".repeat(1e6)); };`,
  );
  assertEquals(printed, ["[2J[H100 of 100 pointsX"]);
  assertStringIncludes(result.words ?? "", "[2Jall done");
  assert(!result.words!.includes("\x1b") && result.words!.length < 10_000);
});

/** What is refused before any compiler follows it: the text, and what is said of it. */
const refused: readonly (readonly [text: string, words: string])[] = [
  [`import "https://deno.land/std/version.ts";`, "not in the project"],
  [`import "npm:left-pad@1.3.0";`, "not in the project"],
  [`export * from "jsr:@std/path@1";`, "not in the project"],
  [`import z from "/dev/zero";`, "a path of this machine"],
  [`import p from "/etc/passwd" with { type: "text" };`, "a path of this machine"],
  [`type T = typeof import("/dev/zero");`, "a path of this machine"],
  [`type T = import("file:///etc/passwd").X;`, "a path of this machine"],
  [`/// <reference path="/etc/passwd" />`, "a path of this machine"],
  [`/// <reference types="npm:@types/node" />`, "not in the project"],
  [`// @deno-types="/etc/hosts"\nimport * as a from "@std/assert"; void a;`, "are elsewhere"],
  [`// @ts-types="https://esm.sh/x"\nimport * as a from "@std/assert"; void a;`, "are elsewhere"],
  [`import a = require("/etc/passwd"); void a;`, "a path of this machine"],
  [`import fs from "node:fs"; void fs;`, "a part of Node.js"],
  [`import "data:text/javascript,1";`, "no file"],
  [`import "./../../etc/x.ts";`, "outside of the exercise"],
  [`import "./%2e%2e/%2e%2e/x.ts";`, "outside of the exercise"],
  [`import "./suite/part.ts";`, "which judges them"],
  [`import { level } from "hb/check/levels.ts"; void level;`, "the book has for itself"],
  [`export * from "hb/check/levels.ts";`, "the book has for itself"],
  [`void import("hb/check/levels.ts");`, "the book has for itself"],
  [`void import("hb/check/" + "levels.ts");`, "an import must name its module"],
  ["void import(/* x */ `hb/check/levels.ts`);", "the book has for itself"],
  ["void import(`hb/${'check'}/levels.ts`);", "must name its module"],
  [`import x from "\\x1b[2J"; void x;`, `there is no "[2J" here`],
];

Deno.test("what an answer may not import is refused by name, before anything is opened", async () => {
  const said = await Promise.all(refused.map(([text]) => saidOf(text)));
  for (const [at, [text, words]] of refused.entries()) {
    assertStringIncludes(said[at] ?? "", words, text);
    assert(!said[at]!.includes("root:"), "no line of a file of the machine");
    assert(!said[at]!.includes("\x1b"), "no code for the terminal");
    assert(/ at all\.ts:\d+:\d+$/.test(said[at]!), said[at]);
  }
});

/** What lies in the folder and is no plain file of it. */
const strange: readonly (readonly [string, (path: string) => Promise<unknown>, string])[] = [
  ["a link out", (path) => Deno.symlink("/etc/passwd", path), "a link"],
  ["a link to a device", (path) => Deno.symlink("/dev/zero", path), "a link"],
  ["a pipe", (path) => new Deno.Command("mkfifo", { args: [path] }).output(), "no plain file"],
  ["a long file", (path) => Deno.writeTextFile(path, "//".repeat(600_000)), "longer than 1 MB"],
];

Deno.test("a link, a pipe, and a long file are not opened, imported or as the answer itself", async () => {
  for (const [what, make, words] of strange) {
    const imported = await saidOf(
      `import "./strange.ts";`,
      (folder) => make(`${folder}/strange.ts`),
    );
    assertStringIncludes(imported ?? "", words, what);
    const itself = await saidOf("", async (folder) => {
      await Deno.remove(`${folder}/all.ts`);
      await make(`${folder}/all.ts`);
    });
    assertStringIncludes(itself ?? "", words, what);
  }
});

Deno.test("a pipe that is written a byte a second is not waited for", async () => {
  let writer: Deno.ChildProcess | undefined;
  try {
    const said = await saidOf(`import "./slow.ts";`, async (folder) => {
      const path = `${folder}/slow.ts`;
      await new Deno.Command("mkfifo", { args: [path] }).output();
      const args = ["-c", 'while :; do printf x; sleep 1; done > "$0"', path];
      writer = new Deno.Command("sh", { args, stderr: "null" }).spawn();
    });
    assertStringIncludes(said ?? "", "no plain file");
  } finally {
    writer?.kill("SIGKILL");
    await writer?.status;
  }
});

Deno.test("what the compiler says of codes for the terminal has none", async () => {
  const said = await saidOf(`const word: number = "\x1b[2J\x1b[H100 of 100 points"; void word;`);
  assertStringIncludes(said ?? "", "[2J[H100 of 100 points");
  assert(!said!.includes("\x1b"));
});
