/** The exercises of chapter 18 while they are half done, what its mutants are, and what is said of them. */

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { mutantsOf } from "hb/grade/mutants.ts";
import { Wrong } from "hb/grade/part.ts";
import type { Seeds } from "hb/grade/seeds.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/18-wire/answers.ts";
import { suite } from "../../exercises/18-wire/suite.ts";
import { inTheSameWay } from "../../exercises/18-wire/suite/same_way.ts";
import { mutants } from "../../solutions/18-wire/mutants.ts";
import {
  assertDoneAlone,
  assertNotDoneYet,
  assertWhole,
  exerciseOf,
  gradeMutant,
  type Mistake,
  testMistakes,
} from "./half_done.ts";

const exercise = await exerciseOf(suite);

Deno.test("each part before the whole can be done alone", () =>
  assertDoneAlone(exercise, ({ name }) => name !== "connection"));

Deno.test("a part of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("every part is broken by two mutants at least, and points add up to 100", () => {
  assertWhole(suite, mutants);
  for (const [part, bugs] of Object.entries(mutants)) assert(Object.keys(bugs).length >= 2, part);
});

const mistakes: readonly Mistake<Answers>[] = [
  ["varints", "tenth", ["read, at 0 of ", "must be: a MalformedBytes", "of a tenth byte"]],
  ["varints", "two-forms", ["a shorter form would have done"]],
  ["frames", "promise", ["bytes are held", "a length is a promise"]],
  ["frames", "numbers", ["0 bytes of `allocate` are held", "kept in bytes of `allocate`, in `s`"]],
  ["frames", "other-body", ["of other memory", "a body is of `allocate`"]],
  ["frames", "by-hand", ["bytes were copied", "each byte is moved a few times at most"]],
  ["frames", "joins", ["bytes were copied", "the square of the length"]],
  ["decode", "narrow", ["the message", "must be: a MalformedBytes", "are left of the message"]],
  ["decode", "wrapping", ["must be: a MalformedBytes", "64 bits are nine bytes of seven bits"]],
  ["decode", "cutting", ["bytes are copied", "to cut off what was read takes the square"]],
  ["decode", "shared", [
    "and when another message was read",
    "two messages have no memory in common",
  ]],
  ["decode", "trusting", ["inner 101 deep", "at most 100 deep, whatever is"]],
  ["decode", "unmerged", ["messages in messages that come several times are merged"]],
  ["decode", "bottomless", ["must be: a MalformedBytes", "only so deep as is allowed"]],
  ["decode", "mark", [
    'came: { name: "a" }',
    'must be: { name: "\\ufeffa" }',
    "a mark at its beginning",
  ]],
  ["decode", "twice", ["times what a field is", "each field is read once"]],
  ["batcher", "asleep", ["something is due", "came: nothing", "longer than it may be held back"]],
  ["batcher", "beside", ["all that a machine knows is in `s`"]],
  ["batcher", "flush-all", [
    "must be: nothing: what is due next is due at",
    "for nobody who comes later",
  ]],
  ["batcher", "lingers", ["the write is over", "must be: it writes"]],
  ["sending", "floor", ["have another size: ", "below 0 if need be"]],
  ["receiving", "half", ["owes ", "must be: what is owed is granted", "linkerd 1013"]],
  ["receiving", "unread", ["is over", "the connection owes", "grpclib 67"]],
  ["pool", "clean", ["came: nothing", "must be: it closes connection 1", "asyncmy 103"]],
  ["pool", "one-closed", ["closes connection 1, it closes connection 2", "for which it is time"]],
  ["pool", "one-refused", ["refuses request 1, it refuses request 2", "for which it is time"]],
  ["pool", "herd", ["has failed", "one dial at a time"]],
  ["timeouts", "wraps", ["99999999H", "more than 64 bits"]],
  ["calls", "twice", ["has failed: unknown", "would be done twice (jetcd 1444)"]],
  ["calls", "endless", ["not asked yet as often as attempts are allowed"]],
  ["pool", "even", [
    "must be: nothing: what is due next is due at",
    "twice as long after each further",
  ]],
  ["calls", "late-work", ["something is due", "it begins call 2", "what is late is not begun"]],
  ["connection", "after-write", ["it goes on", "must be: it gives up", "golang 48810"]],
  ["connection", "waiting", ["leaving ", "is over, refused, untouched"]],
  ["connection", "greedy", ["two frames of stream 1", "streams take turns"]],
  ["connection", "data-first", ["must be: acknowledged", "goes ahead of data"]],
  ["connection", "untouched", ["is over, lost", "an own one whose `open` was not taken"]],
  ["connection", "left-once", ["must be: the other side leaves", "the second and third, too"]],
  ["connection", "endless", ["the connection breaks", "numbers up to 2 ** 31 - 1"]],
  ["connection", "counting", ["it throws Breach", "numbers may be left out"]],
  ["connection", "bytes-only", ["bytes 0 to 0 of stream", "an end may come alone"]],
  ["connection", "floored", ["the stream has -", "section"]],
  ["connection", "scratch", [
    "it writes over bytes that it gave away",
    "a frame that was taken is the pipe's",
  ]],
  ["connection", "from-start", [
    "is not the one that was written",
    "whatever becomes of the chunk",
  ]],
  ["connection", "hasty", ["consumes ", "must be: stream 2 is over, breach"]],
  ["connection", "patient", [
    "must be: the connection breaks",
    "neither bytes nor the end of a stream",
  ]],
  ["connection", "asks-five", ["it has no frame for the pipe", "must be: ping"]],
];

