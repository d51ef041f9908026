import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  lifeguard,
  settings,
  settingsWith,
  suspicionDeadlines,
  syncEveryMs,
  transmitLimit,
} from "./settings.ts";

Deno.test("settings: news is told 4 times the rounded-up logarithm of n + 1", () => {
  const limits = [1, 9, 10, 99, 100, 999, 1000].map((n) => transmitLimit(settings, n));
  assertEquals(limits, [4, 4, 8, 8, 12, 12, 16]);
});

Deno.test("settings: a suspicion lasts 4 periods with up to ten members, and more with their logarithm", () => {
  const lasts = [2, 10, 100, 1000].map((n) => suspicionDeadlines(settings, n));
  assertEquals(lasts.map((each) => each.map(Math.round)), [[4000], [4000], [8000], [12_000]]);
});

Deno.test("settings: with Lifeguard it lasts six times as long alone, and as long as without when two confirm it", () => {
  const [alone, one, two, ...more] = suspicionDeadlines({ ...settings, ...lifeguard }, 10);
  assertEquals([alone, two, more], [24_000, 4000, []]);
  // max - (max - min) · log(C + 1)/log(K + 1), with C = 1 and K = 2.
  assertAlmostEquals(one!, 24_000 - 20_000 * Math.log(2) / Math.log(3), 1e-6);
});

Deno.test("settings: where nobody is left who could confirm, nobody is waited for", () => {
  assertEquals(suspicionDeadlines({ ...settings, ...lifeguard }, 3), [4000]);
  assertEquals(suspicionDeadlines({ ...settings, ...lifeguard }, 4).length, 3);
});

Deno.test("settings: whole exchanges become rarer with each doubling after 32 members", () => {
  const everyMs = [2, 32, 33, 64, 65, 128, 1000].map((n) => syncEveryMs(settings, n) / 1000);
  assertEquals(everyMs, [30, 30, 60, 60, 90, 90, 180]);
});

Deno.test("settings: what cannot be is refused, and what is given is told", () => {
  for (
    const [wrong, words] of [
      [{ timeoutMs: 2000 }, "timeoutMs must be from 0 to periodMs (1000): given 2000"],
      [{ timeoutMs: NaN }, "timeoutMs must be from 0 to periodMs (1000): given NaN"],
      [{ periodMs: NaN }, "periodMs must be greater than 0 and finite: given NaN"],
      [{ periodMs: 0, timeoutMs: 0 }, "periodMs must be greater than 0 and finite: given 0"],
      [{ members: -1 }, 'members must be "all" or 0 or more: given -1'],
      [{ syncMs: -1 }, "syncMs must be 0 or more, and finite: given -1"],
      [{ syncMs: Infinity }, "syncMs must be 0 or more, and finite: given Infinity"],
      [{ helpers: 1.5 }, "helpers must be a whole number from 0: given 1.5"],
      [{ awareness: -1 }, "awareness must be a whole number from 0: given -1"],
      [{ perPacket: 0 }, "perPacket must be a whole number from 1: given 0"],
      [{ transmits: 0 }, "transmits must be greater than 0 and finite: given 0"],
      [{ transmits: Infinity }, "transmits must be greater than 0 and finite: given Infinity"],
      [{ suspicionPeriods: Infinity }, "suspicionPeriods must be greater than 0 and finite"],
      [{ suspicionMost: NaN }, "suspicionMost must be greater than 0 and finite: given NaN"],
      [{ periodMs: "1000" }, 'periodMs must be greater than 0 and finite: given "1000"'],
      [{ timeoutMs: null }, "timeoutMs must be from 0 to periodMs (1000): given null"],
      [{ syncMs: null }, "syncMs must be 0 or more, and finite: given null"],
      [{ probes: "x" }, 'probes must be "round robin" or "random": given "x"'],
      [{ phases: "x" }, 'phases must be "random" or "in step": given "x"'],
      [{ buddy: 1 }, "buddy must be true or false: given 1"],
      [{ reconnects: undefined }, "reconnects must be true or false: given undefined"],
      [{ periodMS: 1000 }, "a setting must be one of members, periodMs, phases"],
      [{ constructor: 1 }, "a setting must be one of members, periodMs, phases"],
    ] as const
  ) {
    assertThrows(
      () => settingsWith(wrong as object),
      RangeError,
      `Cannot run SWIM because ${words}`,
    );
  }
});
