/** Part 22: each half by itself, and the slower one decides. @module */

import type { Joint } from "../../exercises/10-raft/given.ts";
import { commit } from "./commit.ts";
import { majority } from "./majority.ts";

export const joint: Joint = {
  vote({ voters, outgoing }, vote) {
    const halves = [majority(voters, vote), majority(outgoing, vote)];
    if (halves.includes("lost")) return "lost";
    return halves.includes("pending") ? "pending" : "won";
  },
  index: ({ voters, outgoing }, reached) =>
    Math.min(commit.majorityIndex(voters, reached), commit.majorityIndex(outgoing, reached)),
};
