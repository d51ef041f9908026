import text from "./grow.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { rememberNothing } from "./chain_memory.ts";
import { growRules } from "./chain_rules.ts";
import { firstChain, type Kind, Line } from "./chain_stage.ts";
import { type Case, type Code, drawnCases, mostOf, playStages } from "./stage.ts";
import { holds, inOrder } from "./words.ts";

const whole = (isWhole: unknown) => isWhole === true ? "it is whole" : `whole: ${inOrder(isWhole)}`;
const kind: Kind = {
  looks: { store: holds, whole },
  why: growRules,
  spare: ({ nodes, more }) => Math.min(nodes - 1, 1 + more % 2),
};

export const grow = task<Answers>(text, ({ grow }, grading) => {
  const cases = drawnCases(grading, "grow", {
    count: 360,
    nodes: [3, 2, 4, 3, 5, 2],
    weights: {
      ask: 7,
      repeat: 2,
      remove: 1,
      join: 2,
      swap: 1,
      extend: 3,
      configure: 11,
      confirm: 3,
      next: 24,
      any: 6,
      twice: 3,
      lose: 3,
      stray: 1,
      again: 5,
    },
    longest: 150,
    begins: BEGINS,
    long: [
      { row: LONG, times: 20, nodes: 5, more: 100 },
      { row: SKIP, times: 24, nodes: 5, more: 100 },
      { row: SWAP, times: 16, nodes: 4, more: 101 },
      { row: LATE, times: 20, nodes: 2, more: 100 },
    ],
  });
  const first = (given: Case) => firstChain(given, kind.spare!(given)).join(" → ");
  playStages(
    {
      words: (given) =>
        `servers, ${given.nodes} of them, the first chain is ${first(given)}, ${
          mostOf(given)
        } entries at most`,
      stage: (given) => new Line(given, kind),
      code: grow as unknown as Code,
    },
    cases,
    grading,
    () => {
      rememberNothing(grow, grading);
    },
  );
});

/** A chain of which all have heard, with some updates, and a server that has just begun to join. */
const BEGINS = "configure*4 ask next ask next join configure*4 next*3 extend configure*2";

/** Who joins comes into the chain, and somebody goes. */
const LONG =
  "configure*5 many*3 next*6 join configure*5 next many next*6 repeat extend configure*5 next*4 remove";

/** Who comes into the chain from joining has another predecessor there than before. */
const SKIP =
  "configure*5 many*2 next*6 join configure*5 next*6 many*3 next*2 lose next*2 lose next*5 extend skip configure*5 next*3 twice*2 next*4 many next*3 again*2 next*4";

/** Another one joins instead, and the tail has kept something for the first. */
const SWAP =
  "configure*4 join configure*4 next*6 many*2 next*2 swap configure*4 again*4 next*8 extend configure*4 next*6 remove";

/** What came once comes again later. */
const LATE =
  "join configure*3 next twice many*2 any*4 next*6 extend configure*3 next*2 remove configure*2";
