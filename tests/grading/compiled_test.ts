import { assertEquals, assertStringIncludes } from "@std/assert";
import { compiled } from "../../tools/grade/compiled.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { names } from "./fixture/answers.ts";

const exercise = new URL("fixture", import.meta.url).href;
/** The first three answers of the fixture, each in a file of its own. */
const stubs = names.slice(0, 3).map((name, i) => ({ name, file: `${"abc"[i]}.ts` }));
const right = (name: string) => `export const ${name} = () => "done";\n`;

/** What the compiler says of these files, those that answer a part being right where nothing else is said. */
async function said(files: Readonly<Record<string, string>>) {
  const folder = await Deno.makeTempDir();
  try {
    const answers = Object.fromEntries(stubs.map(({ name, file }) => [file, right(name)]));
    for (const [file, text] of Object.entries({ ...answers, ...files })) {
      await Deno.writeTextFile(`${folder}/${file}`, text);
    }
    return await compiled("99-fixture", { root, exercise, folder, stubs, given: ["given.ts"] });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const [a, b, c] = names;

Deno.test("files that compile are not refused", async () => {
  assertEquals(await said({}), { refused: {} });
});

Deno.test("a type error keeps those from being judged that need its file, and is told with file and line", async () => {
  const { refused, errors } = await said({
    "b.ts": `\nexport const ${b} = 1;`,
    "c.ts": `import { help } from "./help.ts";\nexport const ${c} = help;`,
    "help.ts": 'export const help = (): string => 5;\nexport const more: number = "5";',
  });
  assertEquals(Object.keys(refused), ["b.ts", "c.ts"]);
  assertStringIncludes(refused["b.ts"]!, "b.ts:2:14: type error: Type 'number'");
  assertStringIncludes(refused["c.ts"]!, "help.ts:1:");
  assertStringIncludes(errors!, "TS2322");
});

Deno.test("a syntax error hides what is wrong in other files no longer than until they are tried without it", async () => {
  const { refused } = await said({
    "a.ts": `export const ${a} = ((;\n`,
    "b.ts": `export const ${b} = "done";`,
  });
  assertEquals(Object.keys(refused).sort(), ["a.ts", "b.ts"]);
  assertStringIncludes(refused["a.ts"]!, "a.ts:1:");
  assertStringIncludes(refused["b.ts"]!, "b.ts:1:14: type error");
});

Deno.test("an import that is refused keeps its own file from being judged", async () => {
  const { refused } = await said({
    "c.ts": `import "hb/clocks/lamport.ts";\n${right(c!)}`,
  });
  assertEquals(Object.keys(refused), ["c.ts"]);
  assertStringIncludes(refused["c.ts"]!, "c.ts:1:8: import: it imports");
});

Deno.test("what is wrong in what all import keeps all from being judged", async () => {
  const uses = (name: string) => `import { n } from "./given.ts";\nexport const ${name} = () => n;`;
  const { refused } = await said({
    ...Object.fromEntries(stubs.map(({ name, file }) => [file, uses(name)])),
    "given.ts": "export const n: string = 1;",
  });
  assertEquals(Object.keys(refused), ["a.ts", "b.ts", "c.ts"]);
});

Deno.test("of a submission with a file that does not compile all other parts are judged", async () => {
  const folder = await Deno.makeTempDir(), json = `${folder}/result.json`;
  try {
    const save = await Deno.readTextFile(`${root}/exercises/10-raft/save.ts`);
    await Deno.writeTextFile(`${folder}/save.ts`, save.replace(/todo\("[^"]*"\)/, "5"));
    await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "tools/grade.ts", "10", "--submission", folder],
        ...["--seeds", "1", "--json", json],
      ],
      cwd: root,
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    }).output();
    const [{ parts }] = JSON.parse(await Deno.readTextFile(json));
    const [other, own] = [3, 14].map((n) =>
      parts.find((each: { number: number }) => each.number === n)
    );
    assertEquals([other.standing, own.unjudged], ["not done yet", true]);
    assertStringIncludes(own.words, "save.ts:16:35: type error: Type 'number'");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
