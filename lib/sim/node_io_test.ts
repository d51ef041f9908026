import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Message, type Noter, noter, noterWith, ofKind } from "./noter_test.ts";
import { World } from "./world.ts";

function world(protocol: Noter, strict = true) {
  return new World({ protocol, nodes: 2, seed: 1, strict });
}

Deno.test("a message shares no memory with the state of its sender or of its receiver", () => {
  type Listing = { type: "list"; items: number[][] };
  const w = new World<{ items: number[][] }, Listing>({
    nodes: 2,
    seed: 1,
    network: { duplication: 1 },
    protocol: {
      start(io) {
        const s = { items: [[0]] };
        if (io.self === 0) io.send(1, { type: "list", items: s.items });
        s.items[0]!.push(1);
        return s;
      },
      upon: {
        list(s, { items }) {
          s.items.push(...items);
          items[0]!.push(2);
        },
      },
    },
  });
  w.run(10);
  assertEquals(w.states[0], { items: [[0, 1]] });
  // The copy of the duplicate is its own, too: it did not see the 2.
  assertEquals(w.states[1], { items: [[0, 1], [0, 2], [0, 2]] });
  for (const { body } of ofKind(w.trace, "deliver")) {
    assertEquals(body, { type: "list", items: [[0]], from: 0 });
  }
});

Deno.test("answers and records are copies, too", () => {
  const w = new World<{ list: number[] }, { type: "get" }, never, number[]>({
    nodes: 1,
    seed: 1,
    protocol: {
      start: (_io, journal) => ({ list: journal.at(-1) ?? [1] }),
      upon: {
        get(s, { from }, io) {
          io.save(s.list);
          io.answer(from, s.list);
          s.list.push(2);
        },
      },
    },
    faults: [{ kind: "crash", at: 5, node: 0, downMs: 1 }],
    clients: { workload: [[{ input: "get" }]], ask: () => ({ type: "get" }) },
  });
  w.run(10);
  assertEquals(ofKind(w.trace, "save").map((event) => event.record), [[1]]);
  assertEquals(w.history[0]!.output, [1]);
  assertEquals(w.states[0], { list: [1] }, "the record is as it was saved");
});

/** A step that goes wrong, and what is said of it. */
const wrong: readonly (readonly [string, Noter["start"], string])[] = [
  [
    "a state that is not plain data",
    () => ({ notes: [(() => "") as unknown as string] }),
    "node 0, start: TypeError: Cannot use the state of node 0.notes[0] because it must be plain data",
  ],
  [
    "a message that is not plain data",
    (io) => {
      io.send(1, { type: "note", text: new Date(0) as unknown as string });
      return { notes: [] };
    },
    'Cannot use message "note".text because it must be plain data',
  ],
  [
    "a record that is not plain data",
    (io) => {
      io.save(Symbol("x") as unknown as string);
      return { notes: [] };
    },
    "Cannot use a saved record because it must be plain data",
  ],
  [
    "an answer that is not plain data",
    (io) => {
      io.answer(2, new Date(0));
      return { notes: [] };
    },
    "Cannot use an answer because it must be plain data",
  ],
  [
    "a message to nobody",
    (io) => {
      io.send(2, { type: "note", text: "" });
      return { notes: [] };
    },
    'Cannot send "note" because its receiver must be a node from 0 to 1: given 2',
  ],
  [
    "an answer to a node",
    (io) => {
      io.answer(1, "");
      return { notes: [] };
    },
    "Cannot answer because the receiver must be the return address of a client (2 or more): given 1",
  ],
  [
    "a negative delay",
    (io) => {
      io.wait(-1, { type: "tick", text: "" });
      return { notes: [] };
    },
    'Cannot use a delay of timer "tick" because it must be at least 0: given -1',
  ],
  [
    "a choice of nothing",
    (io) => {
      io.choose(0);
      return { notes: [] };
    },
    "Cannot choose because the number of choices must be 1 or more: given 0",
  ],
  [
    "an unknown message",
    (io) => {
      io.send(0, { type: "nonsense" } as unknown as Message);
      return { notes: [] };
    },
    'Cannot handle a message of type "nonsense" because the protocol must have a handler for it: ' +
    'given handlers for "note"',
  ],
  [
    "an unknown timer",
    (io) => {
      io.wait(1, { type: "nonsense" } as unknown as { type: "tick"; text: string });
      return { notes: [] };
    },
    'Cannot handle a timer of type "nonsense" because the protocol must have a handler for it: ' +
    'given handlers for "tick", "tock"',
  ],
  [
    "an exception",
    () => {
      throw new Error("out of cheese");
    },
    "node 0, start: Error: out of cheese",
  ],
];

for (const [name, start, words] of wrong) {
  Deno.test(`${name} is a violation, with the node and the handler`, () => {
    const w = world({ ...noter, start });
    assertEquals(w.run(10), false);
    assertEquals(w.violation!.invariant, "handlers do not throw");
    assertStringIncludes(w.violation!.words, words);
    assertEquals(w.violation!.nodes, [0]);
    assert(w.violation!.error instanceof Error);
    assertEquals(ofKind(w.trace, "violation").length, 1);
  });
}

Deno.test("what is not plain data passes when the world is not strict", () => {
  const start: Noter["start"] = () => ({ notes: [(() => "") as unknown as string] });
  const w = world({ ...noter, start }, false);
  assertEquals(w.run(10), true);
});

Deno.test("what a step sent before it threw does not leave", () => {
  const w = world(noterWith((io) => {
    io.send(1, { type: "note", text: "half" });
    throw new Error("out of cheese");
  }));
  w.run(10);
  w.heal();
  assertEquals(ofKind(w.trace, "send"), []);
});

Deno.test("no handler can take another node's place", () => {
  const w = new World<{ said: string }, { type: "none" }>({
    nodes: 2,
    seed: 1,
    protocol: {
      start(io) {
        try {
          (io as { self: number }).self = 1;
          return { said: "taken" };
        } catch (error) {
          return { said: (error as Error).name };
        }
      },
      upon: { none() {} },
    },
  });
  assertEquals(w.states, [{ said: "TypeError" }, { said: "TypeError" }]);
});

Deno.test("a timer that is set again for no time at all is an error where it is set", () => {
  for (const delayMs of [0, 1e-7]) {
    const w = new World<null, never, { type: "again" }>({
      nodes: 2,
      seed: 1,
      protocol: {
        start(io) {
          io.wait(35, { type: "again" });
          return null;
        },
        upon: {} as never,
        after: { again: (_s, timer, io) => io.wait(delayMs, timer) },
      },
    });
    assertEquals(w.run(1000), false);
    assertStringIncludes(w.violation!.words, "after again: RangeError: Cannot set timer");
    assertStringIncludes(w.violation!.words, "set again for 0 ms, 1020 times in a row");
    assertEquals(Math.round(w.violation!.at), 35);
  }
});

Deno.test("no node has the Io or the list of nodes of another, nor those of before its crash", () => {
  const seen: object[] = [];
  const w = new World<null, never, never>({
    nodes: 3,
    seed: 1,
    protocol: {
      start(io) {
        seen.push(io, io.peers);
        return null;
      },
      upon: {} as never,
    },
    faults: [{ kind: "crash", at: 1, node: 2, downMs: 1 }],
  });
  w.run(5);
  assertEquals(seen.length, 2 * 4);
  assertEquals(new Set(seen).size, seen.length);
  assert(Object.isFrozen(seen[1]));
});
