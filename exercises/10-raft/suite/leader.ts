import text from "./leader.md" with { type: "text" };
import { task, toTheEnd } from "hb/grade/part.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { RaftWorld } from "hb/laboratory/raft/trials.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { weather } from "hb/sim/weather.ts";
import type { Answers } from "../answers.ts";
import { votersOnly } from "../given.ts";
import { indexed } from "./discipline.ts";
import { cut, having, settled, times, type Try, tryAll } from "./tries.ts";

export const leader = task<Answers>(text, ({ leader }, grading) => {
  const { append, appendEntriesReply, heartbeat, quorum } = leader;
  const change = {
    steps: { append: indexed(append) },
    handlers: { appendEntriesReply },
    timers: { heartbeat, quorum },
  };
  tryAll(tries, change, grading);
});

const tries: readonly Try[] = [
  // Nothing goes wrong: one command, then some, more than a message holds.
  ...[1, 6].map((asks) => ({
    nodes: 3,
    asks,
    seeds: 1,
    drive: toTheEnd(400, settled(600)),
  })),
  { nodes: 1, asks: 3, seeds: 1, drive: toTheEnd(400, settled(600)) },
  { nodes: 2, asks: 3, seeds: 1, drive: toTheEnd(400, settled(600)) },
  // Followers far behind, with another end, with nothing at all; small messages.
  {
    nodes: 3,
    saved: [having(1, 1, 3, 3, 3), having(1, 2, 2, 2, 2, 2), []],
    seeds: 1,
    drive: toTheEnd(250, settled(900)),
  },
  {
    nodes: 3,
    saved: [
      having(...times(60, 1), 2, ...times(20, 5)),
      [],
      having(...times(3, 1), ...times(90, 3)),
    ],
    options: { maxEntryBytesPerMessage: 400 },
    asks: 2,
    seeds: 1,
    drive: toTheEnd(600, settled(2000)),
  },
  // Another term at each step back; seven servers; and one that has no vote.
  {
    nodes: 3,
    saved: [
      having(1, ...times(18, 30)),
      having(1, ...[2, 4, 6, 8, 10, 12, 14, 16, 18].flatMap((term) => times(2, term))),
      having(1),
    ],
    seeds: 1,
    drive: toTheEnd(250, settled(900)),
  },
  { nodes: 7, asks: 2, options: { heartbeatMs: 30 }, seeds: 1, drive: toTheEnd(400, settled(600)) },
  {
    nodes: 4,
    asks: 2,
    options: { members: { ...votersOnly([0, 1, 2]), learners: [3] } },
    faults: [cut(150, 400, 3, [0, 1, 2])],
    seeds: 1,
    drive: toTheEnd(420, settled(600)),
  },
  // A message is lost, and its answer: heartbeats bring it back.
  {
    nodes: 3,
    asks: 3,
    faults: [cut(214, 262, 1, [0]), cut(231, 330, 2, [0])],
    seeds: 1,
    drive: toTheEnd(700, settled(600)),
  },
  // A leader without followers steps down where it looks for them.
  {
    nodes: 3,
    asks: 3,
    options: { checkQuorum: true },
    faults: [cut(180, 900, 0, [1, 2])],
    seeds: 1,
    drive: toTheEnd(600, [
      1,
      "a leader that nobody answers has stepped down",
      ({ states }: RaftWorld) => states[0]?.role !== "leader",
    ]),
  },
  {
    nodes: 5,
    asks: 4,
    options: { checkQuorum: true },
    faults: [cut(180, 900, 3, [0, 1, 2, 4]), cut(180, 900, 4, [0, 1, 2])],
    seeds: 1,
    drive: toTheEnd(890, settled(600)),
  },
  ...storms(),
];

/** Trouble of all sorts. */
function storms(): Try[] {
  const all: readonly {
    readonly nodes: number;
    readonly options: Partial<Options>;
    readonly late?: boolean;
  }[] = [
    { nodes: 3, options: {}, late: true },
    { nodes: 3, options: { maxEntryBytesPerMessage: 60 } },
    {
      nodes: 5,
      options: { checkQuorum: true, preVote: true, electionTimeoutMs: [100, 200] as const },
    },
    { nodes: 3, options: { snapshotEvery: 4, keepEntries: 2 } },
    { nodes: 4, options: { electionTimeoutMs: [100, 200] as const, maxEntryBytesPerMessage: 200 } },
  ];
  // Answers that come late, to leaders of later terms.
  const late = { types: { appendEntriesReply: { latency: uniform(5, 500) } } };
  return all.flatMap(({ nodes, options, late: isLate = false }, sort) =>
    Array.from({ length: 4 }, (_, i) => ({
      nodes,
      options,
      asks: 8,
      network: {
        latency: uniform(1, 45),
        loss: 0.06,
        duplication: 0.08,
        ...(isLate ? late : {}),
      },
      faults: weather(new Random(8 * sort + i, "leaders"), nodes, {
        untilMs: 900,
        faults: [2, 7],
        mix: { crash: 1, partition: 2 },
        spanMs: [1, 400],
      }),
      seeds: 4,
      drive: toTheEnd(1000, settled(6000)),
    }))
  );
}
