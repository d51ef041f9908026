import { assertEquals } from "@std/assert";
import type { Trace } from "../../model/trace.ts";
import { tries, wordsOf } from "./arrow_words.ts";
import { pictureOf } from "./picture_of.ts";

function arrowOf(words: string) {
  const message = { message: 0, from: 0, to: 1, body: { type: "ask" } };
  const trace: Trace = [
    { at: 0, kind: "start", node: 0, recovered: false },
    { at: 0, kind: "start", node: 1, recovered: false },
    { at: 10, kind: "send", ...message, nth: 1, latencyMs: 8 },
    { at: 18, kind: "lose", ...message, why: "partitioned" },
  ];
  const options = { title: "t", labels: { message: () => words } };
  return pictureOf(trace, options).arrows[0]!;
}

Deno.test("an arrow says what its message is and what became of it; without words only the latter", () => {
  assertEquals(wordsOf(arrowOf("hello")), "hello · partitioned");
  assertEquals(wordsOf(arrowOf("")), "partitioned");
  assertEquals(tries(arrowOf(""))[0], "partitioned");
});
