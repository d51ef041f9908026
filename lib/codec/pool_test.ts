import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { fixedLayout } from "./fixed.ts";
import { sourceBehind } from "./fixed/struct.ts";
import { Loan, Pool } from "./pool.ts";
import { boolean, bytes, integer, list, record, text } from "./schema.ts";

Deno.test("a buffer is used again, and two who hold one at a time hold two", () => {
  const pool = new Pool();
  const one = pool.take(300), other = pool.take(300), { buffer } = one.bytes;
  assertEquals(one.bytes.length, 512);
  assertEquals(one.bytes.buffer === other.bytes.buffer, false);
  one.release();
  assertEquals(pool.take(512).bytes.buffer === buffer, true);
  assertEquals(pool.counters, { taken: 3, returned: 1, made: 2, idleBytes: 0 });
});

Deno.test("conservation: whatever is taken, shared and given back, the counters return to the start", () => {
  const step = fc.tuple(fc.constantFrom("take", "retain", "release"), fc.nat({ max: 3_000_000 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: "max" }), fc.boolean(), (steps, detaches) => {
      const pool = new Pool({ detaches, idleBytes: 2 ** 21 }), held: Loan[] = [];
      for (const [what, n] of steps) {
        if (what === "take") held.push(pool.take(n));
        else if (held.length === 0) continue;
        else if (what === "retain") held.push(held[n % held.length]!.retain());
        else held.splice(n % held.length, 1)[0]!.release();
        const open = new Set(held).size;
        assertEquals(pool.counters.taken - pool.counters.returned, open);
        assertEquals(new Set(held.map(({ bytes }) => bytes.buffer)).size, open);
      }
      for (const loan of held) loan.release();
      assertEquals(pool.counters.taken, pool.counters.returned);
      assertEquals(pool.counters.idleBytes <= 2 ** 21, true);
    }),
    { numRuns: 200 },
  );
});

Deno.test("who gives back twice, or holds on to what is given back, is told", () => {
  const loan = new Pool().take(1).retain();
  loan.release();
  loan.release();
  assertThrows(() => loan.release(), Error, "Cannot release a buffer because it must be held");
  assertThrows(() => loan.retain(), Error, "Cannot retain a buffer");
  for (const bytes of [-1, 0.5, NaN]) {
    assertThrows(() => new Pool().take(bytes), RangeError, "a whole number of bytes");
  }
});

const layout = fixedLayout(
  record({
    term: [1, integer],
    short: [2, list(integer)],
    flag: [3, boolean],
    name: [4, text()],
    data: [5, bytes()],
  }),
);
const value = { term: 7, short: [1], flag: true, name: "name", data: Uint8Array.of(1, 2) };

Deno.test("a view into a buffer that is used again throws in place of telling another's bytes", () => {
  const pool = new Pool(), loan = layout.lend(pool, value), view = layout.view(loan);
  const list = view.short;
  assertEquals([view.term, list.at(0)], [7, 1]);
  loan.release();
  const next = layout.lend(pool, { ...value, term: 8 });
  assertEquals(layout.view(next).term, 8);
  assertEquals(pool.counters.made, 1);
  for (
    const read of [
      () => view.term,
      () => view.short,
      () => view.flag,
      () => view.name,
      () => view.data,
      () => list.at(0),
    ]
  ) assertThrows(read, Error, "given one that has been released");
});

Deno.test("a view says whose it is, so that whoever keeps it can hold the buffer too", () => {
  const pool = new Pool(), loan = layout.lend(pool, value), view = layout.view(loan);
  const source = sourceBehind(view);
  assert(source instanceof Loan);
  source.retain();
  loan.release();
  assertEquals(view.term, 7);
  source.release();
  assertThrows(() => view.term, Error, "given one that has been released");
  assertThrows(() => sourceBehind({}), TypeError, "a view of a record is required");
});

Deno.test("an array that was cut out of a buffer is empty after its release, if the pool is to find such", () => {
  const pool = new Pool({ detaches: true }), loan = layout.lend(pool, value);
  const { data } = layout.view(loan);
  assertEquals([...data], [1, 2]);
  loan.release();
  layout.lend(pool, { ...value, data: Uint8Array.of(3, 4) });
  assertEquals([data.length, data[0]], [0, undefined]);
});