testMistakes(exercise, mutants, mistakes);

Deno.test("what happens to a machine that does something wrong is drawn", () => {
  const { failure } = gradeMutant(exercise, mutants, ["pool", "clean"]);
  assert(failure!.trace.some(({ kind }) => kind === "violation"));
});

Deno.test("what goes wrong with a machine is told at the moment at which it does", () => {
  const { failure, words } = gradeMutant(exercise, mutants, ["pool", "hurried"]);
  const [, last] = [...words!.matchAll(/^ +\d+\. (\d+) ms: /gm)].at(-1)!;
  assertEquals(failure!.violation.at, Number(last));
});

Deno.test("a case that is made smaller goes wrong in the same way as before, or is none", () => {
  const words = (n: number) => n > 50 ? "a long one" : n > 9 ? "a short one" : undefined;
  const { judge, smaller } = inTheSameWay(({ n }: { n: number }) => {
    if (words(n) !== undefined) throw new Wrong(`asked: ${n}\n  came: 1\n  why: ${words(n)}`);
  }, ({ n }) => [{ n: n - 40 }, { n: n - 1 }]);
  const given = { n: 60 };
  assertThrows(() => judge(given), Wrong, "a long one");
  const [short, long] = [...smaller(given)];
  judge(short!);
  assertThrows(() => judge(long!), Wrong, "a long one");
});

Deno.test("what is drawn comes of the seeds that grading gives, and the seed is told", () => {
  const part = suite.parts.find(({ name }) => name === "varints")!, { varints } = exercise.solved;
  const asked = (seeds: Seeds) => {
    const given: bigint[] = [];
    const write: typeof varints.write = (value) => (given.push(value), varints.write(value));
    const answers = { ...exercise.solved, varints: { ...varints, write } };
    assertEquals(gradePart(part, answers, seeds).standing, "done");
    return given.join();
  };
  assertEquals(asked({}), asked({ seeds: 1, seedBase: 1 }));
  assert(asked({ seedBase: 2 }) !== asked({}));
  assert(asked({ seeds: 2 }).length > asked({}).length);
  const { words, failure } = gradePart(
    suite.parts.find(({ name }) => name === "batcher")!,
    mutantsOf(exercise.solved, mutants).find(({ name }) => name === "lingers")!.answers,
    { seedBase: 7 },
  );
  assertStringIncludes(words!, "It was drawn with seed 7");
  assertEquals(failure!.seed, 7);
});
