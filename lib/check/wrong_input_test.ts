/** What no level can judge is refused by name. */

import { assertStringIncludes, assertThrows } from "@std/assert";
import { impliedBy, level, type LevelName, levels } from "./levels.ts";
import { history } from "./memory/history_test.ts";

Deno.test("a history that is no memory, or writes a value twice, is refused in words", () => {
  const twice = history("0 w x 1, 1 w x 1");
  const error = assertThrows(() => level("PRAM").check(twice), RangeError);
  assertStringIncludes((error as Error).message, 'given 1 for "x"');
  const swap = [{ ...twice[0]!, input: { type: "cas", from: 1, to: 2 } as const }];
  assertThrows(() => level("PRAM").check(swap), RangeError, "reads and writes");
  for (const input of [null, undefined, {}, { type: "w", key: "x" }]) {
    const strange = [{ ...twice[0]!, input: input as never }];
    assertThrows(() => level("PRAM").check(strange), RangeError, "reads and writes: given");
  }
  const back = [{ ...twice[0]!, invokedAt: 5, endedAt: 4 }];
  for (const { name } of levels) {
    assertThrows(() => level(name).check(back), RangeError, "from 5 to 4", name);
  }
});

Deno.test("a level that is none is refused with all that there are", () => {
  const none = "sequental" as LevelName;
  for (const ask of [() => level(none), () => impliedBy(none)]) {
    const { message } = assertThrows(ask, RangeError);
    assertStringIncludes(message, "must be one of linearizable, sequential, ");
    assertStringIncludes(message, 'given "sequental"');
  }
});
