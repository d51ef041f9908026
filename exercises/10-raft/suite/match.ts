/** How part 7 is judged. @module */

import { shown } from "hb/grade/frozen.ts";
import { logRules } from "hb/consensus/raft/rules/log.ts";
import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { ORIGIN, termAt } from "../given.ts";
import type { Subject } from "../subject.ts";
import { withRules } from "./compose.ts";
import { aLog, logInWords, logOf, risingTerms } from "./servers.ts";
import {
  apart,
  careful,
  command,
  logged,
  parted,
  plain,
  propose,
  type RaftWorld,
  startingFrom,
  trial,
  voted,
} from "./worlds.ts";

export const matchPart: Part<Subject> = {
  number: 7,
  name: "match",
  title: "3B: the consistency check, and what it lets in",
  points: 6,
  statement:
    `With its entries a leader sends the position before them, and a follower takes them only if its
log has that very position. So agreement grows by induction: logs that agree in one entry agree in all before
it. Messages are late and come twice. An old one may bring what the follower has long had, with more after
it; what is already there must not be cut off, since it may be committed. And the follower vouches only for
what the message has told it: the rest of its log may be from a leader that is gone.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 3.5",
  hints: [
    "When do two entries count as the same? By index and term; the commands need not be compared.",
    "What is compacted was committed, so every leader has it: index < log.base.index agrees with anything.",
    "alreadyThere: go through the entries, and stop at the first whose index is past the base with another " +
    "term there (or none). agreedUntil: previous.index + entries.length, whatever the log holds.",
  ],
  test({ match }, grading) {
    leftovers(match, grading);
    vouching(match, grading);
    const random = new Random(7, "logs");
    for (let i = 0; i < 400; i++) {
      const log = aLog(random), sender = logOf(risingTerms(random, 6));
      const index = random.below(7), count = random.below(7 - index);
      const previous = index === 0 ? ORIGIN : { index, term: termAt(sender, index)! };
      const entries = sender.entries.slice(index, index + count);
      const words = `for ${logInWords(log)}, and entries of the terms [${
        entries.map(({ term }) => term).join(" ")
      }] after entry ${index} of term ${previous.term}`;
      for (const rule of ["agrees", "alreadyThere", "agreedUntil"] as const) {
        const found = match[rule](shown(log), shown(previous), shown(entries));
        grading.equal(found, logRules[rule](log, previous, entries), `${rule} ${words}`);
      }
    }
    const network = { latency: uniform(1, 60), duplication: 0.3, loss: 0.1 };
    grading.sweep(trial(withRules(match, careful), 3, { network }), {
      seeds: 10,
      drive: busy,
    });
  },
};

/** Server 0 has an entry b that nobody else has got, and is corrected by the leader of a later term. */
function leftovers(match: Subject["match"], grading: Grading): void {
  const [a, b, c] = [command(1, "a"), command(2, "b"), command(3, "c")];
  const others = [voted(3, 1), logged(a, c)];
  const protocol = startingFrom(withRules(match, plain), [
    [voted(2, 0), logged(a, b)],
    others,
    others,
  ]);
  grading.sweep(trial(protocol, 3, apart(3)), { seeds: 1, drive: untilAllApply(3) });
}

/** The same, but what corrects it gets lost, and a heartbeat comes that goes no further than entry a. */
function vouching(match: Subject["match"], grading: Grading): void {
  const [a, b] = [command(1, "a"), command(2, "b")];
  const others = [voted(2, 0), logged(a)];
  const protocol = startingFrom(withRules(match, { ...plain, heartbeatMs: 20 }), [
    [voted(2, 0), logged(a, b, b)],
    others,
    others,
  ]);
  const faults = [parted([0, 128], [0], [1, 2]), parted([128, 150], [1], [0])];
  grading.sweep(trial(protocol, 3, { ...apart(3), faults }), { seeds: 1, drive: untilAllApply(2) });
}

function untilAllApply(count: number): (world: RaftWorld) => void {
  return (world) => {
    world.run(600);
    world.requireProgress(
      1000,
      "all servers apply what the leader has",
      ({ states }) => states.every((s) => s!.lastApplied >= count),
    );
  };
}

/** Commands while messages overtake each other; in the end all have all of them. */
export function busy(world: RaftWorld): void {
  world.run(700);
  for (let i = 0; i < 12; i++) {
    propose(world, `c${i}`);
    world.run(10);
  }
  world.run(200);
  propose(world, "last");
  world.requireProgress(3000, "all servers apply the same commands", ({ states }) => {
    const lengths = new Set(states.map((s) => s!.lastApplied));
    return lengths.size === 1 && !lengths.has(0);
  });
}
