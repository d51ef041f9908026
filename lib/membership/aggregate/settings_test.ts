import { assertThrows } from "@std/assert";
import { flowUpdating } from "./flow_updating/flow_updating.ts";
import { pushSum } from "./push_sum/push_sum.ts";

Deno.test("push-sum: settings that cannot be are refused, with what was given", () => {
  const refused: readonly (readonly [settings: unknown, words: string])[] = [
    [{ what: "bogus" }, 'what must be one of "average", "sum", "count": given "bogus"'],
    [{ value: 1 }, "value must be a function: given 1"],
    [{ roundMs: 0 }, "roundMs must be a finite number more than 0: given 0"],
    [{ roundMs: NaN }, "roundMs must be a finite number more than 0: given NaN"],
    [{ phaseMs: 0.5 }, "phaseMs must be a whole number from 1 on: given 0.5"],
    [{ rounds: -1 }, "rounds must be a whole number from 0 on, or Infinity: given -1"],
    [{ rounds: NaN }, "rounds must be a whole number from 0 on, or Infinity: given NaN"],
    [{ waht: "sum" }, "each name must be one of what"],
  ];
  for (const [settings, words] of refused) {
    assertThrows(() => pushSum(settings as never), RangeError, `Cannot aggregate because ${words}`);
  }
});

Deno.test("flow-updating: settings that cannot be are refused, with what was given", () => {
  const refused: readonly (readonly [settings: unknown, words: string])[] = [
    [{ value: 1 }, "value must be a function: given 1"],
    [{ partners: null }, "partners must be a function: given null"],
    [{ roundMs: 0 }, "roundMs must be a finite number more than 0: given 0"],
    [{ roundMs: -1 }, "roundMs must be a finite number more than 0: given -1"],
    [{ roundMs: NaN }, "roundMs must be a finite number more than 0: given NaN"],
    [{ roundMs: "7" }, 'roundMs must be a finite number more than 0: given "7"'],
    [{ phaseMs: 0 }, "phaseMs must be a whole number from 1 on: given 0"],
    [{ phaseMs: NaN }, "phaseMs must be a whole number from 1 on: given NaN"],
    [{ patienceMs: 0 }, "patienceMs must be a finite number more than 0, or Infinity: given 0"],
    [{ patienceMs: NaN }, "patienceMs must be a finite number more than 0, or Infinity: given NaN"],
    [{ paitenceMs: 1 }, "each name must be one of value"],
  ];
  for (const [settings, words] of refused) {
    assertThrows(
      () => flowUpdating(settings as never),
      RangeError,
      `Cannot average by flows because ${words}`,
    );
  }
});
