import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { constant } from "../model/latency.ts";
import type { Protocol } from "../model/protocol.ts";
import type { Trace } from "../model/trace.ts";
import { Network } from "./network.ts";
import type { NetworkOptions } from "./network_options.ts";
import { Random } from "./random.ts";
import { World } from "./world.ts";

/** Messages that node 0 sends at given times to node 1, by their bytes. */
type Plan = readonly { readonly at: number; readonly bytes: number }[];

/** How long each takes, and Infinity where the queue is full. */
function latencies(options: NetworkOptions, plan: Plan, type?: string): number[] {
  const net = new Network(options, 2, new Random(1));
  return plan.map(({ at, bytes }) => net.fate(0, 1, at, type, bytes));
}

const plans = fc.array(fc.record({ afterMs: fc.nat({ max: 4 }), bytes: fc.nat({ max: 50 }) }), {
  maxLength: 40,
  size: "max",
}).map((steps) => {
  let at = 0;
  return steps.map(({ afterMs, bytes }) => ({ at: at += afterMs, bytes }));
});
const bandwidths = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.double({ min: 0.1, max: 9, noNaN: true }),
);

Deno.test("a message leaves when those before it have, and then takes its latency", () => {
  const options = { bandwidth: 10, latency: constant(5) };
  // Of 20 bytes: 2 ms. The second waits for the first, the fourth comes when all has left.
  const plan = [{ at: 0, bytes: 20 }, { at: 1, bytes: 20 }, { at: 2, bytes: 0 }, {
    at: 9,
    bytes: 10,
  }];
  assertEquals(latencies(options, plan), [7, 8, 7, 6]);
});

Deno.test("what leaves within any span is never more than the bandwidth allows", () => {
  fc.assert(
    fc.property(plans, bandwidths, (plan, bandwidth) => {
      const left = latencies({ bandwidth, latency: constant(0) }, plan)
        .map((latency, i) => ({ at: plan[i]!.at + latency, bytes: plan[i]!.bytes }));
      for (let first = 0; first < left.length; first++) {
        let bytes = 0;
        for (let last = first + 1; last < left.length; last++) {
          bytes += left[last]!.bytes;
          // Whatever came after the first left between its end and that of the last, on a grid of times.
          assert(bytes <= (left[last]!.at - left[first]!.at + 1 / 1024) * bandwidth + 1e-6);
        }
      }
    }),
    { seed: 1 },
  );
});

Deno.test("messages of a link with a constant latency arrive in the order of their sending", () => {
  fc.assert(
    fc.property(plans, bandwidths, (plan, bandwidth) => {
      const arrivals = latencies({ bandwidth, latency: constant(3) }, plan)
        .map((latency, i) => plan[i]!.at + latency);
      assertEquals(arrivals, arrivals.toSorted((a, b) => a - b));
    }),
    { seed: 2 },
  );
});

Deno.test("a queue drops what does not fit, and nothing as long as all fits, as a plain list has it", () => {
  let dropped = 0;
  fc.assert(
    fc.property(
      plans,
      fc.integer({ min: 1, max: 20 }),
      fc.nat({ max: 120 }),
      (plan, bandwidth, queueLimit) => {
        const taken = latencies({ bandwidth, queueLimit, latency: constant(0) }, plan);
        let waiting: { bytes: number }[] = [], now = 0;
        plan.forEach(({ at, bytes }, i) => {
          // What has left meanwhile, byte by byte.
          for (let room = (at - now) * bandwidth; room > 0 && waiting.length > 0;) {
            const gone = Math.min(room, waiting[0]!.bytes);
            room -= gone;
            waiting[0]!.bytes -= gone;
            waiting = waiting.filter((each) => each.bytes > 0);
          }
          now = at;
          const queued = waiting.reduce((sum, each) => sum + each.bytes, 0);
          const fits = queued + bytes < queueLimit + 1e-6;
          assertEquals(taken[i] === Infinity, !fits);
          if (fits) waiting.push({ bytes });
        });
        dropped += taken.filter((each) => each === Infinity).length;
      },
    ),
    { seed: 3, numRuns: 300 },
  );
  assert(dropped > 100);
});

Deno.test("links queue apart, and a type with a bandwidth of its own passes those that wait", () => {
  const net = new Network(
    {
      bandwidth: 1,
      latency: constant(0),
      links: [{ from: 0, to: 1, bandwidth: 2 }],
      types: { beat: { bandwidth: 10 }, note: { latency: constant(4) } },
    },
    2,
    new Random(1),
  );
  assertEquals(net.fate(0, 1, 0, "data", 20), 10);
  assertEquals(net.fate(1, 0, 0, "data", 20), 20);
  assertEquals(net.fate(0, 1, 0, "beat", 20), 2);
  assertEquals(net.fate(0, 1, 0, "note", 20), 24, "it shares the queue of its link");
});

Deno.test("settings that cannot be are refused", () => {
  const build = (options: NetworkOptions) => () => new Network(options, 2, new Random(1));
  assertThrows(build({ bandwidth: 0 }), RangeError, "bandwidth must be above 0");
  assertThrows(build({ types: { a: { bandwidth: NaN } } }), RangeError, "given NaN");
  assertThrows(build({ queueLimit: -1 }), RangeError, "given -1");
});

type Chunk = { readonly type: "chunk"; readonly data: Uint8Array };

/** Node 0 sends `chunks` chunks of 100 bytes at once. */
function sender(chunks: number): Protocol<number, Chunk> {
  return {
    start(io) {
      for (let i = 0; i < chunks && io.self === 0; i++) {
        io.send(1, { type: "chunk", data: new Uint8Array(100) });
      }
      return 0;
    },
    upon: { chunk: (s) => void s },
  };
}

function spans(trace: Trace): (number | string)[] {
  return trace.flatMap((event): (number | string)[] =>
    event.kind === "send" ? [event.latencyMs] : event.kind === "lose" ? [event.why] : []
  );
}

Deno.test("in a world, messages have the bytes of the codec, and the trace tells the time in the queue", () => {
  const options = { protocol: sender(3), nodes: 2, seed: 1 };
  const world = new World({ ...options, network: { bandwidth: 1, latency: constant(0) } });
  world.run(1000);
  const [first, second, third] = spans(world.trace) as number[];
  assert(first! > 100 && first! < 130, `${first} bytes`);
  assertEquals([second, third], [2 * first!, 3 * first!]);
  const sized = new World({
    ...options,
    network: {
      bandwidth: 10,
      queueLimit: 150,
      size: (body) => (body as Chunk).data.length - Object.keys(body as Chunk).length + 2,
    },
  });
  sized.run(1000);
  assertEquals(spans(sized.trace), [11, Infinity, "full", Infinity, "full"]);
});

Deno.test("after the faults nothing is dropped any more, though it still waits", () => {
  const build = () =>
    new World({
      protocol: {
        start: () => 0,
        upon: { go: (_, __, io) => [1, 2].forEach(() => io.send(1, { type: "go" })) },
      } as Protocol<number, { readonly type: "go" }>,
      nodes: 2,
      seed: 1,
      network: { bandwidth: 1, queueLimit: 10, size: () => 10, latency: constant(0) },
    });
  const [before, after] = [build(), build()];
  after.heal();
  for (const world of [before, after]) world.tell(0, { type: "go" });
  assertEquals(spans(before.trace), [10, Infinity, "full"]);
  assertEquals(spans(after.trace), [10, 20]);
});
