/** Why a node of a tree must do what it must: the one rule that a situation is about. @module */

import type { Instead } from "hb/grade/played.ts";
import type { Event, Situation } from "./right_tree.ts";

const PAPER = "Leitão et al. 2007a";
const STRANGER =
  "to who is no neighbour nothing is sent, and of such a node nothing is heard but payloads";
const NEW = "what is new is delivered, and goes on at once over eager links, its id over lazy " +
  `ones, to neighbours only, and not back (${PAPER}, algorithm 1)`;
const AWAITED =
  `nothing is waited for any more that is here, and for nothing else a timer ends (${PAPER}, ` +
  "algorithm 1)";

const isTimer = (words: string) => words.startsWith("it waits");

/** The rule. */
export function whyTree(
  { type, is }: Event,
  _must: readonly string[],
  { came, due }: Instead,
): string {
  const { ofNeighbour, had, old, awaited, toAsk } = is as Situation;
  switch (type) {
    case "up":
      return ofNeighbour
        ? "who is a neighbour already does not become one, and its link stays as it is"
        : `a new neighbour has an eager link, and is told what is kept here, if that is anything (${PAPER}, ` +
          "section 3.7)";
    case "down":
      return `who is gone has no link, and is not asked (${PAPER}, algorithm 3)`;
    case "begin":
    case "gossip":
      if (type === "gossip" && had) {
        return ofNeighbour
          ? "who sends what was here is told to send word only, whoever was the first to bring other " +
            `things (${PAPER}, algorithm 1)`
          : STRANGER;
      }
      return [...came, ...due].every(isTimer) ? AWAITED : NEW;
    case "ihave":
      if (!ofNeighbour) return STRANGER;
      if (had || came.some((words) => old.some((id) => words.endsWith(` for ${id}`)))) {
        return `what is here, or was, is not waited for (${PAPER}, algorithm 2)`;
      }
      return awaited
        ? "for what is waited for already the timer that runs is not set again; who else has it is " +
          `remembered, once (${PAPER}, algorithm 2)`
        : "what is not here is waited for, as the tree is only a little slower than word of it " +
          `(${PAPER}, algorithm 2)`;
    case "overdue":
      return toAsk
        ? "who waits in vain asks the first who said so and was not asked since, makes that link a " +
          `branch, and waits for the answer (${PAPER}, algorithm 2)`
        : `when there is nobody left to ask, as who is gone is not asked, the waiting is over (${PAPER}, ` +
          "algorithms 2 and 3)";
    case "graft":
      return ofNeighbour
        ? `who is grafted sends what it keeps, now and from now on (${PAPER}, algorithm 2)`
        : STRANGER;
    case "prune":
      return ofNeighbour ? `who prunes wants word only (${PAPER}, algorithm 1)` : STRANGER;
  }
}
