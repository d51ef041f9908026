import text from "./follower.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { aServer, inWords, leadersLog } from "hb/laboratory/raft/servers.ts";
import { careful } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";
import { type Message, termAt } from "../given.ts";
import { laboratory } from "./laboratory.ts";
import { type Arrival, sameSteps } from "./servers.ts";

export const follower = task<Answers>(text, (answers, grading) => {
  sameSteps({ appendEntries: answers.follower }, careful, appends(), sends, grading);
  laboratory(answers, "3B", 5, grading);
});

const appends = () =>
  drawn(400, "appends", (random): Arrival => {
    const s = aServer(random), from = 1 + random.below(2);
    // Nobody else leads in the term of a leader.
    const least = s.role === "leader" ? s.term + 1 : s.term;
    const term = random.chance(0.15) ? s.term - 1 : least + random.below(2);
    const leads = leadersLog(random, s.log, s.commitIndex, term);
    const index = random.below(leads.entries.length + 1);
    const message: Message = {
      type: "appendEntries",
      term,
      previous: { index, term: termAt(leads, index)! },
      entries: leads.entries.slice(index, index + random.below(4)),
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
