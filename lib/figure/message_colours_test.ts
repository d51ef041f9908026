import { assertEquals } from "@std/assert";
import { colourNumbers, messageColours, usableColours } from "./message_colours.ts";

const numbers = (types: string[], pinned?: Record<string, number>) =>
  types.map((type) => colourNumbers(types, pinned).get(type));

Deno.test("types have their numbers in the order in which they first appear", () => {
  assertEquals(numbers(["a", "b", "a", "c"]), [0, 1, 0, 2]);
});

Deno.test("a pinned type keeps its colour, whatever else there is, and nobody else has it", () => {
  assertEquals(numbers(["a", "b", "c"], { c: 0 }), [1, 2, 0]);
  assertEquals(numbers(["c"], { c: 3, d: 0 }), [3]);
  assertEquals(numbers(["toString", "a"], { a: 0 }), [1, 0]);
});

Deno.test("when every colour is pinned, colours are used twice", () => {
  const pinned = Object.fromEntries(usableColours.map((_, i) => [`type ${i}`, i]));
  assertEquals(numbers(["a", "b"], pinned), [0, 1]);
});

Deno.test("colours come again when there are more types than colours", () => {
  const types = Array.from({ length: usableColours.length + 1 }, (_, i) => `type ${i}`);
  const colours = messageColours(types);
  assertEquals(colours.get(types.at(-1)!), colours.get(types[0]!));
  assertEquals(new Set(colours.values()).size, usableColours.length);
});
