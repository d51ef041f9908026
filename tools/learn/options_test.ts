import { assertEquals, assertThrows } from "@std/assert";
import { parseLearn } from "./options.ts";

Deno.test("options are read, and places are an exercise with or without a part", () => {
  assertEquals(parseLearn([]), { limitS: 20 });
  assertEquals(parseLearn(["--path", "expert", "--limit-s", "5", "01.3"]), {
    limitS: 5,
    path: "expert",
    place: { exercise: "01", part: 3 },
  });
  assertEquals(parseLearn(["02-time"]).place, { exercise: "02-time" });
  assertEquals(parseLearn(["--import", "a.json", "--export", "b.json"]), {
    limitS: 20,
    importFrom: "a.json",
    exportTo: "b.json",
  });
});

Deno.test("what makes no sense is answered in one plain line", () => {
  const cases: [string[], string][] = [
    [["--path"], "--path must be one of beginner, intermediate, expert: given nothing"],
    [["--path", "easy"], 'given "easy"'],
    [["--limit-s", "0"], '--limit-s must be a whole number from 1 to 86400: given "0"'],
    [["--fast"], 'options must be among --path, --limit-s, --import, --export: given "--fast"'],
    [["part-one"], 'a place must look like 01 or 01.3: given "part-one"'],
    [["01", "02"], 'one place to begin at: given "01 02"'],
  ];
  for (const [args, words] of cases) {
    const error = assertThrows(() => parseLearn(args), Error, words);
    assertEquals(error.message.includes("\n"), false);
  }
});
