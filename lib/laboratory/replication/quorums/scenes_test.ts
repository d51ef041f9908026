import { assert, assertEquals } from "@std/assert";
import { answersOf, quorumScene } from "./scenes.ts";

Deno.test("what is written is read, by majorities of five", () => {
  const played = quorumScene("a write and a read");
  assertEquals(answersOf(played), [null, 7]);
  // Two phases of the write and one of the read, 5 questions and 5 answers each.
  assertEquals(played.trace.filter(({ kind }) => kind === "send").length, 30);
});

Deno.test("without write-back the same links show a value and then nothing, and with it not", () => {
  const old = quorumScene("new and then old"), mended = quorumScene("new and then new");
  assertEquals(answersOf(old), [undefined, "new", null]);
  assertEquals([old.regular, old.linearizable], [true, false]);
  assertEquals(answersOf(mended), [undefined, "new", "new"]);
  assert(mended.linearizable);
});

Deno.test("two halves: where half is enough a finished write is missed, with majorities nobody answers", () => {
  const half = quorumScene("two halves, half is enough");
  assertEquals([answersOf(half), half.regular], [[null, null], false]);
  assertEquals(answersOf(quorumScene("two halves, majorities")), [undefined, undefined]);
});

Deno.test("of two writes at a time the greater writer's is the later", () => {
  assertEquals(answersOf(quorumScene("two writers at a time")), [null, null, "b"]);
});
