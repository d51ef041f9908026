/** Stages through which copies of a store go, as they are drawn. @module */

import { drawnBy, type Grading } from "hb/grade/part.ts";
import { withoutParts } from "hb/grade/without_parts.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { StoreRequest, Value } from "../given.ts";

/** What happens while copies are cut off from each other, and who is joined before that. */
export interface Stage {
  /** For each copy, with whom it is joined: those of one number. */
  readonly groups: readonly number[];
  readonly asks: readonly (readonly [node: NodeId, request: StoreRequest])[];
  /** Who crashes then, and comes back. */
  readonly crash: NodeId | null;
}

export interface Case {
  readonly nodes: number;
  readonly most: number;
  readonly stages: readonly Stage[];
}

/** Those that are known to be hard, and others that are drawn. */
export function* cases(grading: Grading): Generator<Case> {
  yield* known;
  yield* drawnBy(grading, 50, "stages", (random, at): Case => {
    const nodes = at === 0 ? 1 : [2, 3, 3, 4, 7][random.below(5)]!;
    return {
      nodes,
      most: [0, 1, 50][random.below(3)]!,
      stages: Array.from({ length: 2 + at % 4 }, () => aStage(random, nodes)),
    };
  });
}

const put = (element: Value): StoreRequest => ({ type: "add", key: "s", element });
const take = (element: Value): StoreRequest => ({ type: "remove", key: "s", element });
const stage = (asks: Stage["asks"], crash: NodeId | null = null, groups = [0, 0, 0]): Stage => ({
  groups,
  asks,
  crash,
});

const nine = Array.from({ length: 9 }, () => 0);

/** One has an element that the other has removed, and tells all that it has. There are nine, too. */
const known: readonly Case[] = [50, 0].flatMap((most) => [
  { nodes: 9, most, stages: [stage([[0, put("a")], [8, put("b")]], null, nine)] },
  {
    nodes: 2,
    most,
    stages: [
      stage([[0, put("a")]], null, [0, 0]),
      stage([[1, take("a")], [0, put("b")]], 0, [0, 0]),
    ],
  },
  {
    nodes: 3,
    most,
    stages: [
      stage([[0, put("a")], [1, put("a")]]),
      stage([[2, take("a")], [0, put("a")]], 1, [0, 1, 1]),
      stage([[1, take("a")], [2, put("b")]], 2, [0, 0, 1]),
    ],
  },
]);

export const SETS = ["s", "t"], REGISTERS = ["x", "s"];
const ELEMENTS: readonly Value[] = ["a", "b", 1, "1", 0, null];

function aStage(random: Random, nodes: number): Stage {
  const asks = Array.from({ length: 1 + random.below(5) }, () => {
    const which = random.below(10), key = SETS[random.below(2)]!;
    const element = ELEMENTS[random.below(ELEMENTS.length)]!;
    const request: StoreRequest = which < 5
      ? { type: "add", key, element }
      : which < 8
      ? { type: "remove", key, element }
      : { type: "write", key: REGISTERS[random.below(2)]!, value: element };
    return [random.below(nodes), request] as const;
  });
  const parts = random.chance(0.6) ? 1 : 2;
  return {
    groups: Array.from({ length: nodes }, () => random.below(parts)),
    asks,
    crash: random.chance(0.3) ? random.below(nodes) : null,
  };
}

export function* smaller(given: Case): Generator<Case> {
  for (const stages of withoutParts(given.stages)) yield { ...given, stages };
  for (const [i, stage] of given.stages.entries()) {
    const but = (changed: Partial<Stage>) => ({
      ...given,
      stages: given.stages.with(i, { ...stage, ...changed }),
    });
    for (const asks of withoutParts(stage.asks)) yield but({ asks });
    if (stage.crash !== null) yield but({ crash: null });
  }
}
