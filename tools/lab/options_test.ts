import { assertEquals, assertThrows } from "@std/assert";
import { parseLab } from "./options.ts";

Deno.test("the lab opens a browser on the usual port unless told otherwise", () => {
  assertEquals(parseLab([]), { port: 8888, open: true });
  assertEquals(parseLab(["--no-open", "--port", "9000"]), { port: 9000, open: false });
});

Deno.test("options that make no sense are answered in a plain line", () => {
  assertThrows(() => parseLab(["--port", "many"]), Error, 'given "many"');
  assertThrows(() => parseLab(["--port"]), Error, "given nothing");
  assertThrows(() => parseLab(["--fast"]), Error, 'given "--fast"');
});
