import { assertEquals, assertThrows } from "@std/assert";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { leaderOf, nextLeadersView } from "./checks.ts";
import { hotStuff } from "./hotstuff.ts";
import { type Options, withDefaults } from "./settings.ts";

const usual: Options = { machine: listMachine as Options["machine"], replicas: 4 };

Deno.test("HotStuff with settings that cannot be is refused, in words", () => {
  const refusals: readonly [Partial<Options>, string][] = [
    [{ replicas: 3 }, "replicas must be a whole number from 4 on: given 3"],
    [{ variant: "one" as never }, "variant must be one of"],
    [{ style: "loose" as never }, "style must be one of"],
    [{ tenure: 0 }, "tenure must be a whole number from 1 on"],
    [{ viewMs: 0 }, "viewMs must be a finite number more than 0: given 0"],
    [{ maxBatch: 0 }, "maxBatch must be a whole number from 1 on: given 0"],
    [{ order: [] }, "order must name replicas: given nobody"],
    [{ order: [0, 4] }, "order must name replicas: given 4"],
    [
      { variant: "hotstuff-2", settleMs: 200 },
      "settleMs must be less than viewMs (200): given 200",
    ],
    [{ machine: {} as never }, "machine must be a state machine"],
    [{ colour: "red" } as never, "each name must be one of"],
  ];
  for (const [change, words] of refusals) {
    assertThrows(() => hotStuff({ ...usual, ...change }), RangeError, words);
  }
});

Deno.test("leaders have turns of some views each, and a view that fails ends its leader's turn", () => {
  const hotstuff = withDefaults({ ...usual, tenure: 3 });
  const leaders = Array.from({ length: 13 }, (_, view) => leaderOf(hotstuff, view));
  assertEquals(leaders, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 0]);
  assertEquals([3, 4, 5, 6].map((view) => nextLeadersView(hotstuff, view)), [6, 6, 6, 9]);
  const one = withDefaults({ ...usual, tenure: Infinity });
  assertEquals([leaderOf(one, 9), nextLeadersView(one, 9)], [0, 10]);
});
