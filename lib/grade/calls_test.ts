import { assertEquals, assertThrows } from "@std/assert";
import { Calls } from "./calls.ts";

Deno.test("calls go through as they were made, `this` included", () => {
  const clock = {
    step: 2,
    tick(time: number) {
      return time + this.step;
    },
  };
  const noted = { step: 3, tick: new Calls().noted("clock.tick", clock.tick) };
  assertEquals(noted.tick(4), 7);
});

Deno.test("the innermost call that threw something is told, and what else was thrown is not", () => {
  const calls = new Calls(), error = new RangeError("too early");
  const inner = calls.noted("clock.tick", (_time: number, _io: object) => {
    throw error;
  });
  const outer = calls.noted("clock.run", (time: number) => inner(time, { wait() {} }));
  assertEquals(calls.latest(), undefined);
  assertThrows(() => outer(3), RangeError);
  assertEquals(calls.throwing(error), "`clock.tick(3, …)`");
  assertEquals(calls.throwing(new RangeError("too early")), undefined);
  assertEquals(calls.latest(), "`clock.run(3)` threw");
});

Deno.test("what was given last is told in few words, data or not", () => {
  const calls = new Calls();
  const values: [unknown, string][] = [
    [() => 1, "a function"],
    [{ now: () => 1 }, "…"],
    [new Map([["a", 1]]), 'Map{"a"=>1}'],
    ["x".repeat(500), `"${"x".repeat(118)}…`],
    [Symbol.iterator, "Symbol(Symbol.iterator)"],
  ];
  for (const [value, words] of values) {
    calls.noted("show", () => value)();
    assertEquals(calls.latest(), `\`show()\` gave ${words}`);
  }
});

Deno.test("what is thrown again and again is told of the call that threw it last, whatever it is", () => {
  for (const thrown of [undefined, "too early"]) {
    const calls = new Calls();
    const inner = calls.noted("clock.tick", (_time: number) => {
      throw thrown;
    });
    const outer = calls.noted("clock.run", (time: number) => inner(time));
    for (const time of [3, 4]) {
      try {
        outer(time);
      } catch {
        assertEquals(calls.throwing(thrown), `\`clock.tick(${time})\``);
      }
    }
  }
});

Deno.test("what is changed after it was given is told as it was", () => {
  const calls = new Calls(), error = new RangeError("no room");
  const put = calls.noted("box.put", (box: { things: string[] }, thing: string) => {
    box.things.push(thing);
    if (thing === "hat") throw error;
    return box;
  });
  const box = { things: ["glove"] };
  put(box, "scarf");
  box.things.length = 0;
  assertEquals(
    calls.latest(),
    '`box.put({"things":["glove"]}, "scarf")` gave {"things":["glove","scarf"]}',
  );
  assertThrows(() => put(box, "hat"));
  box.things.push("umbrella");
  assertEquals(calls.throwing(error), '`box.put({"things":[]}, "hat")`');
});

Deno.test("a large value is told as it is when it is told, and is not looked at from end to end", () => {
  const calls = new Calls();
  const size = calls.noted("size", (_book: unknown[]) => 0);
  let looked = 0;
  const book = Array.from({ length: 10_000 }, (_, i) => ({
    get thing() {
      looked++;
      return i;
    },
  }));
  size(book);
  assertEquals(calls.latest(), "`size(10000 items)` gave 0");
  assertEquals(looked < 1000, true, `it was looked at ${looked} times`);
  book.length = 2000;
  assertEquals(calls.latest(), "`size(2000 items)` gave 0");
});

Deno.test("whoever threw is told with a large value as it was when it threw", () => {
  const calls = new Calls(), threw = new Error("full");
  const add = calls.noted("add", (book: number[]) => {
    book.push(0);
    throw threw;
  });
  const book = Array.from({ length: 999 }, (_, i) => i);
  assertThrows(() => add(book), Error, "full");
  book.length = 0;
  assertEquals(calls.throwing(threw), "`add(1000 items)`");
});
