import text from "./match.md" with { type: "text" };
import { drawn, task, toTheEnd } from "hb/grade/part.ts";
import { logRules } from "hb/consensus/raft/rules/log.ts";
import { aLog, command, logInWords, logOf, risingTerms } from "hb/laboratory/raft/servers.ts";
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
import type { Answers } from "../answers.ts";
import { ORIGIN, termAt } from "../given.ts";

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
  for (const rule of ["agrees", "alreadyThere", "agreedUntil"] as const) {
    grading.againstReference(
      ({ log, previous, entries }) => match[rule](log, previous, entries),
      ({ log, previous, entries }) => logRules[rule](log, previous, entries),
      appends(),
      ({ log, previous, entries }) =>
        `${rule} for ${logInWords(log)}, and entries of the terms [${
          entries.map(({ term }) => term).join(" ")
        }] after entry ${previous.index} of term ${previous.term}`,
    );
  }
  const network = { latency: uniform(1, 60), duplication: 0.3, loss: 0.1 };
  grading.sweep(...trial(match, { options: careful, network, seeds: 10, drive: busy }));
});

const appends = () =>
  drawn(400, "logs", (random) => {
    const log = aLog(random), sender = logOf(risingTerms(random, 6));
    const index = random.below(7), count = random.below(7 - index);
    const previous = index === 0 ? ORIGIN : { index, term: termAt(sender, index)! };
    return { log, previous, entries: sender.entries.slice(index, index + count) };
  });

const apply = (count: number) =>
  toTheEnd(600, [
    1000,
    "all servers apply what the leader has",
    ({ states }: RaftWorld) => states.every((s) => s!.lastApplied >= count),
  ]);
