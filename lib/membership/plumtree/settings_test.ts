import { assertThrows } from "@std/assert";
import { treeOf } from "./tree.ts";

Deno.test("plumtree: settings that cannot be are refused, with what was given", () => {
  const refused: readonly (readonly [settings: unknown, words: string])[] = [
    [{ timeoutMs: 0 }, "timeoutMs must be a finite number more than 0: given 0"],
    [{ timeoutMs: NaN }, "timeoutMs must be a finite number more than 0: given NaN"],
    [{ timeoutMs: -1 }, "timeoutMs must be a finite number more than 0: given -1"],
    [{ timeoutMs: Infinity }, "timeoutMs must be a finite number more than 0: given Infinity"],
    [{ timeoutMs: "7" }, 'timeoutMs must be a finite number more than 0: given "7"'],
    [{ retryMs: 0 }, "retryMs must be a finite number more than 0: given 0"],
    [{ retryMs: NaN }, "retryMs must be a finite number more than 0: given NaN"],
    [{ tries: 0 }, "tries must be a whole number from 1 on: given 0"],
    [{ tries: 1.5 }, "tries must be a whole number from 1 on: given 1.5"],
    [{ tries: NaN }, "tries must be a whole number from 1 on: given NaN"],
    [{ dispatchMs: -1 }, "dispatchMs must be a finite number from 0 on: given -1"],
    [{ dispatchMs: NaN }, "dispatchMs must be a finite number from 0 on: given NaN"],
    [{ threshold: 0 }, "threshold must be a whole number from 1 on, or Infinity: given 0"],
    [{ threshold: NaN }, "threshold must be a whole number from 1 on, or Infinity: given NaN"],
    [{ lifeMs: -1 }, "lifeMs must be a finite number from 0 on: given -1"],
    [{ lifeMs: NaN }, "lifeMs must be a finite number from 0 on: given NaN"],
    [{ cache: 0 }, "cache must be a whole number from 1 on: given 0"],
    [{ cache: NaN }, "cache must be a whole number from 1 on: given NaN"],
    [{ remindMs: -1 }, "remindMs must be a whole number from 0 on: given -1"],
    [{ remindMs: 0.5 }, "remindMs must be a whole number from 0 on: given 0.5"],
    [{ timoutMs: 1 }, "each name must be one of timeoutMs, retryMs"],
  ];
  for (const [settings, words] of refused) {
    assertThrows(
      () => treeOf(settings as never),
      RangeError,
      `Cannot broadcast over a tree because ${words}`,
    );
  }
});
