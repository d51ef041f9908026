import text from "./compaction.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import { durabilityRules } from "hb/consensus/raft/rules/durability.ts";
import { aLog, aStart, logInWords, pick } from "hb/laboratory/raft/logs.ts";
import { aConfiguration, aServer, aSnapshot } from "hb/laboratory/raft/servers.ts";
import { MOST_ENTRIES, MOST_SERVERS, strides } from "hb/laboratory/raft/sizes.ts";
import { busy, careful, parted, trial } from "hb/laboratory/raft/trials.ts";
import { clone } from "hb/model/clone.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Answers } from "../answers.ts";
import { type State, termAt, votersOnly } from "../given.ts";
import { likeReference, shortestFirst } from "./cases.ts";
import { inCommon } from "./memory.ts";

export const compaction = task<Answers>(text, ({ compaction }, grading) => {
  for (const every of [1, 2, 3, 5, 10, 100, 1000, Infinity]) {
    for (const applied of [0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 99, 100, 256, 257, 1000, 1e9]) {
      const words = `whether a snapshot is due every ${every} entries, with ${applied} applied`;
      grading.equal(compaction.isSnapshotDue(applied, every), applied >= every, words);
    }
  }
  for (const s of moments()) captures(compaction, clone(s), grading);
  likeReference(
    ({ log, base }) => compaction.rebase(log, base),
    ({ log, base }) => durabilityRules.rebase(log, base),
    bases(),
    ({ log, base }) =>
      `what is left of ${logInWords(log)} after entry ${base.index} of term ${base.term}`,
    grading,
  );
  likeReference(
    ({ snapshot, commitIndex }) => compaction.isNews(snapshot, commitIndex),
    ({ snapshot, commitIndex }) => snapshot.last.index > commitIndex,
    news(),
    ({ snapshot: { last }, commitIndex }) =>
      `whether a snapshot up to ${last.index} is news to a server committed up to ${commitIndex}`,
    grading,
  );
  grading.sweep(...trial(compaction, {
    options: { ...careful, snapshotEvery: 3, keepEntries: 1 },
    network: { latency: uniform(1, 30) },
    faults: [parted([600, 900], [0], [1, 2])],
    seeds: 6,
    drive: busy,
  }));
});

/** Servers that have applied something, and may know configurations from before it, at it, and after. */
const moments = shortestFirst(() =>
  drawn(150, "servers", (random, at): State => {
    // Of some all of a long log is applied, with a configuration at each entry.
    const isLong = at < 4, log = isLong ? aLog(random, 2 * MOST_SERVERS) : aLog(random);
    const { s } = aServer(random, { log }), { base } = s.log, { length } = s.log.entries;
    const index = base.index + (isLong ? length : random.below(length + 1));
    const places = isLong
      ? log.entries.map((_, i) => base.index + 1 + i)
      : [index - 1, index, index + 1, index + 2];
    const some = places.filter(() => random.chance(0.4));
    const first = { index: base.index === 0 ? 0 : base.index - 1, configuration: votersOnly([0]) };
    const later = some.filter((each) => each > first.index)
      .map((at) => ({ index: at, configuration: aConfiguration(random, [0, 1, 2, 3]) }));
    const commitIndex = index + random.below(2);
    const machine = pick<unknown>(random, [
      ...[new Map([["x", ["one"]]]), ["a", ["b"]], new Set([["c"]]), { list: [{}] }, [], 0, ""],
    ]);
    return { ...s, lastApplied: index, commitIndex, machine, configurations: [first, ...later] };
  })
);

function captures({ capture }: Answers["compaction"], s: State, grading: Grading): void {
  const right = durabilityRules.capture(clone(s)), before = clone(s);
  const words = `a snapshot of a server that has applied up to entry ${s.lastApplied} of ${
    logInWords(s.log)
  }, with configurations at ${s.configurations.map(({ index }) => index).join(", ")}`;
  const snapshot = grading.asked(() => capture(s), () => words);
  for (const field of ["last", "placed", "machine", "sessions"] as const) {
    grading.equal(snapshot[field], right[field], `${field} in ${words}`);
  }
  grading.equal(s, before, `the server itself after ${words}`);
  const { machine, sessions } = s;
  grading.expect(
    inCommon({ machine, sessions }, snapshot) === undefined,
    `the state machine and the sessions in ${words} are copies, since the server's go on changing: ` +
      `these are the server's own`,
  );
}

/** Logs, and where they are cut off: mostly at an entry that they have. */
const bases = shortestFirst(() =>
  drawn(400, "bases", (random, at) => {
    const log = at < 3 ? aLog(random, MOST_ENTRIES) : aLog(random), { base } = log;
    const index = base.index + random.below(log.entries.length + 2);
    // Where the log begins all agree: that is compacted.
    const isKnown = random.chance(0.7) || index === base.index;
    const known = termAt(log, index) ?? base.term;
    const other = (random.chance(0.5) ? known : base.term + random.below(4)) +
      pick(random, [0, 0, ...strides]);
    return { log, base: { index, term: isKnown ? termAt(log, index) ?? 1 : Math.max(1, other) } };
  })
);

const news = shortestFirst(() =>
  drawn(200, "news", (random) => {
    const start = aStart(random), index = start + 1 + random.below(5);
    const snapshot = aSnapshot(random, { index, term: 1 + random.below(5) }, [0, 1, 2]);
    return { snapshot, commitIndex: (random.chance(0.2) ? 0 : start) + random.below(6) };
  })
);
