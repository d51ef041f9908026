import { assert, assertEquals } from "@std/assert";
import { assertFault, type Fault } from "./fault.ts";
import { Random } from "./random.ts";
import { weather, type WeatherKind } from "./weather.ts";

const all: Readonly<Record<WeatherKind, number>> = {
  crash: 1,
  partition: 1,
  pause: 1,
  clock: 1,
  slow: 1,
  late: 1,
  drift: 1,
  stall: 1,
};

function drawn(mix?: Readonly<Partial<Record<WeatherKind, number>>>): readonly Fault[] {
  const random = new Random(1);
  const how = { fromMs: 10, untilMs: 500, faults: [5, 9] as const, ...(mix ? { mix } : {}) };
  return Array.from({ length: 200 }, () => {
    const schedule = weather(random, 3, how);
    assert(schedule.length >= 5 && schedule.length <= 9);
    return schedule;
  }).flat();
}

Deno.test("weather is made of faults that can be, of the sorts that were asked for", () => {
  for (const [mix, kinds] of [[undefined, 5], [all, 8], [{ stall: 1, late: 2 }, 2]] as const) {
    const faults = drawn(mix);
    for (const fault of faults) {
      assertFault(fault, 3);
      assert("at" in fault && fault.at >= 10 && fault.at < 500);
    }
    assertEquals(new Set(faults.map(({ kind }) => kind)).size, kinds);
  }
});

Deno.test("late copies arrive long after their time, and clocks drift both ways", () => {
  const faults = drawn(all);
  const late = faults.flatMap((fault) => fault.kind === "late" ? [fault.latencyMs] : []);
  assert(Math.max(...late) > 8000 && Math.max(...late) <= 10_000);
  const drifts = faults.flatMap((fault) => fault.kind === "drift" ? [fault.driftPpm] : []);
  assert(drifts.some((ppm) => ppm > 30_000) && drifts.some((ppm) => ppm < -30_000));
});
