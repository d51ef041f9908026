import { assertThrows } from "@std/assert";
import { antiEntropy } from "./anti_entropy.ts";

Deno.test("anti-entropy: settings that cannot be are refused, with what was given", () => {
  const refused: readonly (readonly [settings: unknown, words: string])[] = [
    [{ way: "bogus" }, 'way must be one of "full", "versions", "merkle": given "bogus"'],
    [{ direction: "bogus" }, 'direction must be one of "push", "pull", "push-pull": given "bogus"'],
    [{ order: "bogus" }, 'order must be one of "depth", "breadth": given "bogus"'],
    [{ messageBytes: 0 }, "messageBytes must be a whole number from 1 on: given 0"],
    [{ messageBytes: NaN }, "messageBytes must be a whole number from 1 on: given NaN"],
    [{ messageBytes: -1 }, "messageBytes must be a whole number from 1 on: given -1"],
    [{ messageBytes: "7" }, 'messageBytes must be a whole number from 1 on: given "7"'],
    [{ intervalMs: 0 }, "intervalMs must be a finite number more than 0, or null: given 0"],
    [{ intervalMs: NaN }, "intervalMs must be a finite number more than 0, or null: given NaN"],
    [{ intervalMs: -1 }, "intervalMs must be a finite number more than 0, or null: given -1"],
    [{ patienceMs: 0 }, "patienceMs must be a finite number more than 0: given 0"],
    [{ patienceMs: NaN }, "patienceMs must be a finite number more than 0: given NaN"],
    [{ patienceMs: -1 }, "patienceMs must be a finite number more than 0: given -1"],
    [{ retries: -1 }, "retries must be a whole number from 0 on: given -1"],
    [{ retries: NaN }, "retries must be a whole number from 0 on: given NaN"],
    [{ shape: null }, "shape must be a record: given null"],
    [{ ways: "full" }, "each name must be one of way"],
  ];
  for (const [settings, words] of refused) {
    assertThrows(
      () => antiEntropy(settings as never),
      RangeError,
      `Cannot repair by anti-entropy because ${words}`,
    );
  }
  const shape = { branching: 1, depth: 2 };
  assertThrows(() => antiEntropy({ shape }), RangeError, "given branching 1 and depth 2");
});
