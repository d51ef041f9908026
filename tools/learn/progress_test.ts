import { assertEquals } from "@std/assert";
import { joinedProgress, nothingYet, parseProgress, type Progress } from "./progress.ts";

const some: Progress = {
  path: "beginner",
  at: "01-replay/3",
  done: ["01-replay/1"],
  hints: { "01-replay/3": 2 },
  looked: [],
};

Deno.test("only what has the right shape is taken", () => {
  assertEquals(parseProgress(JSON.stringify({ ...some, more: 1 })), some);
  for (
    const wrong of [
      { path: "easy" },
      { at: 3 },
      { hints: { a: -1 } },
      { hints: [] },
      {
        looked: "x",
      },
      { digests: { "01-replay/1": "short" } },
      { digests: [] },
    ]
  ) {
    assertEquals(parseProgress(JSON.stringify({ ...some, ...wrong })), undefined);
  }
});

Deno.test("what a page has kept of answers is taken, too", () => {
  const kept = { ...some, digests: { "01-replay/1": "0a".repeat(32) } };
  assertEquals(parseProgress(JSON.stringify(kept)), kept);
});

Deno.test("two places know more than one, and one's own place stays", () => {
  const other: Progress = {
    path: "expert",
    at: "17-storage/2",
    done: ["02-time/1", "01-replay/1"],
    hints: { "01-replay/3": 1, "02-time/1": 3 },
    looked: ["02-time/4"],
    digests: { "02-time/1": "0b".repeat(32) },
  };
  assertEquals(joinedProgress(some, other), {
    path: "beginner",
    at: "01-replay/3",
    done: ["01-replay/1", "02-time/1"],
    hints: { "01-replay/3": 2, "02-time/1": 3 },
    looked: ["02-time/4"],
    digests: { "02-time/1": "0b".repeat(32) },
  });
  assertEquals(joinedProgress(nothingYet, some), some);
  assertEquals(joinedProgress(some, nothingYet), some);
});
