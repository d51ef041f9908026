import { assertEquals, assertNotStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { clone } from "./clone.ts";
import type { Plain } from "./plain.ts";
import { plain } from "./plain_arbitrary_test.ts";
import type { Protocol } from "./protocol.ts";
import { step } from "./step.ts";
import { stepAll } from "./step_all.ts";
import type { StepEvent } from "./step_effect.ts";

interface State {
  readonly items: Plain[];
}
type Message = { type: "put"; item: Plain } | { type: "mess"; item: Plain };
type Timer = { type: "tick"; item: Plain };

/** Passes on everything that it gets, and keeps references to it. */
const hoarder: Protocol<State, Message, Timer, Plain> = {
  start: (io, journal) => {
    io.wait(io.choose(10), { type: "tick", item: [...journal] });
    return { items: [...journal] };
  },
  upon: {
    put(s, { item, from }, io) {
      s.items.push(item, from, io.now());
      io.send(io.choose(2), { type: "put", item: s.items });
      if (from >= io.peers.length) io.answer(from, s.items);
      io.save(s.items);
    },
    mess(s, event) {
      s.items.push(event.item);
      for (const list of [s.items, event.item]) if (Array.isArray(list)) list.push("mess");
    },
  },
  after: {
    tick(s, { item }, io) {
      s.items.push(item);
      io.wait(5, { type: "tick", item: s.items });
      io.cancel("tick");
    },
  },
};

const at = { self: 1, nodes: 3 };

const events: fc.Arbitrary<StepEvent<Message, Timer, Plain>> = fc.oneof(
  fc.array(plain).map((journal) => ({ kind: "start" as const, journal })),
  fc.tuple(fc.nat({ max: 5 }), fc.constantFrom("put" as const, "mess" as const), plain).map(
    ([from, type, item]) => ({ kind: "message" as const, from, message: { type, item } }),
  ),
  plain.map((item) => ({ kind: "timer" as const, timer: { type: "tick" as const, item } })),
);

const states = fc.array(plain).map((items) => ({ items }));

Deno.test("a step changes nothing that it is given, and gives the same again", () => {
  fc.assert(
    fc.property(states, events, (state, event) => {
      const before = clone({ state, event });
      const outcome = step(hoarder, state, event, at);
      assertEquals({ state, event }, before);
      assertEquals(step(hoarder, state, event, at), outcome);
    }),
    { seed: 1 },
  );
});

Deno.test("its effects share no memory with the state, nor with one another", () => {
  const put = { kind: "message", from: 3, message: { type: "put", item: [1] } } as const;
  const { state, effects } = step(hoarder, { items: [] }, put, { ...at, now: 7 });
  assertEquals(state, { items: [[1], 3, 7] });
  assertEquals(effects, [
    { kind: "send", to: 0, message: { type: "put", item: [[1], 3, 7] } },
    { kind: "answer", client: 3, result: [[1], 3, 7] },
    { kind: "save", record: [[1], 3, 7] },
  ]);
  state.items.push("changed");
  const [sent, answered, saved] = effects.map((effect) => {
    if (effect.kind === "send") return effect.message.item;
    return effect.kind === "answer" ? effect.result : effect.kind === "save" && effect.record;
  });
  assertEquals([sent, answered, saved], Array(3).fill([[1], 3, 7]));
  assertNotStrictEquals(answered, saved);
});

Deno.test("a start begins from the journal, a timer from the state; both are told like a message", () => {
  const start = { kind: "start", journal: ["saved"] } as const;
  assertEquals(step(hoarder, undefined, start, { ...at, choices: [4] }), {
    state: { items: ["saved"] },
    effects: [{ kind: "wait", delayMs: 4, timer: { type: "tick", item: ["saved"] } }],
    choices: [{ took: 4, of: 10 }],
  });
  const timer = { kind: "timer", timer: { type: "tick", item: "x" } } as const;
  assertEquals(step(hoarder, { items: [] }, timer, at), {
    state: { items: ["x"] },
    effects: [
      { kind: "wait", delayMs: 5, timer: { type: "tick", item: ["x"] } },
      { kind: "cancel", type: "tick" },
    ],
    choices: [],
  });
});

/** Waits for two members, and forgets one of them. */
const suspicious: Protocol<null, { type: "never" }, { type: "suspicion"; key?: number }> = {
  start(io) {
    io.wait(1, { type: "suspicion", key: 2 });
    io.cancel("suspicion", 2);
    io.cancel("suspicion");
    return null;
  },
  upon: { never() {} },
  after: { suspicion() {} },
};

Deno.test("the keys of timers are told where they were given, and only there", () => {
  assertEquals(step(suspicious, undefined, { kind: "start", journal: [] }, at).effects, [
    { kind: "wait", delayMs: 1, timer: { type: "suspicion", key: 2 } },
    { kind: "cancel", type: "suspicion", key: 2 },
    { kind: "cancel", type: "suspicion" },
  ]);
});

/** Says each thing twice, and only the first time does it not wait for the disk. */
const hasty: Protocol<null, { type: "news" }> = {
  start(io) {
    io.send(2, { type: "news" }, "ahead");
    io.answer(3, "done", "ahead");
    io.send(2, { type: "news" });
    io.answer(3, "done");
    return null;
  },
  upon: { news() {} },
};

Deno.test("what need not wait for the disk is told so, and all else is not", () => {
  const { effects } = step(hasty, undefined, { kind: "start", journal: [] }, at);
  assertEquals(effects, [
    { kind: "send", to: 2, message: { type: "news" }, ahead: "ahead" },
    { kind: "answer", client: 3, result: "done", ahead: "ahead" },
    { kind: "send", to: 2, message: { type: "news" } },
    { kind: "answer", client: 3, result: "done" },
  ]);
});

/** Forks of which the later depend on the earlier. */
const forking: Protocol<{ way: number[] }, { type: "never" }> = {
  start(io) {
    const way = [io.choose(3)];
    for (let i = 0; i < way[0]!; i++) way.push(io.choose(2));
    return { way };
  },
  upon: { never() {} },
};
const birth = { kind: "start", journal: [] } as const;

Deno.test("stepAll goes every way exactly once, in order", () => {
  const ways = [...stepAll(forking, undefined, birth, at)].map(({ state }) => state.way);
  assertEquals(ways, [[0], [1, 0], [1, 1], [2, 0, 0], [2, 0, 1], [2, 1, 0], [2, 1, 1]]);
});

Deno.test("the choices of an outcome lead to it again", () => {
  for (const outcome of stepAll(forking, undefined, birth, at)) {
    const choices = outcome.choices.map(({ took }) => took);
    assertEquals(step(forking, undefined, birth, { ...at, choices }), outcome);
  }
});

Deno.test("a step that chooses nothing has one outcome", () => {
  const tick = { kind: "timer", timer: { type: "tick", item: 1 } } as const;
  assertEquals([...stepAll(hoarder, { items: [] }, tick, at)].length, 1);
});

type Start = Protocol<State, Message, Timer, Plain>["start"];

function starting(start: (io: Parameters<Start>[0]) => unknown): () => unknown {
  const protocol = { ...hoarder, start: (io: Parameters<Start>[0]) => (start(io), { items: [] }) };
  return () => step(protocol, undefined, birth, at);
}

const message = { type: "put", item: 1 } as const;

const wrong: readonly (readonly [string, () => unknown, string])[] = [
  [
    "a choice of nothing",
    starting((io) => io.choose(0)),
    "number of choices must be 1 or more: given 0",
  ],
  [
    "a receiver that does not exist",
    starting((io) => io.send(3, message)),
    'Cannot send "put" because its receiver must be a node from 0 to 2: given 3',
  ],
  [
    "an answer to a node",
    starting((io) => io.answer(2, 1)),
    "return address of a client (3 or more): given 2",
  ],
  [
    "a negative delay",
    starting((io) => io.wait(-1, { type: "tick", item: 1 })),
    'delay of timer "tick" because it must be at least 0: given -1',
  ],
  [
    "a node that does not exist",
    () => step(hoarder, undefined, birth, { self: 3, nodes: 3 }),
    "Cannot take a step because the node must be a node from 0 to 2: given 3",
  ],
  [
    "a way that does not exist",
    () => step(forking, undefined, birth, { ...at, choices: [1, 2] }),
    "choice 1 must be from 0 to 1: given 2",
  ],
  [
    "a message without a state",
    () => step(hoarder, undefined, { kind: "message", from: 0, message }, at),
    "the node must have a state: given undefined",
  ],
  [
    "a message that no handler takes",
    () =>
      step(hoarder, { items: [] }, {
        kind: "message",
        from: 0,
        message: { type: "nonsense" } as unknown as Message,
      }, at),
    'Cannot handle a message of type "nonsense" because the protocol must have a handler for it: given handlers for "put", "mess"',
  ],
  [
    "a timer when there are no handlers",
    () =>
      step<{ way: number[] }, { type: "never" }, Timer>(forking as never, { way: [] }, {
        kind: "timer",
        timer: { type: "tick", item: 1 },
      }, at),
    "given handlers for none",
  ],
];

for (const [name, run, words] of wrong) {
  Deno.test(`a step rejects ${name}`, () => {
    assertThrows(run, Error, words);
  });
}
