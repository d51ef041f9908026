import { assertEquals } from "@std/assert";
import { takeSubmission } from "../../tools/grade/submission.ts";
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
const stubs = ["ticket.ts", "register.ts"];

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
  const { folder, missing } = await takeSubmission(root, "01-replay", ["ticket.ts"], from);
  assertEquals(missing, names);
  for (const each of [folder, from, elsewhere]) await Deno.remove(each, { recursive: true });
});
