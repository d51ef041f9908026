import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { chain, type Node, type NodeMessage } from "./chain.ts";
import { asRequest } from "./messages.ts";

const protocol = chain({
  chain: [1, 2],
  counting: "fail-stop",
  beatMs: Infinity,
  resendMs: Infinity,
});

/** The head, which has just started; what comes of each of its steps. */
function head() {
  const at = { self: 1, nodes: 3 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  return (from: number, message: NodeMessage): string[] => {
    const outcome = step(protocol, state as Node, { kind: "message", from, message }, at);
    state = outcome.state;
    return outcome.effects.map(({ kind }) => kind);
  };
}

const ask = (sequence: number) =>
  asRequest({ type: "append", key: "x", value: `${sequence}` }, { client: 9, sequence });

Deno.test("an update that comes again is done once: while it is under way, when it is decided, and after the next one", () => {
  const hear = head();
  const done = ["save", "send"];
  assertEquals([0, 0].map((sequence) => hear(9, ask(sequence))), [done, []]);
  // Its client has given it up; it comes late, and the next one is under way.
  assertEquals([1, 0, 1].map((sequence) => hear(9, ask(sequence))), [done, [], []]);
  hear(2, { type: "acknowledge", epoch: 1, sequence: 2 });
  assertEquals([1, 0].map((sequence) => hear(9, ask(sequence))), [["answer"], []]);
  assertEquals(hear(9, ask(2)), done);
});

Deno.test("a request that its client has given up is not done after the next one, which is under way", () => {
  const hear = head();
  assertEquals([1, 0].map((sequence) => hear(9, ask(sequence))), [["save", "send"], []]);
});
