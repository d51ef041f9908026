import { assertEquals } from "@std/assert";
import { exercisesOn, pathNames, pathOf } from "./paths.ts";

Deno.test("each chapter lies on exactly one path", () => {
  const slugs = Array.from({ length: 26 }, (_, i) => `${String(i + 1).padStart(2, "0")}-x`);
  const all = pathNames.flatMap((path) => exercisesOn(path, slugs));
  assertEquals(all.toSorted(), slugs);
  assertEquals(pathOf("07-quorums"), "beginner");
  assertEquals(pathOf("10-raft"), "intermediate");
});

Deno.test("a path has the exercises that are there, in the order of its chapters", () => {
  assertEquals(exercisesOn("beginner", ["07-quorums", "01-replay", "06-chains"]), [
    "01-replay",
    "07-quorums",
  ]);
  assertEquals(exercisesOn("expert", ["01-replay"]), []);
});
