import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Fault } from "./fault.ts";
import { constant, uniform } from "./latency.ts";
import { Network } from "./network.ts";
import type { NetworkOptions } from "./network_options.ts";
import { Random } from "./random.ts";
import { linkKey } from "./send_queues.ts";

const MESSAGES = 20_000;

function network(options: NetworkOptions, seed = 1): Network {
  return new Network(options, 4, new Random(seed, "network"));
}

function partition(sides: readonly [number[], number[]], oneWay = false): Fault {
  return { kind: "partition", at: 0, forMs: 10, sides, oneWay };
}

function slow(from: number, to: number, byMs: number): Fault {
  return { kind: "slow", at: 0, forMs: 10, from, to, byMs };
}

Deno.test("by default a message takes 1 ms, and nothing befalls it", () => {
  const net = network({});
  assertEquals([net.fate(0, 1, 0), net.copyMs, net.parted], [1, -1, false]);
});

Deno.test("messages are lost and duplicated as often as was asked for", () => {
  const net = network({ loss: 0.2, duplication: 0.1 });
  let lost = 0, copied = 0;
  for (let i = 0; i < MESSAGES; i++) {
    if (net.fate(0, 1, 0) === Infinity) lost++;
    else if (net.copyMs >= 0) copied++;
  }
  assertAlmostEquals(lost / MESSAGES, 0.2, 0.01);
  assertAlmostEquals(copied / (MESSAGES - lost), 0.1, 0.01);
});

Deno.test("a type of message that is named differs, on every link", () => {
  const net = network({
    latency: constant(5),
    links: [{ from: 0, to: 1, latency: constant(7) }],
    types: { reply: { latency: constant(9) } },
  });
  const fates = (["ask", "reply", undefined] as const).map((type) => net.fate(0, 1, 0, type));
  assertEquals(fates, [7, 9, 7]);
  net.reshape({}, 4);
  assertEquals(net.fate(0, 1, 0, "reply"), 1);
});

Deno.test("what befell the last message does not befall the next when the network has changed", () => {
  const net = network({ duplication: 1, types: { big: { bandwidth: 1, queueLimit: 5 } } });
  assertEquals([net.fate(0, 1, 0), net.copyMs], [1, 1]);
  assertEquals([net.fate(0, 1, 0, "big", 9), net.full], [Infinity, true]);
  net.reshape({}, 4);
  assertEquals([net.fate(0, 1, 0), net.copyMs, net.full], [1, -1, false]);
});

Deno.test("a link that is named differs, and what it leaves out is as for all", () => {
  const net = network({
    latency: constant(5),
    links: [{ from: 0, to: 1, loss: 1 }, { from: 1, to: 2, latency: constant(9) }],
  });
  assertEquals(net.fate(0, 1, 0), Infinity);
  assertEquals(net.fate(1, 0, 0), 5);
  assertEquals(net.fate(1, 2, 0), 9);
});

Deno.test("on a fifo link no message or copy arrives before one that was sent earlier", () => {
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), (seed, slowed) => {
      const net = network({ latency: uniform(0, 50), duplication: 0.3, order: "fifo" }, seed);
      const fault = slow(0, 1, 20);
      if (slowed) net.begin(fault);
      let before = 0;
      for (let now = 0; now < 40; now++) {
        if (now === 20) net.end(fault);
        const arrival = now + net.fate(0, 1, now);
        assert(arrival >= before);
        before = arrival;
        if (net.copyMs < 0) continue;
        assert(now + net.copyMs >= before);
        before = now + net.copyMs;
      }
    }),
    { seed: 1 },
  );
});

Deno.test("on other links messages overtake one another, and fifo links do not wait for each other", () => {
  const free = network({ latency: uniform(0, 50) });
  const arrivals = Array.from({ length: 40 }, (_, now) => now + free.fate(0, 1, now));
  assert(arrivals.some((at, i) => i > 0 && at < arrivals[i - 1]!));
  const fifo = network({
    latency: constant(1),
    order: "fifo",
    links: [{ from: 0, to: 1, latency: constant(50) }],
  });
  assertEquals([fifo.fate(0, 1, 0), fifo.fate(0, 2, 0), fifo.fate(1, 0, 0)], [50, 1, 1]);
});

