import { assert, assertEquals, assertRejects } from "@std/assert";
import { main } from "../explore.ts";
import { UsageError } from "../command/usage_error.ts";
import { exportsOf } from "../kits/exports_of.ts";
import { ownOf } from "./own.ts";

const root = new URL("../..", import.meta.url).pathname;

/** Runs a function on a file of one's own, which is gone afterwards. */
async function withFile(text: string, run: (file: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/own.ts`;
    await Deno.writeTextFile(file, text);
    await run(file);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What the command prints of a file, and its exit code. */
async function explored(file: string, ...args: string[]): Promise<[number, string]> {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => void lines.push(line);
  try {
    return [await main([file, ...args]), lines.join("\n")];
  } finally {
    console.log = log;
  }
}

const lights = `export const model = {
  name: "lights",
  initial: () => [{ on: 0 }],
  actions: [{ name: "switch on", next: ({ on }) => on < 2 ? { on: on + 1 } : undefined }],
  always: { "one at most": ({ on }) => on <= 1 },
  final: () => false,
};`;

Deno.test("a model of one's own is explored, and the way to what breaks is shown", async () => {
  await withFile(lights, async (file) => {
    const [code, out] = await explored(file);
    assertEquals(code, 1);
    assert(out.includes('always: "one at most" is violated\n     0  at first on = 0\n'), out);
    assert(out.includes("     2  switch on: on = 2"), out);
    assert(out.includes("deadlock: nothing leads on from here"), out);
    assertEquals((await explored(file, "--max-depth", "1"))[0], 2);
  });
});

Deno.test("a protocol of one's own is explored as a model", async () => {
  const text = `export const model = {
    name: "greeting",
    nodes: 2,
    lossy: true,
    protocol: {
      start(io) { if (io.self === 0) io.send(1, { type: "hello" }); return { greeted: false }; },
      upon: { hello(s) { s.greeted = true; } },
    },
    leadsTo: { greeted: { to: ({ states }) => states[1]?.greeted === true } },
  };`;
  await withFile(text, async (file) => {
    const [code, out] = await explored(file);
    assertEquals(code, 1);
    assert(out.includes("hello from node 0 to node 1 is lost"), out);
  });
});

const bad: readonly (readonly [what: string, text: string, told: string])[] = [
  [
    "gives its properties a name that nobody knows",
    lights.replace("always", "invariants"),
    "given invariants",
  ],
  ["exports nothing", "", 'must export a model under the name "model"'],
  ["exports something else", "export const model = 3;", "a model that is a number"],
  ["exports half a model", "export const model = { name: 'x' };", "a model with name"],
  ["throws", "throw new Error('not today');", "not today"],
  ["is none", "this is no module", "the file must be a module that can be loaded"],
  [
    "imports what is not there",
    "import './nowhere.ts';",
    "the file must be a module that can be loaded",
  ],
];

for (const [what, text, told] of bad) {
  Deno.test(`a file that ${what} is refused in one line`, async () => {
    await withFile(text, async (file) => {
      const { message } = await assertRejects(() => ownOf("explore", file), UsageError);
      assert(message.startsWith("Cannot explore because "), message);
      assert(message.includes(told), message);
      assertEquals(message.split("\n").length, 1);
    });
  });
}

Deno.test("a file that does not end to load is given up", async () => {
  await withFile("for (;;);", async (file) => {
    const { message } = await assertRejects(() => exportsOf("explore", file, 1500), UsageError);
    assert(message.includes("within 1.5 s"), message);
  });
});

Deno.test("what is no file, or a folder, is refused", async () => {
  const refused = (name: string) => assertRejects(() => ownOf("explore", name), UsageError);
  assert((await refused("./nowhere.ts")).message.includes("the file must exist"));
  assert((await refused(root)).message.includes("a folder"));
});

Deno.test("an action that throws is told with the way there", async () => {
  const text = lights.replace("({ on }) => on < 2", "({ on }) => on === 1 ? on.off() : on < 2");
  await withFile(text, async (file) => {
    const { message } = await assertRejects(() => explored(file), Error);
    assert(message.includes('action "switch on" must not throw: given TypeError'), message);
    assert(message.endsWith("     0  at first\n     1  switch on"), message);
  });
});
