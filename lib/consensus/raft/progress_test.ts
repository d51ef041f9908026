import { assert, assertEquals } from "@std/assert";
import {
  addInflight,
  becomeProbe,
  becomeReplicate,
  becomeSnapshot,
  forgetMatch,
  freeInflight,
  isStaleRefusal,
  raiseMatch,
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
  const isStale = (previous: number, round = 0) => isStaleRefusal(progress, { previous, round });
  assert(!isStale(7));
  assert(isStale(6) && isStale(8));
  raiseMatch(progress, 5, 0);
  becomeReplicate(progress);
  assert(isStale(5) && !isStale(6));
  becomeSnapshot(progress, 9, 1);
  assert(isStale(99));
});

Deno.test("progress: a refusal below the match tells of a loss if it was asked for after the match was known", () => {
  const progress = unknownProgress(8, 3);
  raiseMatch(progress, 7, 4);
  becomeReplicate(progress);
  const isStale = (previous: number, round: number) =>
    isStaleRefusal(progress, { previous, round });
  assert(isStale(7, 3) && isStale(7, 4) && !isStale(7, 5) && !isStale(2, 5));
  forgetMatch(progress, 6, 6);
  becomeProbe(progress, 7);
  assertEquals([progress.match, progress.loss], [0, { had: 7, has: 6, round: 6 }]);
  // What was on its way when the loss was noticed counts no more, and each refusal only once.
  assert(isStale(6, 5) && !isStale(6, 6) && isStale(5, 6));
});
