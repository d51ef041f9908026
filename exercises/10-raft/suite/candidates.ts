/** Servers whose election timer goes off, or that get votes, rarer than in any run. @module */

import { electionRules as rules } from "hb/consensus/raft/rules/election.ts";
import { drawn } from "hb/grade/part.ts";
import { pick } from "hb/laboratory/raft/logs.ts";
import { aServer } from "hb/laboratory/raft/servers.ts";
import type { Happening } from "hb/laboratory/raft/situations.ts";
import type { Random } from "hb/sim/random.ts";
import { configurationOf, membersOf, type State } from "../given.ts";
import { type Arrival, hasLease, settings } from "./servers.ts";

/** Some of them: servers of large clusters, with members of all sorts, in late terms. */
export const candidates = () =>
  drawn(600, "candidates", (random): Arrival => {
    const setting = pick(random, settings), server = aServer(random, {}, hasLease(setting));
    const { s, self, nodes } = server, others = nodes - 1;
    const event: Happening = s.role !== "leader" && random.chance(0.4)
      ? { kind: "timer", timer: { type: "election" } }
      : {
        kind: "message",
        from: (self + 1 + random.below(others)) % nodes,
        message: aReply(random, s),
      };
    return { ...server, setting, event };
  }).filter(({ s, nodes }) =>
    // Where it has won or lost, it is a candidate no longer.
    (s.votes.size === 0 || rules.countVotes(configurationOf(s), s.votes) === "pending") &&
    s.configurations.every(({ configuration }) =>
      membersOf(configuration).every((node) => node < nodes)
    )
  );

/** A voter's answer: mostly to what is asked now, at times to what was, or from a later term. */
function aReply(random: Random, { term, role }: State) {
  const pre = role === "precandidate" ? random.chance(0.9) : random.chance(0.15);
  const granted = random.chance(0.6);
  const asked = pre && granted ? term + 1 : term;
  // A yes names a term that was asked about, so none that is still to come.
  const away = granted ? pick(random, [0, 0, 0, 0, -1, -2]) : pick(random, [0, 0, 0, -1, 1, 256]);
  const type = "requestVoteReply" as const;
  return { type, term: Math.max(1, asked + away), granted, pre };
}
