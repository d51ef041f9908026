import { assertRejects } from "@std/assert";
import { suiteOf } from "./suite.ts";
import type { Task } from "./task.ts";
import { assertImports } from "./tests.ts";

interface Answers {
  clock(): number;
}
const clock: Task<Answers> = {
  title: "a clock",
  points: 1,
  statement: "",
  paper: "",
  hints: [],
  test() {},
};
const suite = suiteOf<Answers>({
  chapter: "99-clock",
  title: "Clocks",
  given: ["given.ts"],
  mayImport: ["hb/clocks/sundial.ts"],
  parts: { clock },
});

/** The texts of a folder, by their names. */
const among = (texts: Readonly<Record<string, string>>) => (name: string): Promise<string> =>
  name in texts ? Promise.resolve(texts[name]!) : Promise.reject(new Error("there is none"));

const level = `import { level } from "hb/check/judge.ts";`;

Deno.test("what may be imported is, and what is given imports what it likes", async () => {
  await assertImports(
    suite,
    among({
      clock: `import "./given.ts";\nimport "./more.ts";\nimport "hb/clocks/sundial.ts";`,
      more: `import type { Level } from "hb/check/judge.ts";\nimport "./nowhere.ts";`,
      given: level,
    }),
  );
});

Deno.test("what may not be imported is refused, in an answer and in what it imports", async () => {
  const inAnswer = among({ clock: level });
  const words = 'because it imports "hb/check/judge.ts", which the book has for itself';
  await assertRejects(
    () => assertImports(suite, inAnswer),
    Error,
    `Cannot judge clock.ts ${words}`,
  );
  const inMore = among({ clock: `export * from "./more.ts";`, more: level });
  await assertRejects(() => assertImports(suite, inMore), Error, `Cannot judge more.ts ${words}`);
});
