/** How commits are told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import type { Commit, Passed, State } from "./commit_wait.ts";

/** The words of transactions and their stamps. */
export const labels: Labels<State, Commit, Passed> = {
  state: ({ waiting }) =>
    waiting.length === 0
      ? undefined
      : `waits for ${waiting.map(({ stamp }) => stamp.toFixed(1)).join(", ")}`,
  message: () => "commit",
  timer: () => "has it passed?",
  request: (transaction) => `transaction ${transaction}`,
  answer: (stamp) => `stamp ${(stamp as number).toFixed(1)}`,
  colours: { commit: 0 },
};
