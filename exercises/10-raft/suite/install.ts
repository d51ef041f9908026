import text from "./install.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { pick } from "hb/laboratory/raft/logs.ts";
import { aSnapshot, aVisit, inWords, placeInWords } from "hb/laboratory/raft/servers.ts";
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

export const install = task<Answers>(text, (answers, grading) => {
  sameSteps({ installSnapshot: answers.install }, expected(), grading);
  laboratory(answers, "3D", 3, grading);
});

const snapshots = () =>
  drawn(500, "snapshots", (random): Arrival => {
    const setting = pick(random, settings);
    const { from, term, position, leads: _, ...server } = aVisit(random, hasLease(setting));
    const all = Array.from({ length: server.nodes }, (_, node) => node);
    const snapshot = aSnapshot(random, position, all);
    const round = pick(random, [0, 1, 2, 5, 300]);
    const message: Message = { type: "installSnapshot", term, snapshot, round };
    return { ...server, setting, from, message };
  });

function sends({ from, message, setting, ...server }: Arrival): string {
  const { term, snapshot: { last } } = message as Message & { type: "installSnapshot" };
  return `server ${from}, the leader of term ${term}, sends a snapshot up to entry ` +
    `${placeInWords(last)} to ${inWords(server)}${settingInWords(setting)}`;
}

const expected = expecting(snapshots, sends);
