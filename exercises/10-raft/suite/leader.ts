import text from "./leader.md" with { type: "text" };
import { reach, runFor, task, toTheEnd } from "hb/grade/part.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import { MOST_ENTRIES, MOST_SERVERS, MOST_VOTERS } from "hb/laboratory/raft/sizes.ts";
import type { RaftWorld } from "hb/laboratory/raft/trials.ts";
import { constant, uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { weather } from "hb/sim/weather.ts";
import type { Answers } from "../answers.ts";
import { configurationOf, firstSnapshot, membersOf, votersOnly } from "../given.ts";
import { slowSnapshots } from "./behind.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { indexed } from "./discipline.ts";
import { cut, having, settled, times, type Try, tryAll } from "./tries.ts";

export const leader = task<Answers>(text, ({ leader }, grading) => {
  const { append, appendEntriesReply, heartbeat, quorum } = leader;
  const change = {
    steps: { append: indexed(append) },
    handlers: { appendEntriesReply },
    timers: { heartbeat, quorum },
  };
  tryAll(tries(), change, grading);
});

const tries: () => readonly Try[] = () => [
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
  // During a joint change either half decides nothing alone: the new voters, and the voters of before.
  ...[false, true].flatMap((checkQuorum) =>
    [[1, 2], [3, 4]].map((away): Try => ({
      nodes: 5,
      asks: 3,
      options: { checkQuorum, members: { ...votersOnly([0, 1, 2]), outgoing: [0, 3, 4] } },
      faults: away.map((node) => cut(160, 600, node, [0, 1, 2, 3, 4].filter((n) => n !== node))),
      seeds: 1,
      drive: toTheEnd(590, settled(2000)),
    }))
  ),
  // One who is alone ends such a change at once: two entries where one is appended.
  {
    nodes: 1,
    asks: 2,
    options: { members: { ...votersOnly([0]), outgoing: [0], autoLeave: true } },
    seeds: 1,
    drive: toTheEnd(400, settled(600)),
  },
  // Members leave, and then the leader.
  {
    nodes: 4,
    asks: 2,
    options: { checkQuorum: true, preVote: true },
    seeds: 1,
    drive: leaving([250, false], [250, true]),
  },
  // The leader leaves, and it takes a while until the others have said that they know: it leads on, without a vote.
  ...[700, 900].map((at): Try => ({
    nodes: 4,
    asks: 30,
    options: { checkQuorum: true, electionTimeoutMs: [400, 400] },
    network: {
      latency: constant(5),
      types: { appendEntriesReply: { latency: uniform(190, 210) } },
    },
    seeds: 1,
    drive: leaving([at, true]),
  })),
  // Late terms and rounds, and answers from terms that are long gone.
  ...[300, 2 ** 16 + 2, 2 ** 32 + 300].map((term): Try => ({
    nodes: 3,
    asks: 3,
    saved: [compacted(term), compacted(term), having(1)],
    options: { checkQuorum: true },
    unusual: { round: term - 5, hasEchoes: true },
    seeds: 1,
    drive: toTheEnd(600, settled(600)),
  })),
  // Both followers refuse for longer than the leader waits for answers: that they refuse is an answer.
  {
    nodes: 3,
    saved: [
      having(1, ...times(30, 60)),
      having(1, ...apart(14, 2)),
      having(1, ...apart(14, 3)),
    ],
    options: { checkQuorum: true, electionTimeoutMs: [200, 200] },
    network: { latency: constant(30) },
    seeds: 1,
    drive: toTheEnd(1300, settled(900)),
  },
  // Answers overtake each other, for longer than the leader waits for them.
  ...[2, 3].map((nodes): Try => ({
    nodes,
    asks: 4,
    options: { checkQuorum: true, electionTimeoutMs: [120, 120], heartbeatMs: 20 },
    network: {
      latency: constant(5),
      types: { appendEntriesReply: { latency: uniform(5, 300) } },
    },
    seeds: 3,
    drive: toTheEnd(1000, settled(2000)),
  })),
  // Refusals come twice, and late: where the logs agree by now, and what comes after is on its way.
  {
    nodes: 3,
    asks: 4,
    saved: [having(1, 1, 5, 5, 5, 5), having(1, 2, 2, 3, 3, 3), having(1, 1, 4)],
    options: { heartbeatMs: 10, maxEntryBytesPerMessage: 30, electionTimeoutMs: [300, 500] },
    network: { latency: uniform(1, 90), duplication: 0.6 },
    seeds: 4,
    drive: toTheEnd(800, settled(6000)),
  },
  // The snapshot that a follower needs is lost, and no news comes of it.
  {
    nodes: 3,
    saved: [compacted(8), [], compacted(8)],
    faults: [cut(122, 145, 1, [0])],
    seeds: 1,
    drive: toTheEnd(250, settled(900)),
  },
  slowSnapshots,
  // A follower has nothing, the leader no more than a snapshot, and refusals come twice: it is on its way already.
  {
    nodes: 3,
    asks: 3,
    saved: [compacted(8), [], compacted(8)],
    options: { heartbeatMs: 20, electionTimeoutMs: [200, 300] },
    network: {
      latency: uniform(1, 40),
      duplication: 0.6,
      types: { installSnapshot: { latency: uniform(90, 200) } },
    },
    seeds: 4,
    drive: toTheEnd(600, settled(3000)),
  },

  // Late answers to entries come while a snapshot is on its way, which was sent since they were late.
  ...[2, 3].map((snapshotEvery): Try => ({
    nodes: 3,
    asks: 24,
    options: { snapshotEvery, electionTimeoutMs: [300, 500], heartbeatMs: 20 },
    network: {
      latency: constant(5),
      types: {
        appendEntriesReply: { latency: uniform(5, 250) },
        installSnapshot: { latency: uniform(150, 250) },
      },
    },
    seeds: 5,
    drive: toTheEnd(1300, settled(6000)),
  })),
  // The largest cluster.
  {
    nodes: MOST_SERVERS,
    asks: 1,
    options: { members: largest, checkQuorum: true },
    // Half of the voters and one more are away: it must not lead any longer.
    faults: largest.voters.slice(-7).map((node) =>
      cut(200, 500, node, largest.voters.slice(0, -7))
    ),
    seeds: 1,
    drive: toTheEnd(510, settled(900)),
  },
  // Long lists in large messages.
  {
    nodes: 3,
    saved: [having(...times(MOST_ENTRIES, 2)), having(1), []],
    seeds: 1,
    drive: toTheEnd(250, settled(900)),
  },
  ...storms(),
];

/** The records of a server that has a snapshot up to this entry, and nothing after it. */
function compacted(index: number, term = index): Saved[] {
  const last = { index, term };
  const snapshot = { ...firstSnapshot(votersOnly([0, 1, 2]), []), last };
  return [{ type: "vote", term, votedFor: null }, { type: "snapshot", snapshot, base: last }];
}

/** As many voters as there are at most, the first one and the last, and all between them learn. */
const learning = MOST_SERVERS - MOST_VOTERS;
const largest = {
  ...votersOnly([0, ...Array.from({ length: MOST_VOTERS - 1 }, (_, i) => learning + 1 + i)]),
  learners: Array.from({ length: learning }, (_, i) => 1 + i),
};

/** So many terms, from this one on, each of two entries and three terms after the one before. */
const apart = (count: number, first: number) =>
  Array.from({ length: count }, (_, i) => times(2, first + 3 * i)).flat();

/** After so many ms whoever leads is told that a follower leaves, or that it leaves itself. */
function leaving(...all: readonly (readonly [afterMs: number, isItself: boolean])[]) {
  return (world: RaftWorld) => {
    const leads = () => world.states.findIndex((s) => s?.role === "leader");
    let first = 0;
    for (const [afterMs, isItself] of all) {
      runFor(world, afterMs);
      first = leads();
      const node = isItself ? first : world.states.findIndex((s) => s?.role === "follower");
      const changes = [{ type: "remove", node }] as const;
      if (first >= 0) world.tell(first, { type: "change", transition: "auto", changes });
    }
    const words = "another one leads, and the first leader is no member";
    reach(world, [2000, words, ({ states }) => {
      const other = states[leads()];
      return other !== undefined && leads() !== first &&
        !membersOf(configurationOf(other)).includes(first);
    }]);
  };
}

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
      seeds: 2,
      drive: toTheEnd(1000, settled(6000)),
    }))
  );
}
