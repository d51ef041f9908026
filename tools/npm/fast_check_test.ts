import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import unseeded from "fast-check/unseeded";

Deno.test("what fast-check draws is the same in every run, unless a test names another seed", () => {
  const drawn = (options: { seed?: number }) => {
    const values: number[] = [];
    fc.assert(fc.property(fc.nat(), (value) => void values.push(value)), options);
    return values;
  };
  assertEquals(drawn({}), drawn({ seed: 1 }));
  assertNotEquals(drawn({}), drawn({ seed: 2 }));
  assertEquals(fc, unseeded);
});
