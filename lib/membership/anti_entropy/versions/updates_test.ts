import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { addUpdate, removeUpdate, type Updates, updatesAfter } from "./updates.ts";

Deno.test("updates: what is found after a number is what was put in and not taken out, in order", () => {
  const update = fc.record({ node: fc.nat(2), sequence: fc.integer({ min: 1, max: 300 }) });
  fc.assert(
    fc.property(
      fc.uniqueArray(update, { selector: ({ node, sequence }) => `${node}:${sequence}` }),
      fc.infiniteStream(fc.boolean()),
      fc.nat(300),
      (all, taken, number) => {
        const updates: Updates = new Map();
        const named = all.map((each) => ({ ...each, key: `${each.node}:${each.sequence}` }));
        for (const each of named) addUpdate(updates, each);
        const left = named.filter((each) => {
          if (taken.next().value) return true;
          removeUpdate(updates, each);
          return false;
        });
        for (const origin of [0, 1, 2]) {
          const expected = left.filter(({ node, sequence }) => node === origin && sequence > number)
            .sort((a, b) => a.sequence - b.sequence);
          assertEquals([...updatesAfter(updates, origin, number, 300)], expected);
        }
        // Whatever there was before, what there is says how it is kept.
        const anew: Updates = new Map();
        for (const each of left.reverse()) addUpdate(anew, each);
        assertEquals(anew, updates);
      },
    ),
  );
});
