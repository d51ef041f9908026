import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  execution,
  executions,
  observed,
  relay,
  smaller,
  stampsOf,
  steps,
  tellAll,
} from "./executions.ts";

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
  // No clock can be tried on an execution of nothing.
  assertEquals([...smaller(steps(1))], []);
});

Deno.test("the number of a message tells neither its place nor its order, and may be 0 or large", () => {
  const sends = executions(40).flatMap((events) => {
    const all = events.flatMap((event, at) => event.kind === "send" ? [{ ...event, at }] : []);
    assertEquals(new Set(all.map(({ message }) => message)).size, all.length);
    return all.map((send, i) => ({ ...send, before: all[i - 1]?.message ?? 0 }));
  });
  const share = (of: (send: (typeof sends)[number]) => boolean) =>
    sends.filter(of).length / sends.length;
  assert(share(({ message, at }) => message === at) < 0.2);
  assert(share(({ message, before }) => message < before) > 0.25);
  assert(share(({ message }) => message >= 256) > 0.25);
  assert(share(({ message }) => message === 0) > 0);
});

Deno.test("among executions, some messages are delivered twice at one node, and some at two", () => {
  const deliveries = executions(40).flatMap((events) =>
    events.flatMap((event) =>
      event.kind !== "send" ? [] : [
        events.flatMap((each) =>
          each.kind === "deliver" && each.message === event.message ? [each.node] : []
        ),
      ]
    )
  );
  assert(deliveries.some((nodes) => nodes.length === 2 && nodes[0] === nodes[1]));
  assert(deliveries.some((nodes) => new Set(nodes).size === 2));
});

Deno.test("a relay is one chain of all its events, and steps are a chain at each node", () => {
  const chain = relay(5), order = observed(chain);
  chain.forEach((_, b) => chain.forEach((_, a) => assertEquals(order(a, b), a < b)));
  assertEquals(tellAll(steps(3)), "0: node 0 steps; 1: node 1 steps; 2: node 0 steps");
});

Deno.test("executions of nobody, of a part of an event, or that talk alone, are refused", () => {
  for (const bad of [-1, 0.5, NaN]) {
    const asks = [relay, steps, executions, (n: number) => execution(1, 3, n)];
    for (const ask of asks) assertThrows(() => ask(bad), RangeError, `below 2^53: given ${bad}`);
  }
  for (const nodes of [0, 1]) {
    assertThrows(() => execution(1, nodes), RangeError, `two nodes or more: given ${nodes}`);
  }
});