Deno.test("a two-way partition cuts both ways, a one-way partition one way, until it is over", () => {
  const net = network({});
  const both = partition([[0], [1, 2]]);
  net.begin(both);
  assert(net.parted && net.isCut(0, 1) && net.isCut(2, 0));
  assert(!net.isCut(1, 2) && !net.isCut(0, 3) && !net.isCut(3, 0));
  net.end(both);
  assert(!net.parted && !net.isCut(0, 1));
  net.begin(partition([[0], [1]], true));
  assert(net.isCut(0, 1) && !net.isCut(1, 0));
});

Deno.test("a link is cut while any of several partitions cuts it", () => {
  const net = network({});
  const [one, other] = [partition([[0], [1]]), partition([[0, 2], [1, 3]])];
  net.begin(one);
  net.begin(other);
  net.end(one);
  assert(net.isCut(0, 1));
  net.end(other);
  assert(!net.isCut(0, 1));
});

Deno.test("slow links add up, in one direction only, also to copies", () => {
  const net = network({ latency: constant(2), duplication: 1 });
  net.begin(slow(0, 1, 10));
  net.begin(slow(0, 1, 5));
  assertEquals([net.fate(0, 1, 0), net.copyMs], [17, 17]);
  assertEquals([net.fate(1, 0, 0), net.copyMs], [2, 2]);
});

Deno.test("a slow link is noticed, and forgotten, on a network that is steady otherwise", () => {
  const net = network({});
  const fault = slow(0, 1, 10);
  net.begin(fault);
  assertEquals([net.fate(0, 1, 0), net.fate(1, 0, 0)], [11, 1]);
  net.end(fault);
  assertEquals(net.fate(0, 1, 0), 1);
});

Deno.test("a healed network loses, copies, cuts and slows nothing", () => {
  const net = network({ loss: 1, duplication: 1 });
  net.begin(partition([[0], [1]]));
  net.begin(slow(0, 1, 10));
  net.heal();
  assertEquals([net.fate(0, 1, 0), net.copyMs, net.isCut(0, 1), net.parted], [1, -1, false, false]);
});

Deno.test("faults take no draws, so that they reshuffle nothing else", () => {
  const options = { latency: uniform(0, 9), loss: 0.5, duplication: 0.5 };
  const calm = network(options), troubled = network(options);
  troubled.begin(slow(0, 1, 100));
  troubled.begin(partition([[0], [1]]));
  for (let i = 0; i < 100; i++) {
    const usual = calm.fate(0, 1, i);
    assertEquals(troubled.fate(0, 1, i), usual + 100);
  }
});

Deno.test("the key of a link tells its directions and all its ends apart", () => {
  const ids = [0, 1, 2, 10_000, 2 ** 26 - 1];
  const keys = ids.flatMap((from) => ids.map((to) => linkKey(from, to)));
  assertEquals(new Set(keys).size, ids.length ** 2);
  assert(keys.every(Number.isSafeInteger));
});

const impossible: readonly (readonly [string, NetworkOptions, string])[] = [
  ["loss above 1", { loss: 1.5 }, "loss must be a probability from 0 to 1: given 1.5"],
  ["negative loss", { loss: -0.1 }, "loss must be a probability from 0 to 1: given -0.1"],
  ["loss NaN", { loss: NaN }, "loss must be a probability from 0 to 1: given NaN"],
  [
    "duplication above 1",
    { duplication: 2 },
    "duplication must be a probability from 0 to 1: given 2",
  ],
  ["a link from nowhere", { links: [{ from: 4, to: 0 }] }, "one of 0 to 3: given 4"],
  ["a link to nowhere", { links: [{ from: 0, to: -1 }] }, "one of 0 to 3: given -1"],
  ["a link with impossible loss", { links: [{ from: 0, to: 1, loss: 7 }] }, "given 7"],
];

for (const [name, options, words] of impossible) {
  Deno.test(`a network cannot have ${name}`, () => {
    assertThrows(() => network(options), RangeError, words);
  });
}
