import text from "./match.md" with { type: "text" };
import { drawn, shown, task, toTheEnd } from "hb/grade/part.ts";
import { logRules } from "hb/consensus/raft/rules/log.ts";
import {
  aLength,
  aLog,
  aPlace,
  command,
  entryOf,
  logInWords,
  termsInWords,
  twoLogs,
} from "hb/laboratory/raft/logs.ts";
import { MOST_ENTRIES } from "hb/laboratory/raft/sizes.ts";
import {
  busy,
  careful,
  logged,
  parted,
  plain,
  type RaftWorld,
  trial,
  voted,
} from "hb/laboratory/raft/trials.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Entry, Log, Position } from "../given.ts";
import { likeReference, shortestFirst } from "./cases.ts";

export const match = task<Answers>(text, ({ match }, grading) => {
  const [a, b, c] = [command(1, "a"), command(2, "b"), command(3, "c")];
  // Server 0 has an entry b that nobody else has got, and is corrected by the leader of a later term.
  const newer = [voted(3, 1), logged(a, c)];
  grading.sweep(
    ...trial(match, { saved: [[voted(2, 0), logged(a, b)], newer, newer], drive: apply(3) }),
  );
  // The same, but what corrects it gets lost, and a heartbeat comes that goes no further than entry a.
  const older = [voted(2, 0), logged(a)];
  grading.sweep(...trial(match, {
    options: { ...plain, heartbeatMs: 20 },
    saved: [[voted(2, 0), logged(a, b, b)], older, older],
    faults: [parted([0, 128], [0], [1, 2]), parted([128, 150], [1], [0])],
    drive: apply(2),
  }));
  for (const rule of ["agrees", "alreadyThere"] as const) {
    likeReference(
      ({ log, previous, entries }) => match[rule](log, previous, entries),
      ({ log, previous, entries }) => logRules[rule](log, previous, entries),
      appends(),
      (append) => `${rule} for ${inWords(append)}`,
      grading,
    );
  }
  for (const append of appends()) {
    const { log, previous, entries } = append;
    const ask = ({ log, previous, entries }: Append) => match.agreedUntil(log, previous, entries);
    const words = `agreedUntil for ${inWords(append)}`;
    const found = grading.asked(() => ask(shown(append)), () => words);
    const until = previous.index + entries.length;
    // What is compacted agrees anyway: who counts it in says the same.
    grading.equal(found, found === log.base.index ? Math.max(until, found) : until, words);
  }
  const network = { latency: uniform(1, 60), duplication: 0.3, loss: 0.1 };
  grading.sweep(...trial(match, { options: careful, network, seeds: 10, drive: busy }));
});

interface Append {
  readonly log: Log;
  readonly previous: Position;
  readonly entries: readonly Entry[];
}

/** What a leader may send to a follower: from any place in its log on, some entries, all, or none. */
const appends = shortestFirst(() => [...drawn(4, "long logs", longAppend), ...some()]);

/** The longest message there is: all of it is there already, or all but the end, or what comes last differs. */
function longAppend(random: Random, at: number): Append {
  const leader = aLog(random, MOST_ENTRIES), { base, entries } = leader;
  const known = at < 2 ? entries.length : entries.length - random.below(3);
  const cut = { base, entries: entries.slice(0, known) };
  const term = entries.at(-1)!.term + 1;
  if (at === 1) cut.entries[known - 1] = entryOf(term, base.index + known);
  return { log: cut, previous: base, entries };
}

const some = () =>
  drawn(500, "logs", (random): Append => {
    const { leader, follower: log } = twoLogs(random), previous = aPlace(random, leader);
    const entries = leader.entries.slice(previous.index - leader.base.index);
    return {
      log,
      previous,
      entries: entries.slice(0, random.chance(0.5) ? MOST_ENTRIES : aLength(random)),
    };
  });

function inWords({ log, previous, entries }: Append): string {
  return `${logInWords(log)}, and entries of the terms [${
    termsInWords(entries)
  }] after entry ${previous.index} of term ${previous.term}`;
}

const apply = (count: number) =>
  toTheEnd(600, [
    1000,
    "all servers apply what the leader has",
    ({ states }: RaftWorld) => states.every((s) => s!.lastApplied >= count),
  ]);
