import text from "./voter.md" with { type: "text" };
import { drawn, task, toTheEnd } from "hb/grade/part.ts";
import { aStart, pick } from "hb/laboratory/raft/logs.ts";
import { aServer } from "hb/laboratory/raft/servers.ts";
import { strides } from "hb/laboratory/raft/sizes.ts";
import { parted } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";
import { emptyLog, lastPosition, type Message } from "../given.ts";
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

/** Two logs that end far apart, in another place or in another term: where upper bits are left out, the other is longer. */
const far = () =>
  drawn(8 * farApart.length, "votes far apart", (random, at): Arrival => {
    const setting = pick(random, settings), [low, high] = farApart[at >> 3]!;
    const isVoters = at % 2 === 0, inTerms = at % 4 >= 2, near = 1 + random.below(3);
    const place = (far: number) =>
      inTerms ? { index: near, term: far } : { index: far, term: near };
    const own = place(isVoters ? high : low), last = place(isVoters ? low : high);
    const log = emptyLog(own);
    let server = aServer(random, { log }, hasLease(setting));
    while (server.s.role === "leader" || server.s.lease) {
      server = aServer(random, { log }, hasLease(setting));
    }
    const { s, self, nodes } = server, from = (self + 1 + random.below(nodes - 1)) % nodes;
    const term = Math.max(s.term, last.term) + 1, pre = at % 8 >= 4;
    const message: Message = { type: "requestVote", term, last, pre, transfer: false };
    return { ...server, setting, event: { kind: "message", from, message } };
  });

/** Pairs of numbers of which the lower one is greater to whoever leaves out their upper bits, or takes one for a sign. */
const farApart: readonly (readonly [low: number, high: number])[] = [
  ...strides.map((stride) => [6, stride + 5] as const),
  [2 ** 31 - 2, 2 ** 31 + 3],
];

const expected = expecting(["requestVote"], () => [...questions(), ...again(), ...far()]);

const why: Reasons = {
  "its term":
    "who meets a greater term enters it; a question is about a term that nobody is in yet (sections 3.3, 9.6)",
  "its vote": "one vote a term, and it is kept (section 3.4)",
  "whether it has just been led (lease)":
    "who gives its vote is not led any more; a refusal and a question leave that as it is (section 4.2.3)",
  "its timers":
    "only who has given its vote waits anew: else a candidate that cannot win keeps the others from standing (section 3.4)",
  otherwise: "sections 3.4, 4.2.3 and 9.6 of the dissertation",
};
