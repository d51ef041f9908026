import { assertEquals, assertThrows } from "@std/assert";
import { decided, type FirstRange, type Options } from "./settings.ts";

const range = (
  group: number,
  start: string,
  end: string | null,
  members = [0, 1, 2],
): FirstRange => {
  return { group, start, end, members };
};

Deno.test("settings: what makes no sense is refused in words", () => {
  const cases: readonly (readonly [Partial<Options>, string])[] = [
    [{ tickMs: 0 }, "tickMs must be above 0 and at most heartbeatMs (100): given 0"],
    [{ tickMs: NaN }, "tickMs must be above 0 and at most heartbeatMs (100): given NaN"],
    [{ tickMs: 101 }, "tickMs must be above 0 and at most heartbeatMs (100): given 101"],
    [
      { ranges: [range(1, "", "m"), range(1, "m", null)] },
      'each range must have a group of its own: given range 1 from "m"',
    ],
    [{ ranges: [range(1, "", null, [])] }, 'each range must have members: given range 1 from ""'],
    [
      { ranges: [range(1, "", null, [0, 1, 1])] },
      'members must be distinct nodes, which are numbers from 0 on: given range 1 from "" with 0, 1, 1',
    ],
    [
      { ranges: [range(1, "", null, [0, -1])] },
      'members must be distinct nodes, which are numbers from 0 on: given range 1 from "" with 0, -1',
    ],
    [{ ranges: [range(NaN, "", null)] }, "a group must be a whole number from 1 on"],
    [{ ranges: [range(0, "", null)] }, "a group must be a whole number from 1 on"],
    [{ retryMs: -1 }, "retryMs must be a finite number above 0: given -1"],
    [{ retryMs: NaN }, "retryMs must be a finite number above 0: given NaN"],
    [{ maxTries: NaN }, "maxTries must be 1 or more: given NaN"],
    [{ maxTries: 0 }, "maxTries must be 1 or more: given 0"],
    [{ sleepAfter: NaN }, "sleepAfter must be 1 or more: given NaN"],
    [{ way: "pqr" as never }, 'way must be one of log, read index, leader lease: given "pqr"'],
    [{ ranges: [range(1, "b", "b")] }, 'each range must have a key: given range 1 from "b"'],
    [
      { ranges: [range(1, "", "n"), range(2, "m", null)] },
      'no two ranges may have a key in common: given range 2 from "m", and range 1',
    ],
  ];
  for (const [options, words] of cases) {
    const why = `Cannot run Multi-Raft because ${words}`;
    assertThrows(() => decided({ ranges: [range(1, "", null)], ...options }), RangeError, why);
  }
});

Deno.test("settings: what is left open is filled in", () => {
  const { heartbeatMs, tickMs, sleepAfter, way, maxTries } = decided({ ranges: [] });
  assertEquals({ heartbeatMs, tickMs, sleepAfter, way, maxTries }, {
    heartbeatMs: 100,
    tickMs: 10,
    sleepAfter: Infinity,
    way: "read index",
    maxTries: 100,
  });
});
