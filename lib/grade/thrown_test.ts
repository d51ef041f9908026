import { assert, assertEquals } from "@std/assert";
import { Calls } from "./calls.ts";
import { placeOf, thrownInWords } from "./thrown.ts";

Deno.test("the innermost line of code under judgement counts, and what is given is its caller's", () => {
  const library = new URL("../sim/world.ts", import.meta.url).href;
  const error = new Error("x");
  error.stack = `Error: x
    at send (${library}:9:9)
    at ask (file:///exercises/01-replay/office.ts:104:22)
    at Object.found (file:///answers/register.ts:12:3)
    at file:///exercises/01-replay/suite/register.ts:3:1
    at async file:///answers/other.ts:1:1`;
  assertEquals(placeOf(error, ["office.ts"]), "register.ts:12");
  assertEquals(placeOf(error), "office.ts:104");
  // As stacks are written where the language is sealed.
  error.stack = `Error: x
  at send (${new URL(library).pathname}:9:9)
  at Object.answer (/answers/all.ts:2:56)`;
  assertEquals(placeOf(error), "all.ts:2");
  error.stack = `Error: x
    at Array.map (<anonymous>)
    at ext:core/01_core.js:1:1
    at send (${library}:9:9)`;
  assertEquals(placeOf(error), undefined);
  assert(placeOf("no error") === undefined);
});

Deno.test("what is thrown where nothing of an answer is under way is told by what answers gave", () => {
  const calls = new Calls();
  const error = new TypeError("it is no list");
  error.stack = "TypeError: it is no list";
  assertEquals(thrownInWords(error, { calls }), "your code threw TypeError: it is no list");
  calls.noted("clock.tick", (time: number) => [time])(7 as never);
  calls.noted("clock.stop", () => {})();
  assertEquals(
    thrownInWords(error, { calls }),
    "what your code gave could not be used (TypeError: it is no list): `clock.tick(7)` gave [7]",
  );
});
