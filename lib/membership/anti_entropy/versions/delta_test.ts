import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { NodeId } from "../../../model/protocol.ts";
import { deltaFor, type Order } from "./delta.ts";
import { advance, covers, type Seen, seenOf } from "./summary.ts";

interface Update {
  readonly origin: NodeId;
  readonly number: number;
  readonly bytes: number;
}

/** Origins, of whose updates some are superseded; what the receiver has seen; room. */
const cases = fc.record({
  lanes: fc.array(fc.array(fc.option(fc.integer({ min: 1, max: 9 })), { maxLength: 8 }), {
    maxLength: 4,
  }),
  known: fc.array(fc.nat(8), { maxLength: 4 }),
  bytes: fc.integer({ min: 0, max: 40 }),
  order: fc.constantFrom<Order>("depth", "breadth"),
});

function setUp(
  { lanes, known, bytes, order }: typeof cases extends fc.Arbitrary<infer C> ? C : never,
) {
  const seen = new Map(
    lanes.flatMap((lane, origin) => lane.length === 0 ? [] : [[origin, lane.length] as const]),
  );
  const updates = new Map(lanes.map((lane, origin) => [
    origin,
    lane.flatMap((bytes, i): Update[] => bytes === null ? [] : [{ origin, number: i + 1, bytes }]),
  ]));
  return {
    updates,
    after: (origin: NodeId, number: number) =>
      updates.get(origin)!.filter((update) => update.number > number),
    seen,
    known: new Map(known.map((count, origin) => [origin, count])),
    bytes,
    order,
    numberOf: ({ number }: Update) => number,
    bytesOf: ({ bytes }: Update) => bytes,
  };
}

Deno.test("Scuttlebutt: what the receiver has seen afterwards has no gap, whatever had room", () => {
  fc.assert(fc.property(cases, (given) => {
    const wanted = setUp(given), { updates, upTo, more } = deltaFor(wanted);
    for (const [origin, count] of upTo) {
      assert(count > seenOf(wanted.known, origin) && count <= seenOf(wanted.seen, origin));
    }
    const after = new Map(wanted.known);
    advance(after, upTo);
    for (const all of wanted.updates.values()) {
      for (const update of all) {
        const isNew = update.number > seenOf(wanted.known, update.origin);
        const isSent = updates.includes(update);
        assertEquals(isSent, isNew && update.number <= seenOf(after, update.origin));
      }
    }
    assertEquals(covers(after, wanted.seen), !more);
  }));
});

Deno.test("Scuttlebutt: a message is never larger than it may be, but for a single update, and goes on to the end", () => {
  fc.assert(fc.property(cases, (given) => {
    const wanted = setUp(given), known = new Map(wanted.known);
    for (let messages = 0;; messages++) {
      assert(messages <= 40);
      const { updates, upTo, more } = deltaFor({ ...wanted, known });
      const bytes = updates.reduce((sum, update) => sum + update.bytes, 0);
      assert(bytes <= given.bytes || updates.length === 1);
      advance(known, upTo);
      if (!more) break;
      assert(updates.length > 0);
    }
    assert(covers(known, wanted.seen));
  }));
});

Deno.test("Scuttlebutt: depth sends one origin first, the one with the most, and breadth all origins in turn", () => {
  const update = (origin: NodeId, number: number): Update => ({ origin, number, bytes: 1 });
  const lane = (origin: NodeId, count: number) =>
    Array.from({ length: count }, (_, i) => update(origin, i + 1));
  const wanted = {
    after: (origin: NodeId) => lane(origin, origin === 0 ? 2 : 4),
    seen: new Map([[0, 2], [1, 4]]),
    known: new Map<NodeId, number>(),
    bytes: 4,
    numberOf: ({ number }: Update) => number,
    bytesOf: ({ bytes }: Update) => bytes,
  };
  const sent = (order: Order) =>
    deltaFor({ ...wanted, order }).updates.map(({ origin, number }) => `${origin}:${number}`);
  assertEquals(sent("depth"), ["1:1", "1:2", "1:3", "1:4"]);
  assertEquals(sent("breadth"), ["0:1", "1:1", "0:2", "1:2"]);
});

Deno.test("summaries: covers and advances say the same", () => {
  const summary = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 5 }))).map((all): Seen =>
    new Map(all)
  );
  fc.assert(fc.property(summary, summary, (a, b) => {
    const both = new Map(a);
    assertEquals(advance(both, b), !covers(a, b));
    assert(covers(both, a) && covers(both, b));
    assertEquals(advance(both, b), false);
  }));
});
