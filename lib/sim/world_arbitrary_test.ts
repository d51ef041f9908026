/** Arbitrary worlds for the tests beside this file: a restless protocol under arbitrary circumstances. */

import fc from "fast-check";
import type { Protocol } from "../model/protocol.ts";
import { schedules, workloads } from "./arbitrary.ts";
import type { Fault } from "./fault.ts";
import { constant, exponential, type Latency, lognormal, uniform } from "./latency.ts";
import type { LinkOptions } from "./network_options.ts";
import type { WorldOptions } from "./scenario.ts";

export interface State {
  seen: number;
  readonly times: number[];
  readonly from: Map<number, number>;
}

export type Message =
  | { type: "ask"; key: string } // client → node
  | { type: "work"; hops: number; times: number[] }; // node → a node that it chooses

export type Timer = { type: "tick"; round: number } | { type: "alarm" };

/** Uses everything that a protocol can use, and so notices everything that can change. */
export const restless: Protocol<State, Message, Timer, State> = {
  start(io, journal) {
    io.wait(1 + io.choose(10), { type: "tick", round: 0 });
    return journal.at(-1) ?? { seen: 0, times: [], from: new Map() };
  },
  upon: {
    ask(s, { from }, io) {
      s.seen++;
      s.times.push(io.now());
      io.save(s);
      io.send(io.choose(io.peers.length), { type: "work", hops: 2, times: s.times });
      io.answer(from, { seen: s.seen, times: s.times });
    },
    work(s, { from, hops, times }, io) {
      s.seen++;
      s.from.set(from, (s.from.get(from) ?? 0) + times.length);
      if (hops > 0) io.send(io.choose(io.peers.length), { type: "work", hops: hops - 1, times });
      if (io.choose(3) === 0) io.save(s);
      if (io.choose(3) === 0) io.wait(5, { type: "alarm" });
      if (io.choose(3) === 0) io.cancel("alarm");
    },
  },
  after: {
    tick(s, { round }, io) {
      s.times.push(io.now());
      if (s.times.length > 4) s.times.shift();
      for (const peer of s.from.keys()) {
        if (peer < io.peers.length) io.send(peer, { type: "work", hops: 1, times: [round] });
      }
      if (round < 8) io.wait(10, { type: "tick", round: round + 1 });
    },
    alarm(s, _, io) {
      s.seen += 100;
      io.send(io.self, { type: "work", hops: 0, times: [] });
    },
  },
};

/** How long the arbitrary worlds are interesting, in ms. */
export const SPAN_MS = 100;

const some = fc.nat({ max: 20 });

/** The digest of many worlds is pinned, so kinds that came later have tests of their own. */
const kinds: readonly Fault["kind"][] = [
  "crash",
  "pause",
  "partition",
  "slow",
  "clock",
  "lose",
  "duplicate",
  "delay",
];

export const latencies: fc.Arbitrary<Latency> = fc.oneof(
  some.map(constant),
  fc.tuple(some, some).map(([minMs, more]) => uniform(minMs, minMs + more)),
  fc.tuple(some, some).map(([minMs, more]) => exponential(minMs, minMs + more)),
  some.map((medianMs) => lognormal(medianMs, 0.5)),
);

const links: fc.Arbitrary<LinkOptions> = fc.record({
  latency: latencies,
  loss: fc.constantFrom(0, 0.1, 0.3),
  duplication: fc.constantFrom(0, 0.1, 0.3),
  order: fc.constantFrom("any", "fifo"),
}, { requiredKeys: [] });

const clocks = fc.record({ maxOffsetMs: some, maxDriftPpm: fc.constantFrom(0, 1000, 200_000) });

function clients(nodes: number) {
  return fc.record({
    workload: workloads({ clients: nodes, maxAsks: 3, untilMs: SPAN_MS }, fc.string()),
    link: fc.constantFrom("network" as const, "local" as const),
    timeoutMs: fc.integer({ min: 1, max: 50 }),
    retries: fc.nat({ max: 2 }),
    think: latencies,
  }).map((drawn) => ({
    ...drawn,
    ask: (input: unknown): Message => ({ type: "ask", key: String(input) }),
  }));
}

/** Arbitrary worlds, small and troubled. */
export const worlds: fc.Arbitrary<WorldOptions<State, Message, Timer, State>> = fc
  .integer({ min: 1, max: 4 }).chain((nodes) => {
    const node = fc.nat({ max: nodes - 1 });
    const link = fc.tuple(links, node, node).map(([all, from, to]) => ({ ...all, from, to }));
    return fc.record({
      protocol: fc.constant(restless),
      nodes: fc.constant(nodes),
      seed: fc.nat(),
      network: fc.tuple(links, fc.array(link, { maxLength: 2 })).map(([all, named]) => ({
        ...all,
        links: named,
      })),
      disk: fc.record({ fsync: latencies }),
      clocks,
      faults: schedules({ nodes, untilMs: SPAN_MS, maxFaults: 6, kinds }),
      clients: clients(nodes),
    });
  });
