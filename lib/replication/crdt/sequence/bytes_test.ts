import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { MalformedBytes } from "../../../codec/malformed.ts";
import { decodeOperations, encodeOperations } from "./bytes.ts";
import type { Operation } from "./operation.ts";

const replica = fc.nat(2 ** 20 - 1), counter = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const plainly = { noNullPrototype: true };
const dot = fc.record({ replica, count: counter }, plainly);
const insert: fc.Arbitrary<Operation> = fc.record({
  dot,
  counter,
  parent: fc.option(fc.record({ replica, back: fc.integer({ min: 1, max: 100 }) })),
  side: fc.constantFrom("left" as const, "right" as const),
  origin: fc.option(fc.option(fc.record({ replica, back: fc.integer({ min: 1, max: 100 }) })), {
    nil: undefined,
  }),
  text: fc.oneof(
    fc.string({ minLength: 1, unit: "grapheme" }),
    fc.constantFrom("\ud83d", "\ude00x", "a\ud83d"),
  ),
}).map(({ dot, counter, parent, side, origin, text }) => ({
  type: "insert",
  dot,
  id: { replica: dot.replica, counter: counter + 100 },
  parent: parent && { replica: parent.replica, counter: counter + 100 - parent.back },
  side,
  ...side === "left" || origin === undefined ? {} : {
    rightOrigin: origin && { replica: origin.replica, counter: counter + 100 - origin.back },
  },
  text,
}));
const erase: fc.Arbitrary<Operation> = fc.record({
  dot,
  spans: fc.array(fc.record({ replica, counter, length: counter }, plainly)),
}).map((all) => ({ type: "delete", ...all }));

Deno.test("operations come out of bytes as they went in", () => {
  fc.assert(fc.property(fc.array(fc.oneof(insert, erase)), (operations) => {
    assertEquals(decodeOperations(encodeOperations(operations)), operations);
  }));
});

Deno.test("what is no operation is refused", () => {
  for (
    const bytes of [[1], [1, 3, 0, 1], [0, 0], [1, 2, 0, 1, 9], [1, 6, 0, 1, 1], [1, 8, 0, 1, 1]]
  ) {
    assertThrows(() => decodeOperations(new Uint8Array(bytes)), MalformedBytes);
  }
});
