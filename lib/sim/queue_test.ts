import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { EventQueue } from "./queue.ts";

/** A push at a time, or a pop. Few times, so that many are equal. */
const commands = fc.array(fc.oneof(fc.nat({ max: 5 }), fc.constant("pop" as const)), {
  maxLength: 200,
  size: "max",
});

interface Event {
  time: number;
  c: number;
}

/** The naive twin: an array, sorted anew at each pop; Array.prototype.sort keeps equals in order. */
function popFirst(events: Event[]): Event | undefined {
  events.sort((x, y) => x.time - y.time);
  return events.shift();
}

Deno.test("the queue pops what a sorted array would, and equal times keep their order", () => {
  fc.assert(
    fc.property(commands, fc.integer({ min: 1, max: 4 }), (list, capacity) => {
      const queue = new EventQueue(capacity);
      const twin: Event[] = [];
      list.forEach((command, c) => {
        assertEquals(queue.nextTime(), Math.min(Infinity, ...twin.map((event) => event.time)));
        if (command !== "pop") {
          queue.push(command, 0, 0, 0, c, undefined);
          twin.push({ time: command, c });
          return;
        }
        const expected = popFirst(twin);
        assertEquals(queue.pop(), expected !== undefined);
        if (expected !== undefined) assertEquals({ time: queue.time, c: queue.c }, expected);
        assertEquals(queue.size, twin.length);
      });
    }),
    { seed: 1, numRuns: 500 },
  );
});

Deno.test("what was pushed with an event is popped with it", () => {
  const queue = new EventQueue(1);
  const payload = { type: "hello" };
  queue.push(2, 255, -1, 2 ** 31 - 1, 2 ** 52, payload);
  queue.push(1, 7, 1, 2, 3, undefined);
  queue.pop();
  const { kind, a, b, c } = queue;
  assertEquals({ kind, a, b, c, payload: queue.payload }, {
    kind: 7,
    a: 1,
    b: 2,
    c: 3,
    payload: undefined,
  });
  assert(queue.pop());
  assertEquals([queue.kind, queue.a, queue.b, queue.c], [255, -1, 2 ** 31 - 1, 2 ** 52]);
  assert(queue.payload === payload);
});

Deno.test("an empty queue has nothing to pop and its next time is Infinity", () => {
  const queue = new EventQueue();
  assertEquals([queue.pop(), queue.size, queue.nextTime()], [false, 0, Infinity]);
});

Deno.test("fractions of a millisecond, 0 and Infinity are times like any other", () => {
  const queue = new EventQueue(2);
  for (const time of [Infinity, 1 / 1024, 0, 2 ** 40 + 1 / 1024]) {
    queue.push(time, 0, 0, 0, 0, undefined);
  }
  const times: number[] = [];
  while (queue.pop()) times.push(queue.time);
  assertEquals(times, [0, 1 / 1024, 2 ** 40 + 1 / 1024, Infinity]);
});
