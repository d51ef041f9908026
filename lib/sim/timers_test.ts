import { assert, assertEquals, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { Timers } from "./timers.ts";

Deno.test("the last timer of a type is the pending one, until it ends, as in a table for each node", () => {
  const node = fc.nat({ max: 2 }), type = fc.constantFrom("a", "b");
  const command = fc.oneof(
    fc.record({ kind: fc.constant("begin" as const), node, type }),
    fc.record({ kind: fc.constant("end" as const), node, type }),
    fc.record({ kind: fc.constant("endAll" as const), node }),
  );
  fc.assert(
    fc.property(fc.array(command), (commands) => {
      const timers = new Timers(3);
      const twin = new Map<string, number>();
      const tokens: number[] = [];
      for (const item of commands) {
        if (item.kind === "begin") {
          tokens.push(timers.begin(item.node, item.type));
          twin.set(`${item.node} ${item.type}`, tokens.at(-1)!);
        } else if (item.kind === "end") {
          timers.end(item.node, item.type);
          twin.delete(`${item.node} ${item.type}`);
        } else {
          timers.endAll(item.node);
          for (const key of twin.keys()) if (key.startsWith(`${item.node} `)) twin.delete(key);
        }
        for (const id of [0, 1, 2]) {
          for (const name of ["a", "b"]) {
            for (const token of tokens) {
              assertEquals(
                timers.isPending(id, name, token),
                twin.get(`${id} ${name}`) === token,
              );
            }
          }
        }
      }
    }),
    { seed: 1 },
  );
});

Deno.test("a timer that carries data is copied; those that carry none are one frozen object a type", () => {
  const timers = new Timers(1);
  const timer = { type: "retry", attempts: [1] };
  const copy = timers.copy(timer) as typeof timer;
  assertEquals(copy, timer);
  assertNotStrictEquals(copy.attempts, timer.attempts);
  const bare = timers.copy({ type: "tick" });
  assertEquals(bare, { type: "tick" });
  assert(Object.isFrozen(bare));
  assertStrictEquals(timers.copy({ type: "tick" }), bare);
  assertEquals(timers.copy({ type: "tock" }), { type: "tock" });
});
