import { assert, assertEquals, assertThrows } from "@std/assert";
import { silentLeaders, slowLeader } from "./bad_leaders.ts";

Deno.test("bad leaders: one that is slow on purpose is not deposed until it is slower than the timer", () => {
  const [honest, slow, tooSlow] = [0, 350, 450].map((ms) => slowLeader("pbft", ms));
  assertEquals([honest!.view, slow!.view, tooSlow!.view], [0, 0, 1]);
  assert(slow!.perSecond < honest!.perSecond / 10);
  assert(tooSlow!.perSecond > 0.8 * honest!.perSecond);
});

Deno.test("bad leaders: where they take turns, a slow one has its turn again", () => {
  for (const way of ["hotstuff", "hotstuff-basic", "hotstuff-2"] as const) {
    const [honest, tooSlow] = [0, 450].map((ms) => slowLeader(way, ms).perSecond);
    assert(tooSlow! > 0 && tooSlow! < honest! / 2, way);
  }
});

Deno.test("bad leaders: each silent one more doubles what is waited", () => {
  const waited = [4, 7, 10, 13].map((n) => silentLeaders(n));
  for (const [i, ms] of waited.slice(1).entries()) {
    assert(ms > 1.8 * waited[i]! && ms < 2.1 * waited[i]!, `${waited}`);
  }
});

Deno.test("bad leaders: other spans and services are refused", () => {
  assertThrows(
    () => slowLeader("pbft", -1),
    RangeError,
    "Cannot slow a leader down because byMs must be a finite number of at least 0: given -1",
  );
  assertThrows(() => slowLeader("raft" as "pbft", 0), RangeError, "way must be one of");
  assertThrows(() => silentLeaders(3), RangeError);
  assertThrows(() => silentLeaders(4, 0), RangeError);
});
