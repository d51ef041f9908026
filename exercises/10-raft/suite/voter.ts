import text from "./voter.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { aServer, inWords } from "hb/laboratory/raft/servers.ts";
import { careful, plain } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";
import type { Message } from "../given.ts";
import { laboratory } from "./laboratory.ts";
import { type Arrival, sameSteps } from "./servers.ts";

export const voter = task<Answers>(text, (answers, grading) => {
  for (const options of [plain, careful]) {
    const words = (arrival: Arrival) =>
      asks(arrival) + (options.checkQuorum === false ? "" : ", with checkQuorum");
    sameSteps({ requestVote: answers.voter }, options, questions(), words, grading);
  }
  laboratory(answers, "3A", 10, grading);
});

const questions = () =>
  drawn(300, "votes", (random): Arrival => {
    const s = aServer(random);
    const message: Message = {
      type: "requestVote",
      term: Math.max(1, s.term - 1 + random.below(3)),
      last: { index: random.below(7), term: random.below(6) },
      pre: random.chance(0.3),
      transfer: random.chance(0.1),
    };
    return { s, from: 1 + random.below(2), message };
  });

function asks({ s, from, message }: Arrival): string {
  const { term, last, pre, transfer } = message as Message & { type: "requestVote" };
  return `server ${from} ${pre ? "asks whether it would win" : "stands"} in term ${term}` +
    `${
      transfer ? " as its leader told it" : ""
    }, its last entry being ${last.index}/${last.term}, ` +
    `and asks ${inWords(s)}`;
}
