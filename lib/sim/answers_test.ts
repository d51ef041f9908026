import { assertEquals } from "@std/assert";
import type { Clients } from "../model/clients.ts";
import type { Protocol } from "../model/protocol.ts";
import type { Fault } from "./fault.ts";
import { constant, uniform } from "./latency.ts";
import { ofKind } from "./noter_test.ts";
import { World } from "./world.ts";

type Put = { readonly type: "put"; readonly value: number };
type Told = { readonly type: "told"; readonly value: number };

/** Saves what it is asked to, tells the other node, and answers. */
const store: Protocol<number[], Put | Told, never, number[]> = {
  start: (_, journal) => [...journal.at(-1) ?? []],
  upon: {
    put(s, { from, value }, io) {
      s.push(value);
      io.save(s);
      io.answer(from, value);
      io.send(1, { type: "told", value });
    },
    told: (s, { value }) => void s.push(value),
  },
};

function clients(link: "network" | "local", asks = 1): Clients<Put> {
  return {
    workload: Array.from({ length: asks }, (_, i) => [{ input: i }]),
    ask: (input) => ({ type: "put", value: input as number }),
    to: () => 0,
    link,
  };
}

function world(link: "network" | "local", faults: readonly Fault[] = [], asks = 1) {
  return new World({
    protocol: store,
    nodes: 2,
    seed: 1,
    disk: { fsync: constant(2) },
    answering: constant(10),
    clients: clients(link, asks),
    faults,
  });
}

Deno.test("an answer leaves its node later than what the same step sends", () => {
  const w = world("network");
  w.run(100);
  // Asked at 0, there at 1, durable at 3: then the message leaves, and 10 ms later the answer.
  assertEquals(ofKind(w.trace, "send").map(({ at, to }) => [at, to]), [[0, 0], [3, 1], [13, 2]]);
  assertEquals(w.history[0]!.endedAt, 14);
  const local = world("local");
  local.run(100);
  assertEquals(local.history[0]!.endedAt, 12);
});

Deno.test("a crash before the answer leaves takes it, though the operation has happened", () => {
  for (const link of ["network", "local"] as const) {
    const w = world(link, [{ kind: "crash", at: 8, node: 0, downMs: 1 }]);
    w.run(100);
    assertEquals(w.history.map(({ outcome }) => outcome), ["unknown"]);
    assertEquals(w.states, [[0], [0]]);
  }
});

Deno.test("an answer of a node that is paused waits until it goes on", () => {
  const w = world("network", [{ kind: "pause", at: 8, node: 0, forMs: 30 }]);
  w.run(100);
  assertEquals(w.history[0]!.endedAt, 39);
});

Deno.test("the answers of a node leave in the order in which they were given", () => {
  const w = new World({
    protocol: store,
    nodes: 2,
    seed: 1,
    answering: uniform(0, 50),
    clients: clients("network", 20),
  });
  w.run(200);
  const order = ofKind(w.trace, "ok").map(({ output }) => output);
  assertEquals(order, Array.from({ length: 20 }, (_, i) => i));
});

Deno.test("single disks may be slower than the others", () => {
  const times = (nodes?: Readonly<Record<number, ReturnType<typeof constant>>>) => {
    const saving: Protocol<null, Told, never, number> = {
      start(io) {
        io.save(1);
        io.send(0, { type: "told", value: io.self });
        return null;
      },
      upon: { told() {} },
    };
    const disk = { fsync: constant(2), ...(nodes === undefined ? {} : { nodes }) };
    const w = new World({ protocol: saving, nodes: 3, seed: 1, disk });
    w.run(50);
    return ofKind(w.trace, "send").map(({ at, from }) => [at, from]);
  };
  assertEquals(times(), [[2, 0], [2, 1], [2, 2]]);
  assertEquals(times({ 1: constant(9) }), [[2, 0], [2, 2], [9, 1]]);
});
