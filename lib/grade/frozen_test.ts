import { assertEquals, assertThrows } from "@std/assert";
import { frozen } from "./frozen.ts";

Deno.test("nothing in frozen data can be changed, and all of it be read", () => {
  const data = frozen({ list: [1, { deep: "x" }], nothing: null });
  assertEquals(data, { list: [1, { deep: "x" }], nothing: null });
  assertThrows(() => void data.list.push(2), TypeError);
  assertThrows(() => {
    (data.list[1] as { deep: string }).deep = "y";
  }, TypeError);
  assertEquals(frozen(3), 3);
});
