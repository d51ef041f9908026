import { assert, assertEquals } from "@std/assert";
import {
  addInflight,
  becomeProbe,
  becomeReplicate,
  becomeSnapshot,
  freeInflight,
  isStaleRefusal,
  unknownProgress,
} from "./progress.ts";

Deno.test("progress: messages on their way are counted, and forgotten when they have arrived", () => {
  const progress = unknownProgress(1, 0);
  becomeReplicate(progress);
  addInflight(progress, 3, 100);
  addInflight(progress, 5, 200);
  addInflight(progress, 6, 50);
  assertEquals([progress.next, progress.inflight.length, progress.inflightBytes], [7, 3, 350]);
  freeInflight(progress, 4);
  assertEquals([progress.inflight.length, progress.inflightBytes], [2, 250]);
  freeInflight(progress, 6);
  assertEquals([progress.inflight.length, progress.inflightBytes], [0, 0]);
});

Deno.test("progress: in another mode nothing is on its way", () => {
  const progress = unknownProgress(8, 0);
  progress.match = 3;
  becomeReplicate(progress);
  assertEquals(progress.next, 4);
  addInflight(progress, 9, 10);
  becomeProbe(progress, 6);
  assertEquals([progress.mode, progress.next, progress.inflightBytes], ["probe", 6, 0]);
  progress.paused = true;
  becomeSnapshot(progress, 9, 5);
  assertEquals([progress.mode, progress.next, progress.patience], ["snapshot", 9, 5]);
  becomeReplicate(progress);
  assertEquals([progress.mode, progress.next, progress.paused], ["replicate", 4, false]);
});

Deno.test("progress: a refusal counts only if it answers what was sent last, or lies beyond the match", () => {
  const progress = unknownProgress(8, 0);
  assert(!isStaleRefusal(progress, 7));
  assert(isStaleRefusal(progress, 6) && isStaleRefusal(progress, 8));
  progress.match = 5;
  becomeReplicate(progress);
  assert(isStaleRefusal(progress, 5) && !isStaleRefusal(progress, 6));
  becomeSnapshot(progress, 9, 1);
  assert(isStaleRefusal(progress, 99));
});
