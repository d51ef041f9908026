import { assertEquals, assertThrows } from "@std/assert";
import { frozen, shown } from "./frozen.ts";

Deno.test("nothing in frozen data can be changed, and all of it be read", () => {
  const data = frozen({ list: [1, { deep: "x" }], nothing: null });
  assertEquals(data, { list: [1, { deep: "x" }], nothing: null });
  assertThrows(() => void data.list.push(2), TypeError);
  assertThrows(() => {
    (data.list[1] as { deep: string }).deep = "y";
  }, TypeError);
  assertEquals(frozen(3), 3);
});

Deno.test("what is shown is a copy, in which nothing leads back", () => {
  const data = { list: [[1]], map: new Map([[1, [2]]]) };
  const copy = shown(data);
  assertThrows(() => copy.list[0]!.push(2), TypeError);
  copy.map.set(3, []);
  copy.map.get(1)!.push(3);
  assertEquals(data, { list: [[1]], map: new Map([[1, [2]]]) });
});
