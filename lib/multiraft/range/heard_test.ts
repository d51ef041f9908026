import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { addHeard, admit, copyOf, type Gateways, remember, type Stamp } from "./heard.ts";

const stamp = (sequence: number, lowest = 0, boot = 1, gateway = 7): Stamp => {
  return { gateway, boot, sequence, lowest };
};

Deno.test("heard: what was answered is answered again, and is forgotten when nobody may ask for it", () => {
  const heard: Gateways = new Map();
  assertEquals(admit(heard, stamp(3)), { type: "new" });
  remember(heard, stamp(3), "three");
  assertEquals(admit(heard, stamp(3)), { type: "repeated", answer: "three" });
  remember(heard, stamp(5, 4), "five");
  assertEquals(admit(heard, stamp(3)), { type: "old" });
  assertEquals(admit(heard, stamp(4, 4)), { type: "new" });
});

Deno.test("heard: what a gateway asked before it started last is old, and another's numbers are its own", () => {
  const heard: Gateways = new Map();
  remember(heard, stamp(3, 0, 2), "three");
  assertEquals(admit(heard, stamp(9, 0, 1)), { type: "old" });
  assertEquals(admit(heard, stamp(3, 0, 3)), { type: "new" });
  assertEquals(admit(heard, stamp(3, 0, 1, 8)), { type: "new" });
});

Deno.test("heard: a copy goes its own way", () => {
  const heard: Gateways = new Map();
  remember(heard, stamp(1), "one");
  const copy = copyOf(heard);
  remember(copy, stamp(2), "two");
  assertEquals(admit(heard, stamp(2)), { type: "new" });
  assertEquals(admit(copy, stamp(1)), { type: "repeated", answer: "one" });
});

/** What a gateway asks of two ranges, some of it of both. */
const asked = fc.array(
  fc.record({
    boot: fc.integer({ min: 1, max: 2 }),
    sequence: fc.nat(6),
    lowest: fc.nat(3),
    left: fc.boolean(),
  }),
  { maxLength: 12 },
);

Deno.test("heard: what either of two has answered is not new to them together", () => {
  fc.assert(fc.property(asked, (all) => {
    const left: Gateways = new Map(), right: Gateways = new Map();
    for (const { boot, sequence, lowest, left: isLeft } of all) {
      const side = isLeft ? left : right;
      const one = stamp(Math.max(sequence, lowest), lowest, boot);
      if (admit(side, one).type === "new") remember(side, one, `${boot}.${one.sequence}`);
    }
    const both = copyOf(left);
    addHeard(both, right);
    for (const boot of [1, 2]) {
      for (let sequence = 0; sequence < 8; sequence++) {
        const one = stamp(sequence, 0, boot);
        const known = [left, right].map((each) => admit(each, one).type);
        if (known.some((type) => type !== "new")) {
          assertEquals(admit(both, one).type === "new", false, `${boot}.${sequence}`);
        }
      }
    }
  }));
});
