/** How part 10 is judged: message by message, and by all scenarios of stage 3B. @module */

import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import { type Log, type Message, termAt } from "../given.ts";
import type { Subject } from "../subject.ts";
import { withHandlers, withRules } from "./compose.ts";
import { laboratory } from "./laboratory.ts";
import { aServer, durableLog, durableVote, inWords, logOf, sameStep, upon } from "./servers.ts";
import { careful } from "./worlds.ts";

export const followerPart: Part<Subject> = {
  number: 10,
  name: "follower",
  title: "3B: the follower, and the scenarios of stage 3B",
  points: 9,
  statement:
    `The handler that keeps all copies of the log alike. The stub lists its six steps, and which of
your rules each of them asks. When it is right the ten scenarios of stage 3B are run over a Raft whose
rules of elections and of logs are yours, from BasicAgree to Count; among them RPCBytes, which counts
what is sent twice, and Backup, which needs part 9. In the course they are TestBasicAgree3B to
TestCount3B.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 3.5 and Figure 3.1",
  hints: [
    "Which refusals come before the leader is acknowledged, and which after?",
    "A heartbeat that does not agree is refused like any other append: that is how a leader finds out.",
    "meetTerm; older term? refuse. hearLeader; agrees? else refuse with the hint. write what is not there, " +
    "set s.commitIndex, applyCommitted, accept with Math.max(agreed, s.commitIndex).",
  ],
  test(subject, grading) {
    messages(subject, grading);
    laboratory(subject, "3B", 5, grading);
  },
};

function messages({ follower }: Subject, grading: Grading): void {
  const mine = withHandlers({ append: follower }, careful), right = withRules({}, careful);
  const random = new Random(10, "appends");
  for (let i = 0; i < 400; i++) {
    const s = aServer(random), from = 1 + random.below(2);
    // Nobody else leads in the term of a leader.
    const least = s.role === "leader" ? s.term + 1 : s.term;
    const term = random.chance(0.15) ? s.term - 1 : least + random.below(2);
    const leads = leadersLog(random, s.log, s.commitIndex, term);
    const index = random.below(leads.entries.length + 1);
    const entries = leads.entries.slice(index, index + random.below(4));
    const previous = { index, term: termAt(leads, index)! };
    const message: Message = {
      type: "append",
      term,
      previous,
      entries,
      commit: random.below(leads.entries.length + 1),
      round: random.below(5),
    };
    const words = `the leader of term ${term} sends entries of the terms [${
      entries.map((entry) => entry.term).join(" ")
    }] after ${index}/${previous.term}, commit ${message.commit}, to ${inWords(s)}`;
    const [found, expected] = [upon(mine, s, from, message), upon(right, s, from, message)];
    sameStep(found, expected, words, grading);
    const survives = `${words}: what outlives a crash of`;
    grading.equal(durableVote(s, found), durableVote(s, expected), `${survives} term and vote`);
    grading.equal(durableLog(s, found), durableLog(s, expected), `${survives} the log`);
  }
}

/** A log that has all that is committed in another, and often more of it, and then its own. */
export function leadersLog(random: Random, log: Log, commitIndex: number, term: number): Log {
  const shared = commitIndex - log.base.index + random.below(3);
  const terms = log.entries.slice(0, shared).map((entry) => entry.term);
  // What is compacted is in it, too; nobody looks into it any more.
  const before = Array<number>(log.base.index).fill(log.base.term);
  const own = Array<number>(random.below(4)).fill(term);
  return logOf([...before, ...terms.filter((each) => each <= term), ...own]);
}
