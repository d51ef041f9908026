import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Protocol } from "../model/protocol.ts";
import type { Ask, Clients } from "../model/clients.ts";
import type { Fault } from "./fault.ts";
import { constant } from "./latency.ts";
import { ofKind } from "./noter_test.ts";
import { World } from "./world.ts";

type Message = { type: "add"; amount: number; sequence: number; attempt: number }; // client → node
interface State {
  sum: number;
  readonly heard: { sequence: number; attempt: number }[];
}

/** Adds up and answers with the sum; a client's address stands in nothing that it keeps. */
const adder: Protocol<State, Message> = {
  start: () => ({ sum: 0, heard: [] }),
  upon: {
    add(s, { amount, sequence, attempt, from }, io) {
      s.sum += amount;
      s.heard.push({ sequence, attempt });
      io.answer(from, s.sum);
    },
  },
};

function asks(...inputs: number[]): Ask[] {
  return inputs.map((input) => ({ input }));
}

interface Setting {
  readonly faults?: Fault[];
  readonly protocol?: Protocol<State, Message>;
  readonly nodes?: number;
}

function world(clients: Partial<Clients<Message>>, { faults = [], ...rest }: Setting = {}) {
  return new World({
    protocol: adder,
    nodes: 1,
    seed: 1,
    network: { latency: constant(10) },
    faults,
    clients: {
      workload: [asks(1, 2)],
      ask: (input, { sequence, attempt }): Message => ({
        type: "add",
        amount: Number(input),
        sequence,
        attempt,
      }),
      ...clients,
    },
    ...rest,
  });
}

Deno.test("a client asks one operation after another, and the history says how each went", () => {
  const w = world({ think: constant(5) });
  w.run(1000);
  assertEquals(w.history, [
    { id: 0, process: 0, input: 1, output: 1, invokedAt: 0, endedAt: 20, outcome: "ok" },
    { id: 1, process: 0, input: 2, output: 3, invokedAt: 25, endedAt: 45, outcome: "ok" },
  ]);
  assert(!w.clientsBusy);
});

Deno.test("an operation is not asked before its time, nor before the one before has ended", () => {
  const w = world({
    workload: [[{ input: 1, at: 7 }, { input: 2, at: 8 }, { input: 3, at: 100 }]],
  });
  w.run(1000);
  assertEquals(w.history.map((operation) => operation.invokedAt), [7, 28, 100]);
});

Deno.test("clients begin together, and each stays with its node", () => {
  const w = world({ workload: [asks(1), asks(2), asks(3)] }, { nodes: 2 });
  assert(w.clientsBusy);
  w.run(1000);
  assertEquals(w.history.map(({ process, invokedAt }) => [process, invokedAt]), [[0, 0], [1, 0], [
    2,
    0,
  ]]);
  assertEquals(w.states.map((state) => state!.sum), [4, 2]);
});

Deno.test("a client may choose the node of every attempt", () => {
  const w = world(
    { timeoutMs: 15, retries: 1, to: ({ attempt }) => attempt, workload: [asks(5)] },
    { nodes: 2, faults: [{ kind: "lose", from: 2, to: 0, nth: 1 }] },
  );
  w.run(1000);
  assertEquals(w.states.map((state) => state!.sum), [0, 5]);
});

Deno.test("without a timeout a client waits for ever", () => {
  const w = world({}, { faults: [{ kind: "lose", from: 1, to: 0, nth: 1 }] });
  w.run(1e6);
  assertEquals(w.history.map((operation) => operation.outcome), ["unknown"]);
  assert(w.clientsBusy);
});

Deno.test("after a timeout the operation is unknown, and the client goes on as another process", () => {
  const w = world({ timeoutMs: 15, workload: [asks(1, 2), asks(4)] });
  w.run(1000);
  // Answers take 20 ms: every operation took effect, and no client ever learns it.
  assertEquals(w.history.map(({ process, outcome, endedAt }) => [process, outcome, endedAt]), [
    [0, "unknown", Infinity],
    [1, "unknown", Infinity],
    [2, "unknown", Infinity],
  ]);
  assertEquals(w.states[0]!.sum, 7);
  assertEquals(
    ofKind(w.trace, "unknown").map(({ at, process }) => [at, process]),
    [[15, 0], [15, 1], [31, 2]],
  );
});

