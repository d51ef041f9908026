import { assertThrows } from "@std/assert";
import { hyparview } from "./hyparview.ts";

Deno.test("hyparview: settings that cannot be are refused, with what was given", () => {
  const refused: readonly (readonly [settings: unknown, words: string])[] = [
    [{ active: 0 }, "active must be a whole number from 1 on: given 0"],
    [{ active: 1.5 }, "active must be a whole number from 1 on: given 1.5"],
    [{ passive: 0 }, "passive must be a whole number from 1 on: given 0"],
    [{ passive: 1.5 }, "passive must be a whole number from 1 on: given 1.5"],
    [{ walk: 0 }, "walk must be a whole number from 1 on: given 0"],
    [{ walk: 1.5 }, "walk must be a whole number from 1 on: given 1.5"],
    [{ passiveAt: 0 }, "passiveAt must be a whole number from 1 on: given 0"],
    [{ passiveAt: 1.5 }, "passiveAt must be a whole number from 1 on: given 1.5"],
    [{ beatMs: 0 }, "beatMs must be a whole number from 1 on: given 0"],
    [{ beatMs: 1.5 }, "beatMs must be a whole number from 1 on: given 1.5"],
    [{ misses: 0 }, "misses must be a whole number from 1 on: given 0"],
    [{ misses: 1.5 }, "misses must be a whole number from 1 on: given 1.5"],
    [{ shuffleActive: -1 }, "shuffleActive must be a whole number from 0 on: given -1"],
    [{ shuffleActive: NaN }, "shuffleActive must be a whole number from 0 on: given NaN"],
    [{ shufflePassive: -1 }, "shufflePassive must be a whole number from 0 on: given -1"],
    [{ shufflePassive: NaN }, "shufflePassive must be a whole number from 0 on: given NaN"],
    [{ shuffleWalk: -1 }, "shuffleWalk must be a whole number from 0 on: given -1"],
    [{ shuffleWalk: NaN }, "shuffleWalk must be a whole number from 0 on: given NaN"],
    [{ shuffleMs: -1 }, "shuffleMs must be a whole number from 0 on: given -1"],
    [{ shuffleMs: NaN }, "shuffleMs must be a whole number from 0 on: given NaN"],
    [{ contactEvery: -1 }, "contactEvery must be a whole number from 0 on: given -1"],
    [{ contactEvery: NaN }, "contactEvery must be a whole number from 0 on: given NaN"],
    [{ patience: -1 }, "patience must be a whole number from 0 on: given -1"],
    [{ patience: NaN }, "patience must be a whole number from 0 on: given NaN"],
    [{ mixMs: -1 }, "mixMs must be a whole number from 0 on: given -1"],
    [{ mixMs: NaN }, "mixMs must be a whole number from 0 on: given NaN"],
    [{ answerMs: 0 }, "answerMs must be a finite number more than 0: given 0"],
    [{ answerMs: NaN }, "answerMs must be a finite number more than 0: given NaN"],
    [{ gapMs: -1 }, "gapMs must be a finite number from 0 on: given -1"],
    [{ gapMs: NaN }, "gapMs must be a finite number from 0 on: given NaN"],
    [
      { contacts: [-1] },
      "contacts must be a list in which each is a whole number from 0 on: given [-1]",
    ],
    [{ contact: [0] }, "each name must be one of active"],
  ];
  for (const [settings, words] of refused) {
    assertThrows(
      () => hyparview(settings as never),
      RangeError,
      `Cannot run HyParView because ${words}`,
    );
  }
});
