import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Channel, channelOf, gotFrom, gotFromAll, unionOf, unstableOf } from "./channel.ts";
import type { Run } from "./ending.ts";

/** What members keep of one sender's messages 1, 2, …: each from some point to another, without a gap between them. */
const keepers = fc.array(fc.record({ base: fc.nat(5), got: fc.integer({ min: 5, max: 9 }) }), {
  minLength: 1,
  maxLength: 4,
});

Deno.test("channel: the union of what members keep has each message once, in order", () => {
  fc.assert(fc.property(keepers, fc.nat(3), (all, from) => {
    const runs = all.map(({ base, got }): Run<number>[] => {
      const payloads = Array.from({ length: got - base }, (_, i) => base + 1 + i);
      return payloads.length === 0 ? [] : [{ from, first: base + 1, payloads }];
    });
    const first = Math.min(...all.filter(({ base, got }) => got > base).map(({ base }) => base)) +
      1;
    const last = Math.max(...all.map(({ got }) => got));
    const expected = first > last
      ? []
      : [{ from, first, payloads: Array.from({ length: last - first + 1 }, (_, i) => first + i) }];
    assertEquals(unionOf(runs), expected);
  }));
});

Deno.test("channel: runs of several senders are in the order of their nodes, whoever has told of them", () => {
  const run = (from: number): Run<string> => ({ from, first: 1, payloads: [`of ${from}`] });
  assertEquals(unionOf([[run(2), run(0)], [run(1)]]), [run(0), run(1), run(2)]);
});

Deno.test("channel: what is kept is told with its numbers, and what has overtaken others is not", () => {
  const channels = new Map<number, Channel<string>>();
  const channel = channelOf(channels, 1);
  channel.base = 4;
  channel.kept.push("e", "f");
  channel.early.set(8, "h");
  channelOf(channels, 2).base = 3;
  assertEquals(unstableOf(channels), [{ from: 1, first: 5, payloads: ["e", "f"] }]);
  assertEquals(gotFromAll(channels), new Map([[1, 6], [2, 3]]));
  assertEquals(gotFrom(channels, 9), 0);
});
