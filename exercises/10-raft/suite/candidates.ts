/** Servers whose election timer goes off, or that get votes, rarer than in any run. @module */

import { electionRules as rules } from "hb/consensus/raft/rules/election.ts";
import { drawn } from "hb/grade/part.ts";
import { pick } from "hb/laboratory/raft/logs.ts";
import { MOST_SERVERS } from "hb/laboratory/raft/sizes.ts";
import { aServer } from "hb/laboratory/raft/servers.ts";
import type { Happening } from "hb/laboratory/raft/situations.ts";
import type { Random } from "hb/sim/random.ts";
import {
  configurationOf,
  emptyLog,
  firstSnapshot,
  membersOf,
  type State,
  votersOnly,
} from "../given.ts";
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
  }).filter(isPending);

/** As many servers as there are at most, and as many votes as that takes: the next one may decide. */
export const crowds = () =>
  drawn(24, "crowds", (random, at): Arrival => {
    const setting = pick(random, settings), role = at % 2 === 0 ? "candidate" : "precandidate";
    const all = Array.from({ length: MOST_SERVERS }, (_, node) => node);
    const voters = random.chance(0.7) ? all : all.filter(() => random.chance(0.8));
    const configurations = [{ index: 0, configuration: votersOnly(voters) }];
    let server = aServer(random, {}, hasLease(setting));
    while (server.nodes !== MOST_SERVERS || server.s.role !== role) {
      server = aServer(random, {}, hasLease(setting));
    }
    const { self } = server, others = voters.filter((node) => node !== self);
    const missing = (voters.length >> 1) + 1 - (voters.includes(self) ? 1 : 0);
    // All but one of the votes that it needs, or all but one of those against it.
    const isFor = random.chance(0.6), asked = others.splice(0, isFor ? missing - 1 : missing);
    const votes = new Map([[self, true], ...asked.map((node) => [node, isFor] as const)]);
    if (!isFor) votes.delete(asked[0]!), others.unshift(asked[0]!);
    const s: State = {
      ...server.s,
      configurations,
      votes,
      log: emptyLog(),
      snapshot: first(voters),
    };
    Object.assign(s, { commitIndex: 0, lastApplied: 0, waiting: new Map() });
    const pre = role === "precandidate", granted = isFor !== random.chance(0.2);
    const term = pre && granted ? s.term + 1 : s.term, type = "requestVoteReply" as const;
    const from = random.chance(0.5) ? others.at(-1)! : others[0]!;
    return {
      ...server,
      s,
      setting,
      event: { kind: "message", from, message: { type, term: Math.max(1, term), granted, pre } },
    };
  }).filter(isPending);

const first = (voters: readonly number[]) => firstSnapshot(votersOnly(voters), []);

function isPending({ s, nodes }: Arrival): boolean {
  return (
    // Where it has won or lost, it is a candidate no longer.
    (s.votes.size === 0 || rules.countVotes(configurationOf(s), s.votes) === "pending") &&
    s.configurations.every(({ configuration }) =>
      membersOf(configuration).every((node) => node < nodes)
    )
  );
}

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
