import { assert, assertEquals } from "@std/assert";
import { encodePlain } from "../../codec/encode_plain.ts";
import { alike } from "./invariants.ts";
import type { Message } from "./messages.ts";
import { bytesOf, itemsOf, repair, savedOf, two, ways } from "./pair_test.ts";

Deno.test("anti-entropy: two nodes that are alike say two short messages, however much they have", () => {
  for (const way of ["versions", "merkle"] as const) {
    const bytes = [1, 10, 5000].map((count) => {
      const saved = savedOf(itemsOf(count), 5000);
      const pair = two({ way }, [saved, saved]);
      assert(repair(pair));
      assertEquals(pair.sent.length, 2);
      return bytesOf(pair.sent);
    });
    assert(Math.max(...bytes) <= 200, `${way}: ${bytes}`);
    assert(Math.max(...bytes) - Math.min(...bytes) <= 8, `${way}: ${bytes}`);
  }
});

Deno.test("anti-entropy: one difference is found with one question a level, and one more for the leaf", () => {
  const items = itemsOf(200);
  for (
    const shape of [{ branching: 2, depth: 6 }, { branching: 16, depth: 2 }, {
      branching: 2,
      depth: 0,
    }]
  ) {
    const pair = two({ shape }, [savedOf(items.slice(0, 199)), savedOf(items)]);
    assert(repair(pair));
    assertEquals(pair.world.states[0]!.items.size, 200);
    assertEquals(pair.sent.length, 2 * (Math.max(1, shape.depth) + 1));
  }
});

/** How much there is in a message: a message with one thing may be of any length. */
const thingsIn = (message: Message): number =>
  "pages" in message
    ? message.pages.reduce((sum, page) => sum + page.items.length, 0)
    : "items" in message
    ? message.items.length
    : "nodes" in message
    ? message.nodes.length
    : 2;
Deno.test("anti-entropy: no message has more items or hashes than have room, except for one item or node", () => {
  const long = itemsOf(60, (i) => "x".repeat(i === 30 ? 2000 : i % 40));
  const other = itemsOf(60, (i) => "y".repeat(i % 50)).map((item) => ({
    ...item,
    time: item.time + 100 * (item.sequence % 2),
  }));
  for (const way of ways) {
    for (const messageBytes of [1, 300, 1000]) {
      const pair = two({ way, messageBytes, shape: { branching: 4, depth: 2 } }, [
        savedOf(long),
        savedOf(other, 0),
      ]);
      repair(pair);
      for (const message of pair.sent) {
        const pages = "pages" in message ? message.pages.length : 0;
        const bytes = encodePlain(message).length - 15 * pages;
        assert(bytes <= messageBytes + 150 || thingsIn(message) <= 1, `${way}, ${bytes} bytes`);
      }
    }
  }
});

Deno.test("anti-entropy: a partner that has much more than the initiator says it in several messages, none too large", () => {
  for (const way of ways) {
    const chosen = { way, messageBytes: 500, shape: { branching: 2, depth: 1 } };
    const pair = two(chosen, [savedOf(itemsOf(2)), savedOf(itemsOf(200))]);
    assert(repair(pair));
    assert(alike(pair.world.states[0]!, pair.world.states[1]!));
    for (const message of pair.sent) assert(encodePlain(message).length <= 500 + 150 + 2 * 15, way);
  }
});
