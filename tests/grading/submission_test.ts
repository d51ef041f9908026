import { assertEquals, assertStringIncludes } from "@std/assert";
import { handedInText } from "../../tools/grade/handed_in.ts";
import { takeSubmission } from "../../tools/grade/submission.ts";
import { asHandedIn } from "../../tools/grade/stubs.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

/** The files of a submission, by their paths. */
const files: Readonly<Record<string, string>> = {
  "ticket.ts":
    `import { help } from "./help/more.ts";\nimport type { State } from "./office.ts";\n`,
  "help/more.ts":
    `export * from "../own.ts";\nimport data from "./data.json" with { type: "json" };\n`,
  "help/data.json": "{}",
  "own.ts": `import "./suite/rules.ts";\nimport "./gone.ts";\nimport "../../outside.ts";\n`,
  "office.ts": "// changed",
  "suite/rules.ts": "// changed",
  "unused.ts": "// nobody imports it",
};
const stubs = [{ name: "ticket", file: "ticket.ts" }, { name: "register", file: "register.ts" }];

for (const within of ["", "exercises/01-replay/"]) {
  Deno.test(`files that answers import are taken along, and no others: ${within || "alone"}`, async () => {
    const from = await Deno.makeTempDir();
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(`${from}/${within}${path}`.replace(/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${from}/${within}${path}`, text);
    }
    const { folder, missing } = await takeSubmission(root, "01-replay", stubs, from);
    try {
      const read = (path: string) => Deno.readTextFile(`${folder}/${path}`).catch(() => undefined);
      for (const path of ["ticket.ts", "help/more.ts", "help/data.json", "own.ts"]) {
        assertEquals(await read(path), files[path], path);
      }
      assertEquals(await read("unused.ts"), undefined);
      for (const path of ["office.ts", "suite/rules.ts"]) {
        const ours = await Deno.readTextFile(`${root}/exercises/01-replay/${path}`);
        assertEquals(await read(path), ours, `${path} is the project's`);
      }
      assertEquals(missing, ["register.ts", "gone.ts"]);
      assertStringIncludes(`${await read("register.ts")}`, "register.ts was not handed in");
    } finally {
      await Deno.remove(folder, { recursive: true });
      await Deno.remove(from, { recursive: true });
    }
  });
}

Deno.test("a file that is a link, or behind one, or a pipe, is not taken along", async () => {
  const from = await Deno.makeTempDir(), elsewhere = await Deno.makeTempDir();
  await Deno.writeTextFile(`${elsewhere}/secret.ts`, "// secret");
  await Deno.symlink(`${elsewhere}/secret.ts`, `${from}/link.ts`);
  await Deno.symlink(elsewhere, `${from}/behind`);
  await new Deno.Command("mkfifo", { args: [`${from}/pipe.ts`] }).output();
  const names = ["link.ts", "behind/secret.ts", "pipe.ts"];
  const text = names.map((name) => `import "./${name}";\n`).join("");
  await Deno.writeTextFile(`${from}/ticket.ts`, text);
  const { folder, missing } = await takeSubmission(root, "01-replay", stubs.slice(0, 1), from);
  assertEquals(missing, names);
  for (const each of [folder, from, elsewhere]) await Deno.remove(each, { recursive: true });
});

Deno.test("where nothing was handed in nothing is graded, whatever answers the project has", async () => {
  const from = await Deno.makeTempDir(), json = `${from}/grade.json`;
  const { code, stdout, stderr } = await graded("05", "--submission", from, "--json", json);
  assertEquals(code, 1);
  const words = "Cannot grade the submission of 05-rumours because one of push.ts, pull.ts";
  assertStringIncludes(stderr, words);
  assertStringIncludes(stderr, `given ${from}`);
  assertStringIncludes(stdout, "0 of 100 points");
  const [{ refusal, earned, parts }] = JSON.parse(await Deno.readTextFile(json));
  assertStringIncludes(refusal, words);
  const told = (parts as { words: string }[]).map((part) => part.words);
  assertEquals([earned, ...new Set(told)], [0, "not judged: nothing was handed in"]);
  await Deno.remove(from, { recursive: true });
});

for (const [slug, file, points] of [["05-rumours", "push.ts", 6], ["01-replay", "ticket.ts", 10]]) {
  Deno.test(`of ${slug} one part is handed in, and no other is graded`, async () => {
    const from = await Deno.makeTempDir();
    const solution = await Deno.readTextFile(`${root}/solutions/${slug}/${file}`);
    await Deno.writeTextFile(`${from}/${file}`, asHandedIn(solution, `${slug}`));
    const { code, stdout } = await graded(`${slug}`, "--submission", from);
    const [head, ...rows] = stdout.split("\n").filter((line) => !line.startsWith("not in"));
    assertEquals(code, 0);
    assertStringIncludes(`${head}`, `: ${points} of 100 points`);
    assertEquals(rows.filter((row) => !row.includes("not done yet")).length, 1, stdout);
    await Deno.remove(from, { recursive: true });
  });
}

async function graded(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tools/grade.ts", ...args],
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("a file that a page has exported is taken as its folder would be", async () => {
  const from = await Deno.makeTempFile({ suffix: ".json" });
  await Deno.writeTextFile(from, handedInText({ "01-replay": files, "02-time": {} }));
  const { folder, missing } = await takeSubmission(root, "01-replay", stubs, from);
  const read = (path: string) => Deno.readTextFile(`${folder}/${path}`).catch(() => undefined);
  for (const path of ["ticket.ts", "help/more.ts", "help/data.json", "own.ts"]) {
    assertEquals(await read(path), files[path], path);
  }
  const ours = await Deno.readTextFile(`${root}/exercises/01-replay/office.ts`);
  assertEquals(await read("office.ts"), ours);
  assertEquals([await read("unused.ts"), missing], [undefined, ["register.ts", "gone.ts"]]);
  const none = await takeSubmission(root, "02-time", [{ name: "before", file: "before.ts" }], from);
  assertStringIncludes(`${none.refusal}`, "before.ts must be in it");
  for (const each of [folder, none.folder]) await Deno.remove(each, { recursive: true });
  for (const text of ["{}", `{"answers":{"01-replay":["ticket.ts"]}}`, "no JSON"]) {
    await Deno.writeTextFile(from, text);
    const error = await takeSubmission(root, "01-replay", stubs, from).catch((each) => each);
    assertStringIncludes(
      `${error}`,
      "must be a folder, or a file that a page of the book has exported",
    );
  }
  await Deno.remove(from);
});
