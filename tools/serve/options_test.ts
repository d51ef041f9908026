import { assertEquals, assertThrows } from "@std/assert";
import { parseStart } from "./options.ts";

Deno.test("the book is served at port 8000 unless told otherwise", () => {
  assertEquals(parseStart([]), { port: 8000, serves: true, all: false, base: "/" });
  assertEquals(parseStart(["--all", "--port", "9", "--no-serve", "--base=/book/"]), {
    port: 9,
    serves: false,
    all: true,
    base: "/book/",
  });
});

Deno.test("options of start that make no sense are answered in a plain line", () => {
  assertThrows(() => parseStart(["--port"]), Error, "given nothing");
  assertThrows(() => parseStart(["--port", "99999"]), Error, 'given "99999"');
  for (const base of ["book", "/book", "//", "/a b/"]) {
    assertThrows(() => parseStart(["--base", base]), Error, "a path between slashes: given");
  }
  assertThrows(() => parseStart(["--fast"]), Error, 'given "--fast"');
});
