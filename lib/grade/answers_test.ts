import { assertEquals } from "@std/assert";
import { answersOf, type Exported } from "./answers.ts";
import { gradeSuite, suiteOf } from "./suite.ts";
import type { Task } from "./task.ts";
import { thrownInWords } from "./thrown.ts";
import { NotLoaded } from "./lacking.ts";

interface Answers {
  double(n: number): number;
  twice(n: number): number;
  record: { add(n: number): number };
}
const task = (test: Task<Answers>["test"]): Task<Answers> => ({
  title: "a part",
  points: 1,
  statement: "s",
  paper: "none",
  hints: ["h"],
  test,
});
const suite = suiteOf<Answers>({
  chapter: "99-load",
  title: "Files",
  parts: {
    double: task(({ double }, grading) => grading.equal(double(3), 6, "twice 3")),
    twice: task(({ double, twice }, grading) => grading.equal(twice(3), double(3), "twice 3")),
    record: task(({ record }, grading) => grading.equal(record.add(1), 2, "1 and 1")),
  },
  members: { record: { add: "function" } },
});
const files: Record<string, Exported> = {
  "double.ts": { double: (n: number) => 2 * n },
  "twice.ts": { twice: (n: number) => n + n },
  "record.ts": { record: { add: (n: number) => n + 1 } },
};

/** How the parts stand where `lacking` says what becomes of loading a file. */
async function standings(lacking: Record<string, () => Exported>) {
  const load = (file: string) =>
    new Promise<Exported>((tell) => tell(lacking[file]?.() ?? files[file]!));
  const answers = await answersOf(load, suite);
  return gradeSuite(suite, answers).map(({ standing, words = "" }) =>
    `${standing} ${words}`.trim()
  );
}

Deno.test("all files that can be loaded are judged", async () => {
  assertEquals(await standings({}), ["done", "done", "done"]);
});

Deno.test("a file that throws when it is loaded is no matter of parts that do not need it", async () => {
  const thrower = () => {
    throw new RangeError("no such table");
  };
  const words = "wrong record.ts cannot be loaded: your code threw RangeError: no such table";
  const said = await standings({ "record.ts": thrower });
  assertEquals(said.slice(0, 2), ["done", "done"]);
  assertEquals(said[2]!.replace(/ at .*$/, ""), words);
});

Deno.test("in the middle of a run it is said which file is lacking, not who needed it", () => {
  const lacking = new NotLoaded("double.ts must export `double`: it does not");
  assertEquals(thrownInWords(lacking), lacking.message);
});

Deno.test("a part that uses another's answer is told which file it lacks", async () => {
  const said = await standings({ "double.ts": () => ({}) });
  const words = "wrong double.ts must export `double`: it does not";
  assertEquals(said, [words, words, "done"]);
});

Deno.test("a file that is refused is not loaded, and whoever needs it is told why", async () => {
  const loaded: string[] = [];
  const load = (file: string) => (loaded.push(file), Promise.resolve(files[file]!));
  const answers = await answersOf(load, suite, { "double.ts": "double.ts:3:5: type error" });
  const said = gradeSuite(suite, answers).map(({ words, unjudged }) => [words, unjudged]);
  const refused = ["double.ts:3:5: type error", true];
  assertEquals(said, [refused, refused, [undefined, undefined]]);
  assertEquals(loaded, ["twice.ts", "record.ts"]);
});
