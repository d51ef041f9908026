import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { minimise } from "./minimise.ts";

const items = fc.uniqueArray(fc.nat(), { maxLength: 40, size: "max" });

Deno.test("what a failure needs is kept, in order, and nothing else", () => {
  const needs = items.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all)));
  fc.assert(
    fc.property(needs, ([all, needed]) => {
      const fails = (part: readonly number[]) => needed.every((item) => part.includes(item));
      assertEquals(minimise(all, fails), needed);
    }),
    { seed: 1 },
  );
});

Deno.test("no single item of the result can be left out, however the failure depends on them", () => {
  // Fails when some function of the items, as wild as a hash, says so; or when all are there.
  fc.assert(
    fc.property(items, fc.func(fc.boolean()), (all, wild) => {
      const fails = (part: readonly number[]) => part.length === all.length || wild([...part]);
      const shortest = minimise(all, fails);
      assert(fails(shortest));
      shortest.forEach((_, i) => {
        const shorter = shortest.toSpliced(i, 1);
        assert(shorter.length === all.length || !fails(shorter), "1-minimal");
      });
    }),
    { seed: 1 },
  );
});

Deno.test("it asks at most about n² times", () => {
  fc.assert(
    fc.property(items, fc.func(fc.boolean()), (all, wild) => {
      let asked = 0;
      minimise(all, (part) => {
        asked++;
        return part.length === all.length || wild([...part]);
      });
      assert(asked <= all.length ** 2 + 3 * all.length + 1);
    }),
    { seed: 1 },
  );
});

Deno.test("what always fails fails with nothing", () => {
  assertEquals(minimise([1, 2, 3], () => true), []);
  assertEquals(minimise([], () => true), []);
});
