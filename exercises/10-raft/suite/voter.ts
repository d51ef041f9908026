import text from "./voter.md" with { type: "text" };
import { drawn, task, toTheEnd } from "hb/grade/part.ts";
import { aStart, pick } from "hb/laboratory/raft/logs.ts";
import { aServer } from "hb/laboratory/raft/servers.ts";
import { parted } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";
import { lastPosition, type Message } from "../given.ts";
import { type Arrival, expecting, hasLease, type Reasons, sameSteps, settings } from "./servers.ts";
import { settled, tryAll } from "./tries.ts";

export const voter = task<Answers>(text, (answers, grading) => {
  const change = { handlers: { requestVote: answers.voter } };
  sameSteps(change, expected(), why, grading);
  // Again and again: what it does the twentieth time is what it did the first.
  // One after the other is asked by a server that hears nobody, and goes on standing.
  const deaf = (at: number, one: number, others: readonly number[]) =>
    parted([at, at + 2000], others, [one], true);
  const faults = [deaf(150, 2, [0, 1]), deaf(2200, 1, [0, 2]), deaf(4300, 0, [1, 2])];
  const again = { nodes: 3, faults, seeds: 1, drive: toTheEnd(6400, settled(2000)) };
  tryAll([again], change, grading, { isWatched: false });
});

const questions = () =>
  drawn(600, "votes", (random): Arrival => {
    const setting = pick(random, settings), server = aServer(random, {}, hasLease(setting));
    const { s, self, nodes } = server, own = lastPosition(s.log);
    // Candidates have entered a term of their own; they ask for the same, for the next, for a late one.
    const later = random.chance(0.1) ? aStart(random) : random.below(3) - 1;
    const term = Math.max(1, s.term + later);
    const index = Math.max(0, own.index - 1 + random.below(3));
    const last = { index, term: index === 0 ? 0 : Math.max(1, own.term - 1 + random.below(3)) };
    const others = Array.from({ length: nodes }, (_, node) => node).filter((node) => node !== self);
    const pre = random.chance(0.3), transfer = random.chance(0.1);
    // Of those who ask again for a vote that they have got there are some, too.
    const asksAgain = others.filter((node) => node === s.votedFor && random.chance(0.3));
    const from = asksAgain[0] ?? pick(random, others);
    const message: Message = { type: "requestVote", term, last, pre, transfer };
    return { ...server, setting, event: { kind: "message", from, message } };
  });

/** A candidate asks once more for a vote that it has got: of whom has heard a leader since, too, and in any setting. */
const again = () =>
  drawn(80, "votes again", (random): Arrival => {
    const setting = pick(random, settings), usesLease = hasLease(setting);
    let server = aServer(random, {}, usesLease);
    while (server.s.role === "leader" || server.s.role === "candidate" || server.s.term === 0) {
      server = aServer(random, {}, usesLease);
    }
    const { s, self, nodes } = server, { term, log } = s;
    const from = (self + 1 + random.below(nodes - 1)) % nodes;
    const lease = usesLease && s.role === "follower" && random.chance(0.7);
    const own = lastPosition(log), last = { ...own, index: own.index + random.below(2) };
    const transfer = random.chance(0.5), pre = random.chance(0.1);
    const message: Message = { type: "requestVote", term, last, pre, transfer };
    const event = { kind: "message", from, message } as const;
    return { ...server, s: { ...s, votedFor: from, lease }, setting, event };
  });

const expected = expecting(["requestVote"], () => [...questions(), ...again()]);

const why: Reasons = {
  "its timers":
    "only who has given its vote waits anew: else a candidate that cannot win keeps the others from standing (section 3.4)",
  "its vote": "one vote a term, and it is kept (section 3.4)",
  "its term":
    "who meets a greater term enters it; a question is about a term that nobody is in yet (sections 3.3, 9.6)",
  otherwise: "sections 3.4, 4.2.3 and 9.6 of the dissertation",
};
