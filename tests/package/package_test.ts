/** The library as a package: what it offers, and that other projects can use it. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { committedFiles, root } from "../../tools/check/repository.ts";
import { exportsOf } from "../../tools/package/exports.ts";

const config = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));

async function deno(cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out: out!, error: error! };
}

Deno.test("the package offers what readers are shown: else run deno run -A tools/exports.ts", async () => {
  const textOf = (path: string) => Deno.readTextFileSync(`${root}/${path}`);
  assertEquals(config.exports, exportsOf(await committedFiles(), textOf));
});

Deno.test("what chapters and examples import is offered, and kits; tests and what only the house uses is not", () => {
  const texts: Record<string, string> = {
    "chapters/01-x.ipynb": String.raw`"import { a } from \"hb/a/shown.ts\";"`,
    "exercises/01-x/given.ts": `import "hb/a/given.ts";`,
    "lib/a/shown.ts": ` * import { b } from "hb/b/example.ts";`,
    "lib/a/given.ts": `import "../b/inner.ts";`,
    "lib/b/example.ts": `// from "hb/gone.ts"`,
    "lib/b/inner.ts": "",
    "lib/c/bugs.ts": ` * import { bugs } from "hb/c/bugs.ts";`,
    "lib/c/kit.ts": `import "./bugs.ts";`,
    "lib/kit/simulate.ts": "",
    "lib/b/inner_test.ts": `import "hb/b/inner.ts";`,
    "lib/notebook/grade.ts": ` * import { grade } from "hb/notebook/grade.ts";`,
    "tests/x_test.ts": `import "hb/b/inner.ts";`,
  };
  assertEquals(exportsOf(Object.keys(texts), (path) => texts[path]!), {
    "./a/given.ts": "./lib/a/given.ts",
    "./a/shown.ts": "./lib/a/shown.ts",
    "./b/example.ts": "./lib/b/example.ts",
    "./c/kit.ts": "./lib/c/kit.ts",
    "./kit/simulate.ts": "./lib/kit/simulate.ts",
  });
});

Deno.test("the library has the fast-check that the tests have", async () => {
  const text = await Deno.readTextFile(`${root}/lib/sim/arbitrary.ts`);
  assertStringIncludes(text, `"${config.imports["fast-check/unseeded"]}"`);
});

Deno.test("another project imports it by its name, and the examples read as they do here", async () => {
  const folder = await Deno.makeTempDir({ prefix: "package-" });
  try {
    const settings = {
      links: [root],
      imports: { "hb/": `jsr:/${config.name}@^${config.version}/` },
    };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(settings));
    await Deno.writeTextFile(
      `${folder}/main.ts`,
      `import { World } from "hb/sim/world.ts";
import type { Protocol } from "hb/model/protocol.ts";
type Message = { type: "hello" };
const greet: Protocol<{ greeted: number }, Message> = {
  start(io) {
    if (io.self === 0) io.send(1, { type: "hello" });
    return { greeted: 0 };
  },
  upon: {
    hello: (s) => {
      s.greeted++;
    },
  },
};
const world = new World({ protocol: greet, nodes: 2, seed: 1 });
world.run(10);
console.log(JSON.stringify(world.states));
`,
    );
    const { code, out, error } = await deno(folder, "run", "--check", "main.ts");
    assertEquals([code, out.trim()], [0, '[{"greeted":0},{"greeted":1}]'], error);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("it could be published as it is: no slow types, nothing missing", async () => {
  const { code, error } = await deno(root, "publish", "--dry-run", "--allow-dirty");
  assertEquals(code, 0, error);
  assert(!error.includes("_test.ts"), "tests are not part of the package");
});

const hasNode = await new Deno.Command("node", { args: ["--version"], stdout: "null" }).output()
  .then(({ success }) => success, () => false);

/** Modules that need Deno: sockets, disks and processes. */
const needsDeno = /^\.\/host\//;
/** Modules that import packages of npm, which this test does not install. */
const needsPackages =
  /^\.\/(?:figure|notebook|laboratory|link\/compress|sim\/arbitrary|security\/(?:adversary\/arbitrary|identity\/bls))/;

Deno.test({
  name: "as a package of npm, Node runs it",
  ignore: !hasNode,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "npm-" });
    try {
      const packed = await deno(root, "pack", "--allow-dirty", "--output", `${folder}/book.tgz`);
      assertEquals(packed.code, 0, packed.error);
      const home = `${folder}/node_modules/${config.name}`;
      await Deno.mkdir(home, { recursive: true });
      const untar = new Deno.Command("tar", {
        args: ["xzf", `${folder}/book.tgz`, "-C", home, "--strip-components=1"],
      });
      assert((await untar.output()).success);
      const { exports } = JSON.parse(await Deno.readTextFile(`${home}/package.json`));
      assertEquals(Object.keys(exports).sort(), Object.keys(config.exports).sort());
      const names = Object.keys(exports).filter((name) =>
        !needsDeno.test(name) && !needsPackages.test(name)
      ).map((name) => name.replace(".", config.name));
      assert(names.length > 50, "most modules need nothing");
      const script = `await Promise.all(${JSON.stringify(names)}.map((name) => import(name)));
const { World } = await import("${config.name}/sim/world.ts");
const upon = { hello: (s) => void s.greeted++ };
const start = (io) => (io.self === 0 && io.send(1, { type: "hello" }), { greeted: 0 });
const world = new World({ protocol: { start, upon }, nodes: 2, seed: 1 });
world.run(10);
console.log(JSON.stringify(world.states));
`;
      await Deno.writeTextFile(`${folder}/main.mjs`, script);
      const { success, stdout, stderr } = await new Deno.Command("node", {
        args: ["main.mjs"],
        cwd: folder,
      }).output();
      const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assertEquals([success, out!.trim()], [true, '[{"greeted":0},{"greeted":1}]'], error!);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
