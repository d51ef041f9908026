import { assertEquals, assertThrows } from "@std/assert";
import { settings, settingsWith } from "./settings.ts";

Deno.test("settings of a group: what cannot be is refused, and what is given is told", () => {
  const { agree } = settings;
  for (
    const [wrong, words] of [
      [{ founders: [] }, 'founders must be "all" or one node or more, each once: given []'],
      [{ founders: [0, 1, 0] }, "founders must be"],
      [{ founders: [-1] }, "founders must be"],
      [{ beatMs: 0 }, "beatMs must be greater than 0 and finite: given 0"],
      [{ beatMs: NaN }, "beatMs must be greater than 0 and finite: given NaN"],
      [{ joinMs: Infinity }, "joinMs must be greater than 0 and finite: given Infinity"],
      [{ flushMs: -5 }, "flushMs must be greater than 0 and finite: given -5"],
      [{ suspectMs: 50 }, "suspectMs must be greater than beatMs (50): given 50"],
      [{ flushRounds: NaN }, "flushRounds must be a whole number from 0: given NaN"],
      [{ window: 0 }, "window must be a whole number from 1: given 0"],
      [
        { agree: { ...agree, backoffMs: NaN } },
        "agree.backoffMs must be 0 or more, and finite: given NaN",
      ],
    ] as const
  ) {
    assertThrows(() => settingsWith(wrong), RangeError, `Cannot form a group because ${words}`);
  }
});

Deno.test("settings of a group: without beats or suspicions, and with few founders, it can be", () => {
  assertEquals(settingsWith({ beatMs: null, suspectMs: 1 }).suspectMs, 1);
  assertEquals(settingsWith({ suspectMs: null, joinMs: null, founders: [2] }).founders, [2]);
});
