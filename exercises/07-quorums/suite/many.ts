import text from "./many.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import type { NodeId } from "../given.ts";
import { casesOf, manyAtOnce, oftenWritten } from "./register_cases.ts";
import { playRegisters } from "./register_game.ts";
import type { Manner } from "./right_register.ts";
import { alone } from "./single.ts";

export const many = task<Answers>(text, ({ many }, grading) => {
  const cases = function* () {
    yield* casesOf(grading, 550, "many writers", (_, nodes, self) => mannerOf(nodes, self));
    yield* manyAtOnce((nodes) => mannerOf(nodes, 0));
    yield* oftenWritten((nodes) => mannerOf(nodes, 0));
  };
  playRegisters(
    many,
    cases(),
    ({ self, nodes }) => `node ${self} of ${nodes.join(" ")}, all of which write`,
    grading,
  );
  forgets(
    "a client writes, and another one reads, at the only node, and both are answered",
    () => many.start({ self: 0, nodes: [0] }),
    (s, nth) => alone(many as never, s, nth),
    grading,
  );
});

/** More than half of these nodes are enough. */
export function mannerOf(nodes: readonly NodeId[], self: NodeId): Manner {
  const most = Math.floor(nodes.length / 2) + 1;
  return { self, nodes, read: most, write: most };
}
