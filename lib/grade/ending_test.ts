import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { clone } from "../model/clone.ts";
import { encode } from "../model/encode.ts";
import type { Protocol } from "../model/protocol.ts";
import { StepIo } from "../model/step_io.ts";
import { World } from "../sim/world.ts";
import { ending, NoEnd } from "./ending.ts";
import { thrownInWords } from "./thrown.ts";

type Message =
  | { readonly type: "add"; readonly value: number }
  | { readonly type: "loop" }
  | { readonly type: "flood" };
interface State {
  sum: number;
  list?: number[];
}

/** Adds what it hears of; and has two steps that never end. */
const adding: Protocol<State, Message> = {
  start(io) {
    if (io.self === 0) { for (const value of [1, 2, 3]) io.send(1, { type: "add", value }); }
    return { sum: 0 };
  },
  upon: {
    add(s, { value }) {
      s.sum += value;
      s.list = [...s.list ?? [], value];
    },
    loop(s) {
      while (s.sum >= 0);
    },
    flood(_s, _event, io) {
      for (;;) io.send(1, { type: "add", value: 1 });
    },
  },
};

function takes(type: "loop" | "flood"): string {
  const { upon } = ending(adding), io = new StepIo<Message, never, never>({ self: 0, nodes: 2 });
  const take = () => upon[type]({ sum: 0 }, { type, from: 1 } as never, io);
  const { message } = assertThrows(take, NoEnd);
  assertThrows(take, NoEnd);
  return message;
}

Deno.test("a step that looks at its state without end, or sends without end, is ended", () => {
  assertStringIncludes(takes("loop"), "it has looked at its state 2000000 times");
  assertStringIncludes(takes("flood"), "it has asked something of its node 100000 times");
});

Deno.test("a step that does not end is told as that, and not as an exception of the reader's", () => {
  assertEquals(
    thrownInWords(new NoEnd("a step that does not come to an end")).slice(0, 35),
    "a step that does not come to an end",
  );
});

Deno.test("a run comes out as it does without being counted, and states stay plain data", () => {
  const run = (protocol: typeof adding) => {
    const world = new World({ protocol, nodes: 2, seed: 1, states: true });
    world.run(100);
    return [world.digest(), encode(world.states), encode(clone(world.states))];
  };
  assertEquals(run(ending(adding)), run(adding));
});

Deno.test("between two steps anybody may look at a state as often as he likes", () => {
  const world = new World({ protocol: ending(adding), nodes: 2, seed: 1 });
  world.run(100);
  let sum = 0;
  for (let i = 0; i < 2_100_000; i++) sum += world.states[1]!.sum;
  assertEquals(sum, 6 * 2_100_000);
});

Deno.test("the state may be an array, a map, or an object that is frozen", () => {
  const io = new StepIo<{ type: "hello" }, never, never>({ self: 0, nodes: 1 });
  for (const state of [[1], new Map([[1, 2]]), Object.freeze({ a: 1 }), null, 3]) {
    const seen: unknown[] = [];
    const { upon } = ending<unknown, { type: "hello" }>({
      start: () => state,
      upon: { hello: (s) => void seen.push(s) },
    });
    upon.hello(state, { type: "hello", from: 0 }, io);
    assertEquals(seen, [state]);
  }
});
