/**
 * What passes between a leader and a follower that waits for a snapshot, heartbeat by heartbeat: when the snapshot
 * counts as lost is compared to the beat, and two leaders that wait at once have nothing in common.
 *
 * @module
 */

import { drawn, type Grading, Wrong } from "hb/grade/part.ts";
import { firstSnapshot } from "hb/consensus/raft/snapshot.ts";
import { unknownProgress } from "hb/consensus/raft/progress.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { decided } from "hb/consensus/raft/steps.ts";
import { mixedLog, pick } from "hb/laboratory/raft/logs.ts";
import { MOST_SERVERS, rounds, starts } from "hb/laboratory/raft/sizes.ts";
import { plain } from "hb/laboratory/raft/trials.ts";
import { clone } from "hb/model/clone.ts";
import { equal } from "hb/model/compare.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Random } from "hb/sim/random.ts";
import {
  type Behind,
  type Message,
  type NodeId,
  ORIGIN,
  type State,
  type Timer,
  votersOnly,
} from "../given.ts";
import { brief } from "./difference.ts";
import { shortestFirst } from "./cases.ts";

/** A leader, and a follower that needs what is compacted. */
export interface Meeting {
  /** Election timeouts, least and most, and the time between heartbeats, in ms. */
  readonly times: readonly [least: number, most: number, heartbeat: number];
  readonly s: State;
  readonly self: NodeId;
  readonly to: NodeId;
  readonly nodes: number;
  /** What the follower answers in the end, and whether another snapshot was taken before. */
  readonly end: { readonly match: number; readonly compacts: boolean };
}

/** Looks at all exchanges, two at a time beside each other. */
export function exchanges(behind: Behind, grading: Grading): void {
  for (const meeting of meetings()) {
    // Another leader waits for a follower just so, and is a beat or two behind.
    const running = [0, 1].map(() => exchange(behind, meeting, grading));
    running[0]!.next(), running[0]!.next();
    for (let isOver = false; !isOver;) {
      isOver = running.map((each) => each.next().done).every((done) => done);
    }
  }
}

/**
 * The most that an election timeout takes is a whole number of heartbeats, or a little more, or less than two; the
 * least is another number of them.
 */
const times: readonly Meeting["times"][] = [
  [100, 100, 50],
  [100, 101, 50],
  [150, 300, 50],
  [150, 299, 50],
  [100, 450, 40],
  [40, 45, 44],
  [1, 2, 0.75],
  [100, 1000, 7],
  [300, 3000, 10],
];

/** Leaders and followers of all sorts. */
export const meetings = shortestFirst(() => [...drawn(4 * times.length, "exchanges", aMeeting)]);

function aMeeting(random: Random, at: number): Meeting {
  const nodes = pick(random, [2, 3, 5, MOST_SERVERS]), self = random.below(nodes);
  const to = (self + 1 + random.below(nodes - 1)) % nodes;
  const all = Array.from({ length: nodes }, (_, node) => node);
  const start = at % 2 === 0 ? 10 : pick(random, starts) + 5;
  const term = 1 + pick(random, [1, 2, ...starts]), configuration = votersOnly(all);
  const base = { index: start, term }, kept = random.below(3), last = { index: start + kept, term };
  const log = mixedLog(Array<number>(kept + 1 + random.below(4)).fill(term), base);
  const next = start + log.entries.length + 1, round = pick(random, rounds);
  const others = all.filter((node) => node !== self);
  const s: State = {
    term,
    votedFor: self,
    log,
    snapshot: { ...firstSnapshot(configuration, ["a"]), last },
    commitIndex: last.index,
    lastApplied: last.index,
    machine: ["a"],
    sessions: new Map(),
    configurations: [{ index: 0, configuration }],
    role: "leader",
    leader: self,
    lease: false,
    votes: new Map(),
    leading: {
      progress: new Map(others.map((node) => [node, unknownProgress(next, 0)])),
      round,
      checkedIn: 0,
      uncommittedBytes: 0,
    },
    waiting: new Map(),
  };
  // What it needs is there; or its snapshot has arrived; or it has more than that; or less.
  const match = pick(random, [start - 1, start, last.index, last.index + 1]);
  return {
    times: times[at % times.length]!,
    s,
    self,
    to,
    nodes,
    end: { match, compacts: random.chance(0.5) },
  };
}

