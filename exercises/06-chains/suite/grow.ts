import text from "./grow.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { firstChain, type Kind, Line } from "./chain_stage.ts";
import { rememberNothing } from "./chain_memory.ts";
import { type Case, type Code, drawnCases, mostOf, playStages } from "./stage.ts";
import { holds, inOrder } from "./words.ts";

const WHOLE =
  "whole is who was in the first chain; who joins, when it has been sent the state, or has as many updates as " +
  "its predecessor says in this epoch; and who comes from joining into the chain, when one of the two has " +
  "come again in the new epoch";
const WHY: Readonly<Record<string, string>> = {
  configure:
    "who begins to join has nothing any more; who has another predecessor, or comes from joining into the " +
    `chain, says how much it has, or that it has nothing; ${WHOLE} (van Renesse and Schneider 2004, section 3)`,
  confirmed:
    "the tail answers the queries whose round, or a later one, is confirmed, with what is stored by now",
  ask:
    "the tail takes queries though somebody joins; a tail that is not whole yet lets them be, as it may lack what " +
    "was decided; an update that comes again is answered by the head when it is struck from Sent, and else let be",
  request:
    "who is handed a request does it if it is its own in the epoch of the message, and is whole",
  updates:
    "who joins takes updates when it has the state, without a gap, and says how many it has, but for a gap; the " +
    `tail sends on to who joins, answers, and acknowledges, whole or not; ${WHOLE}`,
  acknowledge:
    "what who joins is known to have the tail need not keep for it, and nobody else is told of it; what " +
    "the tail has is struck from Sent, and word of it goes up the chain if it is news",
  resume:
    "who is whole sends its successor the updates that it lacks, if all of them are kept; and else the state " +
    "as it is now, with what clients were answered",
  state:
    "who joins, or has come from joining and is not whole, takes the state from its predecessor, if it had none or " +
    `if it is further, and says how much it has; ${WHOLE}`,
  again:
    "a server sends its successor the oldest of what it keeps for it, no more than fits; who is not whole, and " +
    "has a predecessor, says again how much it has",
};
const whole = (isWhole: unknown) => isWhole === true ? "it is whole" : `whole: ${inOrder(isWhole)}`;
const kind: Kind = {
  looks: { store: holds, whole },
  why: WHY,
  spare: ({ nodes, more }) => Math.min(nodes - 1, 1 + more % 2),
};

export const grow = task<Answers>(text, ({ grow }, grading) => {
  const cases = drawnCases(grading, "grow", 360, [3, 2, 4, 3, 5, 2], {
    ask: 7,
    repeat: 2,
    remove: 1,
    join: 2,
    extend: 3,
    configure: 11,
    confirm: 3,
    next: 24,
    any: 6,
    twice: 3,
    lose: 3,
    stray: 1,
    again: 5,
  }, {
    longest: 150,
    begins: BEGINS,
    over: "ask next next next join configure configure next extend configure configure next next",
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
      startWith: (given, node) => [node, mostOf(given)],
      looks: kind.looks,
    },
    cases,
    grading,
    () => {
      rememberNothing(grow, grading);
    },
  );
});

/** A chain of which all have heard, with some updates, and a server that has just begun to join. */
const BEGINS =
  "configure configure configure configure ask next ask next join configure configure configure " +
  "configure next next next extend configure configure";
