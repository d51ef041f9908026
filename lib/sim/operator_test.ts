import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { Fault } from "./fault.ts";
import { constant } from "./latency.ts";
import { type Message, noter, ofKind, type State, type Timer } from "./noter_test.ts";
import { OPERATOR } from "./operator.ts";
import type { WorldOptions } from "./scenario.ts";
import { World } from "./world.ts";

/** Node 0 passes each note that it hears on to node 1. */
const relay: typeof noter = {
  ...noter,
  upon: {
    note(s, { text, from }, io) {
      s.notes.push(`${text} from ${from}`);
      if (io.self === 0) io.send(1, { type: "note", text });
      io.save(text);
    },
  },
};

function world(options: Partial<WorldOptions<State, Message, Timer, string>> = {}) {
  return new World({ protocol: relay, nodes: 2, seed: 1, ...options });
}

const note = (text: string): Message => ({ type: "note", text });
const apart: Fault = { kind: "partition", at: 0, forMs: Infinity, sides: [[0], [1]] };

Deno.test("a node is told something at once, and what it sends travels as ever", () => {
  const w = world();
  w.run(5);
  w.tell(0, note("a"));
  assertEquals(w.states[0]!.notes, [`a from ${OPERATOR}`]);
  w.run(5);
  assertEquals(w.states[1]!.notes, ["a from 0"]);
  assertEquals(ofKind(w.trace, "fault").map(({ words }) => words), [
    "node 0 is told note: text a",
  ]);
});

Deno.test("a partition that was injected lasts until it is lifted", () => {
  const w = world();
  w.inject(apart);
  w.tell(0, note("a"));
  w.run(1e6);
  assertEquals(w.states[1]!.notes, []);
  w.lift(apart);
  w.tell(0, note("b"));
  w.run(5);
  assertEquals(w.states[1]!.notes, ["b from 0"]);
  assertStringIncludes(ofKind(w.trace, "fault").at(-2)!.words, "no more: ");
});

Deno.test("a node that crashed stays down until it is restarted, and then knows what it saved", () => {
  const w = world();
  w.tell(1, note("a"));
  w.inject({ kind: "crash", at: 0, node: 1 });
  w.tell(1, note("nobody hears this"));
  w.run(100);
  assertEquals(w.states[1], undefined);
  w.restart(1);
  assertEquals(w.states[1]!.notes, ["a"]);
  w.restart(1);
  assertEquals(ofKind(w.trace, "start").length, 3, "who is up is not restarted");
});

Deno.test("the network changes its ways for what is sent from then on", () => {
  const w = world();
  w.reshape({ latency: constant(50) });
  w.tell(0, note("slow"));
  w.reshape({ types: { note: { loss: 1 } } });
  w.tell(0, note("lost"));
  w.run(49);
  assertEquals(w.states[1]!.notes, []);
  w.run(2);
  assertEquals(w.states[1]!.notes, ["slow from 0"]);
});

Deno.test("an operator gets no answer, and nothing breaks by that", () => {
  const answers = world({
    protocol: { ...noter, upon: { note: (_s, { from }, io) => io.answer(from, "yes") } },
  });
  answers.tell(0, note("a"));
  answers.run(10);
  assertEquals(answers.violation, undefined);
  assertEquals(answers.messages, 0);
});

Deno.test("what an operator cannot do is refused in words", () => {
  const w = world();
  assertThrows(() => w.tell(2, note("a")), RangeError, "one of 0 to 1: given 2");
  assertThrows(() => w.restart(-1), RangeError, "one of 0 to 1: given -1");
  assertThrows(() => w.inject({ kind: "crash", at: 0, node: 7 }), RangeError, "given 7");
});

Deno.test("a tap hears of everything that is handed to the network", () => {
  const heard: unknown[] = [];
  const w = world({
    network: { loss: 1 },
    tap: ({ from, to, body }) => heard.push([from, to, body]),
  });
  w.tell(0, note("a"));
  assertEquals(heard, [[0, 1, { type: "note", text: "a", from: 0 }]]);
});
