import { assertEquals } from "@std/assert";
import { mastersFail } from "./masters.ts";
import { modeOf } from "./modes.ts";

Deno.test("synchronous copies keep what was answered, and wait for whoever cannot be reached", () => {
  assertEquals(modeOf(Infinity), {
    delays: 2,
    answersWithoutOne: false,
    primaryFails: "kept",
    twoFail: "kept",
  });
});

Deno.test("semi-synchronous copies stand still rather than lose", () => {
  assertEquals(modeOf(1), {
    delays: 2,
    answersWithoutOne: true,
    primaryFails: "kept",
    twoFail: "waits",
  });
});

Deno.test("asynchronous copies answer at once, and lose", () => {
  assertEquals(modeOf(0), {
    delays: 0,
    answersWithoutOne: true,
    primaryFails: "lost",
    twoFail: "lost",
  });
});

Deno.test("a failover needs a majority of the masters", () => {
  assertEquals([0, 1, 2].map((down) => mastersFail(down)[1]), [1, 1, "unknown"]);
});
