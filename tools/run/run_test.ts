import { assertEquals, assertThrows } from "@std/assert";
import { parseArguments } from "./arguments.ts";
import { pickChapters } from "./chapters.ts";

const chapters = ["01-replay", "02-time"].map((name) => ({ name, path: `${name}.ipynb` }));

Deno.test("a chapter is picked by its number, its name, or both", () => {
  for (const wanted of ["1", "01", "replay", "01-replay", "chapters/01-replay.ipynb"]) {
    assertEquals(pickChapters(chapters, [wanted]), [chapters[0]!]);
  }
  assertEquals(pickChapters(chapters, []), chapters);
});

Deno.test("an unknown chapter is refused with the known ones", () => {
  assertThrows(
    () => pickChapters(chapters, ["7"]),
    Error,
    'Cannot find the chapter because one of 01-replay, 02-time is required: given "7"',
  );
});

Deno.test("the command line is read, and refused with the usage", () => {
  assertEquals(parseArguments(["--check", "01", "--limit-s", "2.5"]), {
    chapters: ["01"],
    check: true,
    all: false,
    measure: false,
    limitMs: 2500,
  });
  assertThrows(() => parseArguments(["--chek"]), Error, 'given "--chek"');
  assertThrows(() => parseArguments(["--limit-s", "soon"]), Error, 'seconds > 0: given "soon"');
  assertThrows(() => parseArguments(["--limit-s"]), Error, "given nothing");
});
