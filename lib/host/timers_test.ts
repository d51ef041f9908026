import { assert, assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import type { Key } from "../model/protocol.ts";
import { Timers } from "./timers.ts";

type Timer = { readonly type: "a" | "b"; readonly key?: Key; readonly name: string };

function setUp() {
  const fired: string[] = [];
  return { fired, timers: new Timers<Timer>(({ name }) => fired.push(name)) };
}

/**
 * Longer than the short timers of these tests, whose order is all that matters. Where the loop stood still,
 * timers come before those without delay.
 */
function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(() => setImmediate(resolve), 20));
}

Deno.test("a timer takes the place of the pending one of its type, and of no other", async () => {
  const { fired, timers } = setUp();
  timers.wait(0, { type: "a", name: "first" });
  timers.wait(0, { type: "b", name: "other" });
  timers.wait(1, { type: "a", name: "second" });
  await soon();
  assertEquals(fired.sort(), ["other", "second"]);
});

Deno.test("timers of one type are told apart by their keys, a number from its digits", async () => {
  const { fired, timers } = setUp();
  timers.wait(0, { type: "a", name: "without a key" });
  timers.wait(0, { type: "a", key: 1, name: "replaced" });
  timers.wait(0, { type: "a", key: "1", name: "digit" });
  timers.wait(0, { type: "a", key: 2, name: "cancelled" });
  timers.wait(0, { type: "b", key: 1, name: "other type" });
  timers.wait(1, { type: "a", key: 1, name: "number" });
  timers.cancel("a", 2);
  timers.cancel("a", 3);
  await soon();
  assertEquals(fired.sort(), ["digit", "number", "other type", "without a key"]);
});

Deno.test("to cancel without a key leaves those with keys, and clear leaves none", async () => {
  const { fired, timers } = setUp();
  timers.wait(0, { type: "a", name: "cancelled" });
  timers.wait(0, { type: "a", key: 0, name: "kept" });
  timers.cancel("a");
  await soon();
  assertEquals(fired, ["kept"]);
  timers.wait(0, { type: "a", key: "x", name: "cleared" });
  timers.clear();
  await soon();
  assertEquals(fired, ["kept"]);
});

Deno.test("a timer may start itself anew when it fires", async () => {
  const fired: string[] = [];
  await new Promise<void>((resolve) => {
    const timers: Timers<Timer> = new Timers<Timer>(({ type, name }) => {
      fired.push(name);
      if (fired.length === 3) resolve();
      else timers.wait(0, { type, name: `${name}!` });
    });
    timers.wait(0, { type: "a", name: "x" });
  });
  assertEquals(fired, ["x", "x!", "x!!"]);
});

Deno.test("cancelled and cleared timers do not fire", async () => {
  const { fired, timers } = setUp();
  timers.wait(0, { type: "a", name: "cancelled" });
  timers.cancel("a");
  timers.cancel("b");
  timers.wait(0, { type: "b", name: "cleared" });
  timers.clear();
  await soon();
  assertEquals(fired, []);
});

Deno.test("a delay longer than the machine's own timers know does not fire at once", async () => {
  const { fired, timers } = setUp();
  timers.wait(2 ** 40, { type: "a", name: "in 35 years" });
  timers.wait(Infinity, { type: "b", name: "never" });
  await soon();
  timers.clear();
  assertEquals(fired, []);
});

Deno.test("a timer started anew fires once, with what it was given last, when the last delay is over", async () => {
  const fired: [string, number][] = [], began = performance.now();
  const timers = new Timers<Timer>(({ name }) => fired.push([name, performance.now() - began]));
  timers.wait(5, { type: "a", name: "first" });
  timers.wait(40, { type: "a", name: "later" });
  timers.wait(60, { type: "b", name: "long" });
  timers.wait(5, { type: "b", name: "sooner" });
  timers.wait(5, { type: "a", key: 1, name: "cancelled" });
  timers.wait(30, { type: "a", key: 1, name: "cancelled, too" });
  timers.cancel("a", 1);
  while (fired.length < 2) await soon();
  await new Promise((resolve) => setTimeout(resolve, 60));
  // Where the loop did not turn for long, both are late, and in any order.
  assertEquals(fired.map(([name]) => name).sort(), ["later", "sooner"]);
  assert(fired.find(([name]) => name === "later")![1] >= 39, `${fired}`);
});

Deno.test("a timer started anew without a delay, or for ever, is no longer the old one", async () => {
  const { fired, timers } = setUp();
  timers.wait(5, { type: "a", name: "delayed" });
  timers.wait(0, { type: "a", name: "at once" });
  timers.wait(5, { type: "b", name: "delayed" });
  timers.wait(Infinity, { type: "b", name: "never" });
  await soon();
  assertEquals(fired, ["at once"]);
  timers.wait(0, { type: "a", name: "at once" });
  timers.wait(5, { type: "a", name: "delayed" });
  await soon();
  assertEquals(fired, ["at once", "delayed"]);
});

Deno.test("a timer that is started anew often costs no timer of the machine each time", () => {
  const { timers } = setUp();
  const { setTimeout: original } = globalThis;
  let made = 0;
  globalThis.setTimeout = ((...args: Parameters<typeof original>) => {
    made++;
    return original(...args);
  }) as typeof original;
  try {
    for (let i = 0; i < 100; i++) timers.wait(1_000 + i, { type: "a", name: "election" });
  } finally {
    globalThis.setTimeout = original;
    timers.clear();
  }
  assertEquals(made, 1);
});
