import { assertEquals, assertThrows } from "@std/assert";
import { findExercise, findParts, readName } from "./names.ts";

const parts = [{ number: 1, name: "ticket" }, { number: 2, name: "dedup" }];

Deno.test("a name is an exercise, or an exercise and a part", () => {
  assertEquals(readName("01-replay"), { exercise: "01-replay" });
  assertEquals(readName("01-replay/dedup"), { exercise: "01-replay", part: "dedup" });
  for (const text of ["", "/dedup", "01-replay/", "01/dedup/more"]) {
    assertThrows(() => readName(text), Error, `given "${text}"`);
  }
});

Deno.test("exercises are named by slug or number", () => {
  const known = ["01-replay", "02-time", "10-raft"];
  for (const name of ["10-raft", "10"]) assertEquals(findExercise(name, known), "10-raft");
  for (const name of ["1", "01"]) assertEquals(findExercise(name, known), "01-replay");
});

Deno.test("parts are named by name or number, and no name means all", () => {
  assertEquals(findParts("01-replay", "dedup", parts), [{ number: 2, name: "dedup" }]);
  assertEquals(findParts("01-replay", "2", parts), [{ number: 2, name: "dedup" }]);
  assertEquals(findParts("01-replay", undefined, parts), parts);
});

Deno.test("what is not known is answered with what is", () => {
  assertThrows(
    () => findExercise("raft", ["01-replay", "02-time"]),
    Error,
    'Cannot grade "raft" because one of the exercises 01-replay, 02-time is required',
  );
  assertThrows(
    () => findParts("01-replay", "replay", parts),
    Error,
    'Cannot grade "01-replay/replay" because one of the parts ticket, dedup is required',
  );
});