Deno.test("a late answer to an old operation is not taken for the answer to a new one", () => {
  const w = world({ timeoutMs: 15, workload: [asks(1, 2)] }, {
    faults: [{ kind: "delay", from: 2, to: 0, nth: 1, latencyMs: 2 }, {
      kind: "delay",
      from: 0,
      to: 2,
      nth: 1,
      latencyMs: 12,
    }],
  });
  w.run(1000);
  // The first answer comes at 20, in the middle of the second operation (16 to 30).
  assertEquals(w.history.map((operation) => operation.outcome), ["unknown", "ok"]);
  assertEquals(w.history[1]!.output, 3);
  assertEquals(w.history[1]!.endedAt, 30);
});

Deno.test("a client tries again as often as it may, from the same address", () => {
  const w = world({ timeoutMs: 25, retries: 2, workload: [asks(1)] }, {
    faults: [1, 2].map((nth) => ({ kind: "lose", from: 1, to: 0, nth })),
  });
  w.run(1000);
  assertEquals(w.states[0]!.heard, [{ sequence: 0, attempt: 2 }]);
  assertEquals(w.history[0], {
    id: 0,
    process: 0,
    input: 1,
    output: 1,
    invokedAt: 0,
    endedAt: 70,
    outcome: "ok",
  });
});

Deno.test("the answer to an earlier attempt ends the operation, and a second answer nothing", () => {
  const w = world({ timeoutMs: 15, retries: 1, workload: [asks(1)] });
  w.run(1000);
  assertEquals([w.history.length, w.history[0]!.endedAt, w.history[0]!.output], [1, 20, 1]);
  assertEquals(w.states[0]!.sum, 2, "the retry was executed, too");
  assertEquals(ofKind(w.trace, "ok").length, 1);
});

Deno.test("an answer may say that the operation failed", () => {
  const w = world({ outcome: (result) => result === 1 ? "fail" : "ok" });
  w.run(1000);
  assertEquals(w.history.map((operation) => operation.outcome), ["fail", "ok"]);
  assert(!("output" in w.history[0]!));
  assertEquals(w.history[0]!.endedAt, 20);
  assertEquals(ofKind(w.trace, "fail").length, 1);
});

Deno.test("a local client loses no time and no message, and its requests are not in the trace", () => {
  const w = world({ link: "local" }, {
    faults: [{ kind: "lose", from: 1, to: 0, nth: 1 }],
  });
  w.run(1000);
  assertEquals(w.history.map(({ invokedAt, endedAt }) => [invokedAt, endedAt]), [[0, 0], [1, 1]]);
  assertEquals([w.messages, ofKind(w.trace, "deliver").length], [0, 0]);
});

Deno.test("a local client of a node that is down or paused waits until it is back", () => {
  for (
    const fault of [
      { kind: "crash", at: 0, node: 0, downMs: 50 },
      { kind: "pause", at: 0, node: 0, forMs: 50 },
    ] as const
  ) {
    const w = world({ link: "local", workload: [[{ input: 1, at: 20 }]] }, { faults: [fault] });
    w.run(1000);
    assertEquals(w.history.map(({ invokedAt, endedAt }) => [invokedAt, endedAt]), [[20, 50]]);
  }
});

Deno.test("nobody takes an answer that nobody asked for", () => {
  const w = world({ workload: [[]] }, {
    protocol: {
      ...adder,
      start(io) {
        io.answer(1, "unasked");
        return { sum: 0, heard: [] };
      },
    },
  });
  assert(w.run(1000));
  assertEquals([w.history, w.clientsBusy], [[], false]);
});

const impossible: readonly (readonly [string, Partial<Clients<Message>>, string])[] = [
  [
    "a negative timeout",
    { timeoutMs: -1 },
    "timeout of clients because it must be at least 0: given -1",
  ],
  ["half a retry", { retries: 0.5 }, "retries must be a whole number from 0 to 1023: given 0.5"],
  ["too many retries", { retries: 1024 }, "given 1024"],
  [
    "a request to nobody",
    { to: () => 9 },
    "a client's request because its node must be one of 0 to 0: given 9",
  ],
];

for (const [name, clients, words] of impossible) {
  Deno.test(`clients cannot have ${name}`, () => {
    assertThrows(() => world(clients).run(1), RangeError, words);
  });
}
