import text from "./follower.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { aLength, pick } from "hb/laboratory/raft/logs.ts";
import { aVisit, inWords, placeInWords } from "hb/laboratory/raft/servers.ts";
import type { Answers } from "../answers.ts";
import type { Message } from "../given.ts";
import { laboratory } from "./laboratory.ts";
import {
  type Arrival,
  expecting,
  hasLease,
  sameSteps,
  settingInWords,
  settings,
} from "./servers.ts";

export const follower = task<Answers>(text, (answers, grading) => {
  sameSteps({ appendEntries: answers.follower }, expected(), grading);
  laboratory(answers, "3B", 5, grading);
});

const appends = () =>
  drawn(600, "appends", (random): Arrival => {
    const setting = pick(random, settings);
    const { from, term, leads, position, ...server } = aVisit(random, hasLease(setting));
    const { base, entries } = leads, begin = position.index - base.index;
    const isLong = entries.length > 15, all = random.chance(isLong ? 0.7 : 0.2);
    const count = all ? entries.length : aLength(random, 4);
    const committed = isLong && all ? entries.length : random.below(entries.length + 1);
    const message: Message = {
      type: "appendEntries",
      term,
      previous: position,
      entries: entries.slice(begin, begin + count),
      // Of an old leader one may hear when nothing was committed yet.
      commit: random.chance(0.1) ? 0 : base.index + committed,
      round: pick(random, [0, 1, 2, 5, 300]),
    };
    return { ...server, setting, from, message };
  });

function sends({ from, message, setting, ...server }: Arrival): string {
  const { term, entries, previous, commit } = message as Message & { type: "appendEntries" };
  const terms = entries.map((entry) => entry.term).join(" ");
  return `server ${from}, the leader of term ${term}, sends entries of the terms [${terms}] after ` +
    `${placeInWords(previous)}, commit ${commit}, to ${inWords(server)}${settingInWords(setting)}`;
}

const expected = expecting(appends, sends);
