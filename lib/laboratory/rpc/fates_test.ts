import { assertEquals } from "@std/assert";
import { describeSchedule } from "../../sim/fault.ts";
import { everySchedule, firstMessages } from "./fates.ts";

Deno.test("two messages with four fates each make sixteen schedules, no two alike", () => {
  const schedules = everySchedule(firstMessages(1, [1, 0]));
  assertEquals(new Set(schedules.map(describeSchedule)).size, 16);
  assertEquals(schedules[0], []);
  assertEquals(schedules.at(-1), [
    { kind: "delay", from: 1, to: 0, nth: 1, latencyMs: 80 },
    { kind: "delay", from: 0, to: 1, nth: 1, latencyMs: 80 },
  ]);
});
