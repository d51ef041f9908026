import text from "./follower.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { aVisit, inWords } from "hb/laboratory/raft/servers.ts";
import { careful } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";
import type { Message } from "../given.ts";
import { laboratory } from "./laboratory.ts";
import { type Arrival, sameSteps } from "./servers.ts";

export const follower = task<Answers>(text, (answers, grading) => {
  sameSteps({ appendEntries: answers.follower }, careful, appends(), sends, grading);
  laboratory(answers, "3B", 5, grading);
});

const appends = () =>
  drawn(400, "appends", (random): Arrival => {
    const { s, from, term, leads, position } = aVisit(random);
    const message: Message = {
      type: "appendEntries",
      term,
      previous: position,
      entries: leads.entries.slice(position.index, position.index + random.below(4)),
      commit: random.below(leads.entries.length + 1),
      round: random.below(5),
    };
    return { s, from, message };
  });

function sends({ s, message }: Arrival): string {
  const { term, entries, previous, commit } = message as Message & { type: "appendEntries" };
  const terms = entries.map((entry) => entry.term).join(" ");
  return `the leader of term ${term} sends entries of the terms [${terms}] after ` +
    `${previous.index}/${previous.term}, commit ${commit}, to ${inWords(s)}`;
}
