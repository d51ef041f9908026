import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Batcher } from "./batcher.ts";

function message(id: number, length = 1): Uint8Array {
  return new Uint8Array(length).fill(id);
}

function ids(batch: readonly Uint8Array[] | undefined): number[] | undefined {
  return batch?.map((message) => message[0]!);
}

Deno.test("an idle wire waits for nobody, unless it was asked to", () => {
  const eager = new Batcher({ bytes: 100 });
  eager.add(message(1), 5);
  assertEquals(ids(eager.next(5)), [1]);
  const lingers = new Batcher({ bytes: 100, lingerMs: 3 });
  lingers.add(message(1), 5);
  lingers.add(message(2), 7);
  assertEquals(lingers.dueAt, 8);
  assertEquals(lingers.next(7.9), undefined);
  assertEquals(ids(lingers.next(8)), [1, 2]);
});

Deno.test("a full batch does not linger, and neither does what was flushed", () => {
  const batcher = new Batcher({ bytes: 10, lingerMs: 1000 });
  batcher.add(message(1, 4), 0);
  batcher.add(message(2, 4), 0);
  assertEquals(batcher.next(0), undefined);
  batcher.add(message(3, 4), 0);
  assertEquals(ids(batcher.next(0)), [1, 2]);
  batcher.written();
  assertEquals(batcher.next(0), undefined);
  batcher.flush();
  batcher.add(message(4), 0);
  // What comes behind may travel along, but is not itself flushed.
  assertEquals(ids(batcher.next(0)), [3, 4]);
  batcher.written();
  batcher.add(message(5), 1);
  assertEquals(batcher.dueAt, 1001);
});

Deno.test("a flush lasts until all of what it found has left, in however many writes", () => {
  const batcher = new Batcher({ bytes: 10, lingerMs: 1000 });
  for (let id = 1; id <= 4; id++) batcher.add(message(id, 6), 0);
  batcher.flush();
  for (let id = 1; id <= 4; id++) {
    assertEquals(ids(batcher.next(0)), [id]);
    assertEquals(batcher.dueAt, Infinity);
    batcher.written();
  }
  assertEquals(batcher.waiting, 0);
});

Deno.test("a message longer than a batch leaves alone, in its place", () => {
  const batcher = new Batcher({ bytes: 10 });
  for (const [id, length] of [[1, 2], [2, 50], [3, 0], [4, 10], [5, 1]]) {
    batcher.add(message(id!, length!), 0);
  }
  const sizes = [];
  for (let batch = batcher.next(0); batch !== undefined; batch = batcher.next(0)) {
    sizes.push(batch.map(({ length }) => length));
    batcher.written();
  }
  assertEquals(sizes, [[2], [50], [0, 10], [1]]);
});

Deno.test("whatever comes when: order is kept, nothing is lost, and nothing waits beyond its time", () => {
  const event = fc.oneof(
    fc.record({ type: fc.constant("add" as const), length: fc.nat({ max: 30 }) }),
    fc.record({ type: fc.constantFrom("flush", "written", "next", "next", "drop" as const) }),
    fc.record({ type: fc.constant("wait" as const), ms: fc.nat({ max: 4 }) }),
  );
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 80, size: "max" }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat({ max: 5 }),
      (events, bytes, lingerMs) => {
        const batcher = new Batcher({ bytes, lingerMs });
        const added: { at: number; message: Uint8Array; flushed: boolean }[] = [];
        let now = 0, left = 0, busy = false;
        const take = () => {
          const expected = added.slice(left);
          const size = expected.reduce((sum, { message }) => sum + message.length, 0);
          const due = !busy && expected.length > 0 &&
            (size >= bytes || expected[0]!.at + lingerMs <= now || expected.some((e) => e.flushed));
          assertEquals(batcher.dueAt <= now, due);
          assertEquals(batcher.waitingBytes, size);
          const batch = batcher.next(now);
          assertEquals(batch !== undefined, due);
          if (batch === undefined) return;
          assert(batch.length > 0);
          for (const message of batch) assert(message === added[left++]!.message);
          const length = batch.reduce((sum, { length }) => sum + length, 0);
          assert(length <= bytes || batch.length === 1);
          // A batch is as full as it can be.
          if (left < added.length) assert(length + added[left]!.message.length > bytes);
          busy = true;
        };
        for (const event of events) {
          if (event.type === "add") {
            added.push({ at: now, message: message(added.length, event.length), flushed: false });
            batcher.add(added.at(-1)!.message, now);
          } else if (event.type === "flush") {
            for (const each of added) each.flushed = true;
            batcher.flush();
          } else if (event.type === "wait") now += event.ms;
          else if (event.type === "drop") {
            batcher.dropOldest();
            left = Math.min(left + 1, added.length);
          } else if (event.type === "written") {
            batcher.written();
            busy = false;
          } else take();
        }
        // All quiet and still waiting would be a failure.
        for (let writes = 0; left < added.length; writes++) {
          assert(writes <= added.length);
          batcher.written();
          busy = false;
          now = Math.max(now, batcher.dueAt);
          take();
        }
        assertEquals([batcher.waiting, batcher.waitingBytes], [0, 0]);
        batcher.add(message(1), now);
        batcher.clear();
        assertEquals([batcher.waiting, batcher.waitingBytes, batcher.dueAt], [0, 0, Infinity]);
      },
    ),
    { numRuns: 500 },
  );
});

Deno.test("rules that are none are refused", () => {
  for (const rules of [{ bytes: 0 }, { bytes: NaN }, { bytes: 1, lingerMs: -1 }]) {
    assertThrows(() => new Batcher(rules), RangeError, "Cannot batch because");
  }
});
