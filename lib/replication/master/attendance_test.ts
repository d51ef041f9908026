import { assertEquals } from "@std/assert";
import { StepIo } from "../../model/step_io.ts";
import { beat, holdsLease, learn, newAttendance, uponHeard } from "./attendance.ts";
import { masterSettingsWith } from "./settings.ts";

const settings = masterSettingsWith({ masters: 3, leaseMs: 100 });
const heard = (from: number, life: number, round: number, epoch = 1) =>
  ({ type: "heard", from, life, round, epoch }) as const;

/** A server in its second life, with a beat that began at 10 ms. */
function beating() {
  const attendance = newAttendance({ epoch: 1 }, 2);
  beat(attendance, settings, null, new StepIo({ self: 3, nodes: 4, now: 10 }));
  return attendance;
}

Deno.test("what masters answered to a beat of an earlier life confirms none of this one, though the numbers are the same", () => {
  const attendance = beating();
  for (const from of [0, 1, 2]) {
    assertEquals(uponHeard(attendance, settings, heard(from, 1, 1)), false);
  }
  assertEquals([attendance.confirmed, attendance.since], [0, null]);
  assertEquals(
    [0, 1].map((from) => uponHeard(attendance, settings, heard(from, 2, 1))),
    [false, true],
  );
  assertEquals([attendance.confirmed, attendance.since], [1, 10]);
});

Deno.test("a lease lasts from the beginning of its beat, and with a later configuration it is over", () => {
  const attendance = beating();
  for (const from of [0, 1]) uponHeard(attendance, settings, heard(from, 2, 1));
  const held = () => [9, 10, 109, 110].map((now) => holdsLease(attendance, settings, now));
  assertEquals(held(), [false, true, true, false]);
  learn(attendance, { epoch: 2 });
  assertEquals(held(), [false, false, false, false]);
  assertEquals(uponHeard(attendance, settings, heard(2, 2, 1)), false, "asked before it");
});

Deno.test("a lease counts from the beat that was confirmed, though later ones are under way", () => {
  const attendance = beating();
  const later = new StepIo<never, never, never>({ self: 3, nodes: 4, now: 60 });
  beat(attendance, settings, null, later as never);
  for (const from of [0, 1]) uponHeard(attendance, settings, heard(from, 2, 1));
  assertEquals([attendance.confirmed, attendance.since], [1, 10]);
  for (const from of [1, 2]) uponHeard(attendance, settings, heard(from, 2, 2));
  assertEquals([attendance.confirmed, attendance.since], [2, 60]);
});
