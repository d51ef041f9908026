import { assert, assertEquals } from "@std/assert";
import { executions, observed, smaller, stampsOf, tellAll } from "./executions.ts";

Deno.test("what happened before is what a chain of steps and messages leads to", () => {
  const events = [
    { node: 0, kind: "send", message: 0 },
    { node: 1, kind: "step" },
    { node: 1, kind: "deliver", message: 0 },
    { node: 1, kind: "send", message: 3 },
    { node: 2, kind: "deliver", message: 3 },
  ] as const;
  const order = observed(events);
  assert(order(0, 4) && order(1, 3) && !order(0, 1) && !order(1, 0) && !order(2, 2));
  assertEquals(tellAll(events.slice(0, 2)), "0: node 0 sends message 0; 1: node 1 steps");
  const clock = { first: 0, tick: (time: number) => time + 1, receive: Math.max };
  assertEquals(stampsOf(events, clock), [1, 1, 2, 3, 4]);
});

Deno.test("in an execution, and in each that is smaller, what is delivered was sent before", () => {
  for (const events of executions(40, { nodes: 5, length: 60 })) {
    for (const some of [events, ...smaller(events)]) {
      some.forEach((event, at) => {
        if (event.kind !== "deliver") return;
        const sent = some.findIndex((each) =>
          each.kind === "send" && each.message === event.message
        );
        assert(sent >= 0 && sent < at);
      });
    }
  }
  assert(executions(40).some((events) => [...smaller(events)].length < events.length));
});