/** The exchange, which stops after each beat. */
function* exchange(behind: Behind, meeting: Meeting, grading: Grading): Generator<void> {
  const { times: [least, most, heartbeatMs], self, to, nodes, end } = meeting;
  const s = clone(meeting.s), { leading } = s, progress = leading!.progress.get(to)!;
  const raft = decided({ ...plain, electionTimeoutMs: [least, most], heartbeatMs }, behind);
  const patience = Math.ceil(most / heartbeatMs);
  progress.match = Math.max(0, s.log.base.index - 5);
  let beats = 0;
  const told = (name: string) =>
    `${name} at a leader of term ${s.term}, whose log begins after entry ${s.log.base.index}, and whose snapshot ` +
    `ends at ${s.snapshot.last.index}, with election timeouts from ${least} to ${most} ms and heartbeats every ` +
    `${heartbeatMs} ms; server ${to} agrees up to ${progress.match}, and was sent a snapshot ${beats} heartbeats ago`;
  const fault = (name: keyof Behind, came: unknown, must: string, why: string) =>
    new Wrong([
      `asked: ${told(name)}`,
      `came: ${brief(came)}`,
      `must be: ${must}`,
      `why: ${why} (section 5.3)`,
    ].join("\n  "));
  const step = (name: keyof Behind): readonly Message[] => {
    const io = new StepIo<Message, Timer, Saved>({ self, nodes });
    grading.asked(() => behind[name](raft, s, to, io), () => told(name));
    const aside = io.effects.find((each) => each.kind !== "send" || each.to !== to);
    if (aside !== undefined) {
      throw fault(name, aside, `nothing but what server ${to} is sent`, "that is all of its work");
    }
    return io.effects.flatMap((each) => each.kind === "send" ? [each.message] : []);
  };
  const snapshotSent = (name: keyof Behind, sends: readonly Message[], why: string) => {
    const { term, snapshot } = s, { round } = leading!;
    const right: readonly Message[] = [{ type: "installSnapshot", term, snapshot, round }];
    const must = `its latest snapshot, in term ${term} and round ${round}, and the mode "snapshot"`;
    if (!equal(sends, right)) throw fault(name, sends, must, why);
    if (progress.mode !== "snapshot") throw fault(name, { mode: progress.mode }, must, why);
    beats = 0;
  };
  const answered = (isSentAgain: boolean, why: string) => {
    const name = "snapshotAnswered", sends = step(name);
    if (isSentAgain) return snapshotSent(name, sends, why);
    if (sends.length > 0) throw fault(name, sends, "nothing is sent", why);
  };
  snapshotSent("sendSnapshot", step("sendSnapshot"), "the follower needs what is compacted");
  // It is lost twice; the first time the follower is silent for a while longer.
  for (const silence of [2, 0]) {
    for (const upTo of [0, patience - 1, patience + silence]) {
      for (; beats < upTo; yield) beat();
      const isLost = upTo >= patience, lost = `it counts as lost after ${patience} heartbeats`;
      answered(
        isLost,
        `${lost}, and ${
          isLost ? "the follower is there, since it has answered" : "may still come"
        }`,
      );
    }
  }
  beat();
  yield;
  if (end.compacts) {
    const { index } = s.snapshot.last, last = { index: index + 9, term: s.term };
    s.snapshot = { ...s.snapshot, last };
    s.log = mixedLog([s.term, s.term], { index: index + 8, term: s.term });
    s.commitIndex = s.lastApplied = index + 9;
  }
  const { next } = progress;
  progress.match = end.match;
  if (end.match < s.log.base.index) {
    const hasCome = end.match + 1 >= next;
    answered(
      hasCome,
      hasCome
        ? "it has arrived, and is not enough any more: the latest is sent at once"
        : "it may still come, and is not sent again",
    );
    return;
  }
  const why = "the leader's log has all that comes after what the follower has";
  answered(false, why);
  const { mode, paused } = progress, found = { mode, next: progress.next, paused };
  const right = { mode: "probe", next: end.match + 1, paused: false };
  if (!equal(found, right)) throw fault("snapshotAnswered", found, brief(right), why);

  function beat(): void {
    beats++;
    leading!.round++;
    const { term } = s, { round } = leading!, name = "awaitSnapshot", sends = step(name);
    const [message] = sends, commit = message?.type === "appendEntries" ? message.commit : 0;
    const right = { type: "appendEntries", term, previous: ORIGIN, entries: [], commit, round };
    if (equal(sends, [right]) && commit >= 0 && commit <= s.commitIndex) return;
    const must = `a heartbeat: no entries after ORIGIN, in term ${term} and round ${round}`;
    throw fault(name, sends, must, "nobody knows whether the logs agree anywhere else");
  }
}
