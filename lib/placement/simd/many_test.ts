import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { hashing } from "../hash/hashing.ts";
import { rendezvous } from "../rendezvous/rendezvous.ts";
import { ring } from "../ring/ring.ts";
import { textsOf } from "./loops.ts";
import { manyInRendezvous, manyOnRing } from "./many.ts";

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 12,
});
const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { maxLength: 30 });

Deno.test("a batch is placed as its keys are one by one", () => {
  fc.assert(fc.property(names, texts, fc.nat(3), (names, texts, seed) => {
    const nodes = names.map((id) => ({ id })), options = { hashing: hashing(seed) };
    const onRing = ring(nodes, options), met = rendezvous(nodes, options), keys = textsOf(texts);
    const ids = (places: Uint32Array) => [...places].map((at) => onRing.members[at]!.id);
    assertEquals(ids(manyOnRing(onRing, { seed })(keys)), texts.map(onRing.place));
    assertEquals(ids(manyInRendezvous(met, { seed })(keys)), texts.map(met.place));
  }));
});

Deno.test("without nodes, and with weights that differ, batches are refused", () => {
  assertThrows(() => manyOnRing(ring()), RangeError, "given 0 of them");
  assertThrows(() => manyInRendezvous(rendezvous()), RangeError, "given 0 of them");
  const uneven = rendezvous([{ id: "a" }, { id: "b", weight: 2 }]);
  assertThrows(() => manyInRendezvous(uneven), RangeError, 'given 2 for "b"');
  const even = rendezvous([{ id: "a", weight: 2 }, { id: "b", weight: 2 }]);
  assertEquals(manyInRendezvous(even)(textsOf([])).length, 0);
});
