/** How part 5 is judged: question by question, and by all scenarios of stage 3A. @module */

import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { Message } from "../given.ts";
import type { Subject } from "../subject.ts";
import { withHandlers, withRules } from "./compose.ts";
import { laboratory } from "./laboratory.ts";
import { aServer, durableVote, inWords, sameStep, upon } from "./servers.ts";
import { careful, plain } from "./worlds.ts";

export const voterPart: Part<Subject> = {
  number: 5,
  name: "voter",
  title: "3A: the voter, and the scenarios of stage 3A",
  points: 8,
  statement:
    `Put the rules to work. The handler in the stub is the other side of an election: a candidate
asks, and the voter answers. It has six steps, which the stub lists, and each of them is there because a
cluster fails without it. When it is right, InitialElection, ReElection and ManyElections are run over a Raft
whose election rules are yours, parts 1 to 4, and whose voters are this handler. In the course these are
TestInitialElection3A, TestReElection3A and TestManyElections3A.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, sections 3.4, 4.2.3 and 9.6",
  hints: [
    "First decide whether to listen at all, then in which term you are, then what you answer.",
    "Only a vote that is really given changes anything; a promise (pre) and a refusal only answer.",
    "Follow the stub's six steps; a vote given before is not new: answer yes, wait anew, save nothing.",
  ],
  test(subject, grading) {
    for (const options of [plain, careful]) questions(subject, options, grading);
    laboratory(subject, "3A", 10, grading);
  },
};

function questions({ voter }: Subject, options: Options, grading: Grading): void {
  const mine = withHandlers({ requestVote: voter }, options), right = withRules({}, options);
  const random = new Random(5, "votes");
  for (let i = 0; i < 300; i++) {
    const s = aServer(random), from = 1 + random.below(2);
    const message: Message = {
      type: "requestVote",
      term: Math.max(1, s.term - 1 + random.below(3)),
      last: { index: random.below(7), term: random.below(6) },
      pre: random.chance(0.3),
      transfer: random.chance(0.1),
    };
    const { term, last, pre, transfer } = message;
    const asks = pre ? "asks whether it would win" : "stands";
    const words =
      `server ${from} ${asks} in term ${term}${transfer ? " as its leader told it" : ""}` +
      `, its last entry being ${last.index}/${last.term}, and asks ${inWords(s)}` +
      `${options.checkQuorum === false ? "" : ", with checkQuorum"}`;
    const [found, expected] = [upon(mine, s, from, message), upon(right, s, from, message)];
    sameStep(found, expected, words, grading);
    grading.equal(
      durableVote(s, found),
      durableVote(s, expected),
      `${words}: the term and the vote that outlive a crash`,
    );
  }
}
