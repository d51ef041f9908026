/** Raft from an empty page: what is asked of a protocol of which nothing is known but what it shows. @module */

import agreesText from "./agrees.md" with { type: "text" };
import compactsText from "./compacts.md" with { type: "text" };
import holdsText from "./holds.md" with { type: "text" };
import leadsText from "./leads.md" with { type: "text" };
import remembersText from "./remembers.md" with { type: "text" };
import { madeWith } from "hb/grade/members.ts";
import { type Task, task } from "hb/grade/part.ts";
import type { RaftSubject } from "hb/laboratory/raft/subject.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Answers } from "../answers.ts";
import type { WholeRaft } from "../given.ts";
import {
  again,
  anyNumberCommits,
  figure8,
  lateAnswer,
  lostOnce,
  manyCommands,
} from "./agreeing_by_hand.ts";
import { everybodyIsAnswered, inASnapshot, overwritten } from "./answers_by_hand.ts";
import { astray } from "./astray_by_hand.ts";
import { anyNumberLeads, highTerms, votesAgain } from "./leading_by_hand.ts";
import {
  lateAcknowledgement,
  lateSnapshot,
  notNeeded,
  passedOn,
  snapshotAgain,
  wrongBeyond,
} from "./snapshots_by_hand.ts";
import { chances } from "./chances.ts";
import { explored } from "./explored.ts";
import { scenariosOver } from "./laboratory.ts";
import { oneLeader } from "./shown.ts";
import { enduring, stormy } from "./stormy.ts";

const file = "whole.ts";

/** The parts, each about one more thing. */
export const leads: Task<Answers> = {
  file,
  ...task<Answers>(leadsText, (answers, grading) => {
    const raft = plain(answers.leads);
    // Of who does not lead yet this tells most: how each server stands, and what it waits for.
    anyNumberLeads(raft);
    scenariosOver(subject(raft), "3A", 5, grading);
    enduring(raft, grading);
    chances(raft, { nodes: [3, 4, 5], runs: 30, steps: 300, crashes: true }, grading);
    highTerms(raft);
    explored(raft, grading, { crashes: 1, terms: 1, states: 30_000 });
    explored(raft, grading, { crashes: 0, terms: 2, states: 50_000 });
  }),
};

export const agrees: Task<Answers> = {
  file,
  ...task<Answers>(agreesText, (answers, grading) => {
    const raft = plain(answers.agrees);
    scenariosOver(subject(raft), "3B", 3, grading);
    anyNumberCommits(raft);
    manyCommands(raft);
    figure8(raft);
    for (const more of [0, 200]) astray(raft, { more });
    lostOnce(raft);
    again(raft);
    lateAnswer(raft);
    chances(raft, { nodes: [3, 4, 5], runs: 40, steps: 400, commands: true }, grading);
  }),
};

export const remembers: Task<Answers> = {
  file,
  ...task<Answers>(remembersText, (answers, grading) => {
    const raft = plain(answers.remembers);
    votesAgain(raft);
    astray(raft, { more: 0, crashes: true });
    scenariosOver(subject(raft), "3C", 2, grading);
    chances(raft, { nodes: [3, 5], runs: 40, steps: 400, commands: true, crashes: true }, grading);
  }),
};

export const compacts: Task<Answers> = {
  file,
  ...task<Answers>(compactsText, (answers, grading) => {
    const raft = plain(answers.compacts);
    scenariosOver(subject(raft), "3D", 3, grading);
    for (const more of [0, 200]) {
      astray(raft, { more, snapshotEvery: 10, crashes: true });
    }
    lostOnce(raft, 4);
    lateSnapshot(raft);
    lateAcknowledgement(raft);
    wrongBeyond(raft);
    snapshotAgain(raft);
    passedOn(raft);
    notNeeded(raft);
    const snapshots = [1, 2, 3, 4];
    const given = { nodes: [3, 5], steps: 400, commands: true, crashes: true, snapshots };
    chances(raft, { ...given, runs: 60 }, grading);
    chances(raft, { ...given, runs: 20, crashes: false }, grading);
  }),
};

export const holds: Task<Answers> = {
  file,
  ...task<Answers>(holdsText, (answers, grading) => {
    const raft = plain(answers.holds);
    everybodyIsAnswered(raft);
    overwritten(raft);
    inASnapshot(raft);
    const given = { nodes: [3, 5], steps: 300, commands: true, crashes: true };
    chances(raft, { ...given, runs: 40, snapshots: [2, 1000] }, grading);
    for (const setting of [{}, { snapshotEvery: 4 }]) {
      for (const nodes of [3, 5]) stormy(raft, setting, nodes, grading);
    }
  }),
};

// deno-lint-ignore no-explicit-any -- what they are is the reader's affair
type Any = any;

/** The reader's Raft, as the laboratory sees it. */
function subject(raft: WholeRaft): RaftSubject<Any, Tagged, Tagged, unknown> {
  return {
    protocol: (setting) => raft.protocol(setting),
    propose: (command) => raft.propose(command),
    view: (state) => raft.view(state),
    replies: raft.replies(),
    invariants: [oneLeader(raft)],
  };
}

/** The same, its protocol as a plain record: it may be written as a class, and so may its handlers. */
function plain(raft: WholeRaft): WholeRaft {
  const protocol: WholeRaft["protocol"] = (setting) =>
    madeWith("raft.protocol(…)", raft.protocol(setting), {
      start: "function",
      upon: "record",
    }) as unknown as ReturnType<WholeRaft["protocol"]>;
  return { ...raft, protocol };
}
