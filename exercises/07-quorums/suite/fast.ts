import text from "./fast.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { NodeId } from "../given.ts";
import { casesOf, manyAtOnce } from "./register_cases.ts";
import { playRegisters } from "./register_game.ts";
import type { Manner } from "./right_register.ts";
import { alone } from "./single.ts";

export const fast = task<Answers>(text, ({ fast }, grading) => {
  const cases = function* () {
    yield* casesOf(grading, 700, "fast reads", drawn, { read: 6, latest: 14, write: 2 });
    yield* manyAtOnce((nodes) => ({ self: 0, nodes, read: 15, write: 16, isFast: true }));
    yield* manyAtOnce((nodes) => ({ self: 0, nodes, read: 16, write: 16, isFast: true }));
  };
  playRegisters(
    fast,
    cases(),
    ({ self, nodes, read, write }) =>
      `node ${self} of ${nodes.join(" ")}, with R = ${read} and W = ${write}`,
    grading,
  );
  forgets(
    "a client writes, and another one reads, at the only node, and both are answered",
    () => fast.start({ self: 0, nodes: [0], read: 1, write: 1 }),
    (s, nth) => alone(fast as never, s, nth),
    grading,
  );
});

/** R and W that meet. */
function drawn(random: Random, nodes: readonly NodeId[], self: NodeId): Manner {
  const { length } = nodes, read = 1 + random.below(length);
  const write = length - read + 1 + (random.chance(0.3) ? random.below(read) : 0);
  return { self, nodes, read, write, isFast: true };
}
