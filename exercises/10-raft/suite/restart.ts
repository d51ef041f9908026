import text from "./restart.md" with { type: "text" };
import { drawn, type Grading, task, toTheEnd } from "hb/grade/part.ts";
import { raftBut } from "hb/consensus/raft/change.ts";
import type { Remembered as Saved } from "hb/consensus/raft/journal.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import { aLog, aPlace, logInWords, pick } from "hb/laboratory/raft/logs.ts";
import { aConfiguration, aSnapshot } from "hb/laboratory/raft/servers.ts";
import { MOST_SERVERS } from "hb/laboratory/raft/sizes.ts";
import { costOf, seen, starting } from "hb/laboratory/raft/steps.ts";
import type { StateMachine } from "hb/replicated/state_machine.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Configuration, lastPosition } from "../given.ts";
import { laboratory } from "./laboratory.ts";
import { shortestFirst } from "./cases.ts";
import { inCommon } from "./memory.ts";
import {
  hasLease,
  optionsOf,
  type Setting,
  settingInWords,
  settings,
  sharesNothing,
} from "./servers.ts";
import { settled, tryAll } from "./tries.ts";

export const restart = task<Answers>(text, (answers, grading) => {
  for (const birth of births()) starts(answers.restart, birth, grading);
  tryAll(tries, { start: answers.restart }, grading, { isWatched: false });
  laboratory(answers, "3C", 2, grading);
});

/** Two clusters at once, in which servers crash, must not meet in a memory that both use. */
const tries = [{
  nodes: 3,
  asks: 4,
  network: { latency: uniform(1, 30) },
  faults: [0, 1, 2].map((
    node,
  ) => ({ kind: "crash", at: 150 + 70 * node, node, downMs: 40 } as const)),
  seeds: 1,
  drive: toTheEnd(500, settled(2000)),
}];

const births = shortestFirst(() => drawn(300, "starts", aBirth));

/** A server that starts. */
interface Birth {
  readonly setting: Setting;
  readonly self: number;
  readonly nodes: number;
  /** Who belongs to the cluster at first; undefined: everybody. */
  readonly members: Configuration | undefined;
  readonly journal: readonly Saved[];
}

function starts(restart: Answers["restart"], birth: Birth, grading: Grading): void {
  const { setting, journal, members } = birth, words = inWords(birth);
  const options: Options = {
    ...optionsOf(setting),
    machine: store,
    ...(members === undefined ? {} : { members }),
  };
  const mine = raftBut({ start: restart }, options), right = raftBut({}, options);
  const expected = starting(right, journal, birth);
  const found = grading.asked(() => starting(mine, journal, birth), () => words);
  grading.alike(found.state, expected.state, words);
  grading.alike(seen(undefined, found), seen(undefined, expected), words);
  const { votes, appends, snapshots } = costOf(found), records = votes + appends + snapshots;
  grading.expect(
    records === 0,
    `${words}: it has saved what it knows, and saves ${records} records`,
  );
  sharesNothing(found.state, words, grading);
  const other = starting(mine, journal, birth).state;
  for (
    const name of ["log", "machine", "sessions", "configurations", "votes", "waiting"] as const
  ) {
    const isOne = name === "machine" || name === "sessions"
      ? inCommon(found.state[name], other[name]) !== undefined
      : found.state[name] === other[name];
    grading.expect(
      !isOne,
      `${words}: servers that start have nothing in common, and two of them share one thing: ${name}`,
    );
  }
}

/** A machine in which there is something to be copied, at whatever depth. */
const store: StateMachine = {
  init: () => new Map([["x", ["at first"]]]),
  apply: (state, command) => (state as Map<unknown, unknown>).set(command, [command]).size,
};

function aBirth(random: Random): Birth {
  const nodes = pick(random, [1, 2, 3, 3, 4, 5, 7, MOST_SERVERS]), self = random.below(nodes);
  const all = Array.from({ length: nodes }, (_, node) => node), setting = pick(random, settings);
  const members = random.chance(0.5) ? undefined : aConfiguration(random, all);
  const journal = random.chance(0.15) ? [] : aJournal(random, all);
  return { setting, self, nodes, members, journal };
}

/** A snapshot or none, a log that begins there or earlier, and a vote or none. */
function aJournal(random: Random, all: readonly number[]): Saved[] {
  const log = aLog(random), { base, entries } = log, { term } = lastPosition(log);
  const last = random.chance(0.6) ? base : aPlace(random, log);
  const machine = pick<unknown>(random, [
    ...[new Map(), new Map([["x", ["one"]]]), ["a", ["b"]], [], new Set([1]), 0, ""],
  ]);
  const snapshot = { ...aSnapshot(random, last, all), machine };
  return [
    { type: "vote", term: Math.max(1, term), votedFor: pick(random, [null, ...all]) },
    ...(base.index > 0 ? [{ type: "snapshot", snapshot, base } as const] : []),
    ...(entries.length > 0 ? [{ type: "append", after: base.index, entries } as const] : []),
    ...(base.index === 0 && last.index > 0 ? [{ type: "snapshot", snapshot, base } as const] : []),
  ];
}

function inWords({ journal, self, nodes, members, setting }: Birth): string {
  const saved = journal.length === 0
    ? "at its birth"
    : `that had saved ${journal.map(recordInWords).join(", ")}`;
  const voters = members === undefined ? "" : `, with the members' voters {${members.voters}}`;
  const options = settingInWords(setting) + (hasLease(setting) ? "" : " (no lease)");
  return `server ${self} of ${nodes} ${saved}${voters}${options}`;
}

function recordInWords(saved: Saved): string {
  switch (saved.type) {
    case "vote":
      return `a vote in term ${saved.term} for ${saved.votedFor ?? "nobody"}`;
    case "append":
      return logInWords({ base: { index: saved.after, term: 0 }, entries: [...saved.entries] })
        .replace(" of term 0", "");
    case "snapshot": {
      const { last } = saved.snapshot;
      const log = last.index === saved.base.index ? "" : `, the log after ${saved.base.index}`;
      return `a snapshot up to entry ${last.index} of term ${last.term}${log}`;
    }
  }
}
