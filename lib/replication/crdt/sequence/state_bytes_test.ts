import { assertEquals, assertThrows } from "@std/assert";
import { MalformedBytes } from "../../../codec/malformed.ts";
import { Random } from "../../../sim/random.ts";
import { fugue as fugueOrder, fugueMax as fugueMaxOrder, rga as rgaOrder } from "./order.ts";
import { sequence } from "./sequence.ts";
import { keptOf, type Sequence } from "./state.ts";
import { decodeSequence, encodeSequence } from "./state_bytes.ts";

/** Two replicas that hear of each other now and then. */
function edited(order: typeof fugueOrder, seed: number): Sequence {
  const text = sequence(order), random = new Random(seed, "bytes");
  const states = [text.init(), text.init()],
    late: [number, Parameters<typeof text.effect>[1]][] = [];
  for (let i = 0; i < 200; i++) {
    const replica = random.below(2), s = states[replica]!, at = random.below(s.visible + 1);
    const edit = random.chance(0.6) || at === s.visible
      ? { type: "insert" as const, at, text: ["ab", "c", "\ud83d\ude00", "def"][random.below(4)]! }
      : { type: "delete" as const, at, count: 1 };
    const operation = text.prepare(s, replica, edit);
    text.effect(s, operation);
    late.push([1 - replica, operation]);
    if (random.chance(0.2)) {
      for (const [to, each] of late.splice(0)) text.effect(states[to]!, each);
    }
  }
  return states[0]!;
}

Deno.test("a sequence comes out of bytes as it went in, and goes on as it would have", () => {
  for (const order of [fugueOrder, rgaOrder, fugueMaxOrder]) {
    for (let seed = 1; seed <= 20; seed++) {
      const text = sequence(order), s = edited(order, seed), random = new Random(seed, "on");
      const again = decodeSequence(encodeSequence(s), order);
      assertEquals([text.value(again), keptOf(again)], [text.value(s), keptOf(s)]);
      assertEquals(encodeSequence(again), encodeSequence(s));
      for (let i = 0; i < 40; i++) {
        const at = random.below(s.visible),
          edit = random.chance(0.6)
            ? { type: "insert" as const, at, text: "xy" }
            : { type: "delete" as const, at, count: 1 };
        const operation = text.prepare(s, 0, edit);
        assertEquals(text.prepare(again, 0, edit), operation);
        for (const each of [s, again]) text.effect(each, operation);
        assertEquals(text.value(again), text.value(s));
      }
    }
  }
});

Deno.test("bytes that are no sequence, or end too early, are refused", () => {
  const bytes = encodeSequence(edited(fugueOrder, 1));
  for (let length = 0; length < bytes.length; length += 7) {
    assertThrows(() => decodeSequence(bytes.subarray(0, length), fugueOrder), MalformedBytes);
  }
  assertThrows(() => decodeSequence(new Uint8Array([0, 0, 0, 1]), fugueOrder), MalformedBytes);
  assertThrows(() => decodeSequence(new Uint8Array([0, 0, 1, 32]), fugueOrder), MalformedBytes);
});
