import { assert, assertEquals, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import type { Key, Protocol, Tagged } from "../model/protocol.ts";
import { idOf, keyOf } from "../model/timer_key.ts";
import { Timers } from "./timers.ts";
import { World } from "./world.ts";

const timer = fc.record({
  type: fc.constantFrom("a", "b"),
  key: fc.constantFrom<Key | undefined>(undefined, 1, "1", 2),
}).map(({ type, key }): Tagged => ({ type, ...(key === undefined ? {} : { key }) }));

Deno.test("the last timer of a type and key is the pending one, as in one table for each node", () => {
  const node = fc.nat({ max: 2 });
  const command = fc.oneof(
    fc.record({ kind: fc.constant("begin" as const), node, timer }),
    fc.record({ kind: fc.constant("fired" as const), index: fc.nat() }),
    fc.record({ kind: fc.constant("end" as const), node, timer }),
    fc.record({ kind: fc.constant("endAll" as const), node }),
  );
  fc.assert(
    fc.property(fc.array(command), (commands) => {
      const timers = new Timers(3);
      const twin = new Map<string, { token: number; timer: Tagged }>();
      const begun: { node: number; token: number; timer: Tagged }[] = [];
      for (const item of commands) {
        if (item.kind === "begin") {
          const token = timers.begin(item.node, item.timer);
          begun.push({ ...item, token });
          twin.set(`${item.node} ${idOf(item.timer)}`, { token, timer: item.timer });
        } else if (item.kind === "fired") {
          const each = begun[item.index % Math.max(1, begun.length)];
          // It comes out of the queue only once, and is asked about before.
          if (each === undefined || !timers.isPending(each.node, each.timer, each.token)) continue;
          timers.fired(each.node, each.timer);
          begun.splice(begun.indexOf(each), 1);
          twin.delete(`${each.node} ${idOf(each.timer)}`);
        } else if (item.kind === "end") {
          timers.end(item.node, item.timer.type, keyOf(item.timer));
          twin.delete(`${item.node} ${idOf(item.timer)}`);
        } else {
          timers.endAll(item.node);
          for (const id of twin.keys()) if (id.startsWith(`${item.node} `)) twin.delete(id);
        }
        for (const each of begun) {
          assertEquals(
            timers.isPending(each.node, each.timer, each.token),
            twin.get(`${each.node} ${idOf(each.timer)}`)?.token === each.token,
          );
        }
        const keyed = [...twin.values()].filter((each) => keyOf(each.timer) !== undefined);
        assertEquals(timers.keyed, keyed.length, "nothing is kept of keys that are not pending");
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

type Told =
  | { readonly type: "start"; readonly delayMs: number; readonly timer: Tagged }
  | { readonly type: "stop"; readonly timer: Tagged };

/** Starts and stops timers as it is told, and notes those that fire. */
function puppet(fired: string[], world: () => World<null, Told, Tagged & { type: "a" | "b" }>) {
  const note = (_: null, each: Tagged) => void fired.push(`${world().now} ${idOf(each)}`);
  const protocol: Protocol<null, Told, Tagged & { type: "a" | "b" }> = {
    start: () => null,
    upon: {
      start: (_, { delayMs, timer }, io) => io.wait(delayMs, timer as Tagged & { type: "a" | "b" }),
      stop: (_, { timer }, io) => io.cancel(timer.type as "a" | "b", keyOf(timer)),
    },
    after: { a: note, b: note },
  };
  return protocol;
}

Deno.test("in a world those timers fire that a plain list would have let fire", () => {
  const command = fc.record({
    afterMs: fc.nat({ max: 4 }),
    does: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          type: fc.constant("start" as const),
          delayMs: fc.nat({ max: 8 }),
          timer,
        }),
      },
      { weight: 2, arbitrary: fc.record({ type: fc.constant("stop" as const), timer }) },
      { weight: 1, arbitrary: fc.constant({ type: "crash" as const }) },
    ),
  });
  let compared = 0;
  fc.assert(
    fc.property(fc.array(command, { maxLength: 30, size: "max" }), (commands) => {
      const fired: string[] = [], expected: string[] = [];
      const world: World<null, Told, Tagged & { type: "a" | "b" }> = new World({
        protocol: puppet(fired, () => world),
        nodes: 1,
        seed: 1,
        trace: "none",
      });
      let list: { at: number; timer: Tagged }[] = [];
      const pass = (untilMs: number) => {
        const due = list.filter(({ at }) => at <= untilMs).sort((a, b) => a.at - b.at);
        expected.push(...due.map(({ at, timer }) => `${at} ${idOf(timer)}`));
        list = list.filter(({ at }) => at > untilMs);
        world.run(untilMs - world.now);
      };
      const without = (gone: Tagged) => list.filter((each) => idOf(each.timer) !== idOf(gone));
      for (
        const { afterMs, does } of [...commands, { afterMs: 100, does: { type: "crash" as const } }]
      ) {
        pass(world.now + afterMs);
        if (does.type === "crash") {
          list = [];
          world.inject({ kind: "crash", at: 0, node: 0 });
          world.restart(0);
          continue;
        }
        list = without(does.timer);
        if (does.type === "start") list.push({ at: world.now + does.delayMs, timer: does.timer });
        world.tell(0, does);
      }
      compared += fired.length;
      assertEquals(fired, expected);
    }),
    { seed: 3, numRuns: 200 },
  );
  assert(compared > 500, `${compared} timers fired`);
});

Deno.test("keys that are used once are forgotten, however many there are", () => {
  const timers = new Timers(1);
  for (let key = 0; key < 10_000; key++) {
    timers.begin(0, { type: "transaction", key } as Tagged);
    if (key % 2 === 0) timers.fired(0, { type: "transaction", key } as Tagged);
    else timers.end(0, "transaction", key);
  }
  assertEquals(timers.keyed, 0);
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
