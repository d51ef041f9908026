import text from "./leader.md" with { type: "text" };
import { type Grading, task, toTheEnd } from "hb/grade/part.ts";
import { raftBut, type RaftChange } from "hb/consensus/raft/change.ts";
import { bare } from "hb/consensus/raft/client.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { type Options, withDefaults } from "hb/consensus/raft/settings.ts";
import { logOf } from "hb/laboratory/raft/logs.ts";
import { plain, type RaftWorld } from "hb/laboratory/raft/trials.ts";
import { startingFrom } from "hb/model/starting_from.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { constant, uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { weather } from "hb/sim/weather.ts";
import type { Answers } from "../answers.ts";
import type { Message, State, Timer } from "../given.ts";
import { discipline, disciplined } from "./discipline.ts";

export const leader = task<Answers>(text, ({ leader }, grading) => {
  const { append, appendEntriesReply, heartbeat, quorum } = leader;
  leads(
    {
      steps: { append },
      handlers: { appendEntriesReply },
      timers: { heartbeat, quorum },
    },
    grading,
  );
});

/** What leaders are tried in, the simplest first. */
export function leads(change: RaftChange, grading: Grading): void {
  for (const each of tries) {
    const { seeds, drive, ...how } = each;
    grading.sweep(scenarioOf(change, how), { seeds, drive, shrinkRuns: 150 });
  }
}

interface Try {
  readonly nodes: number;
  readonly options?: Partial<Options>;
  readonly saved?: readonly (readonly Saved[])[];
  readonly faults?: Schedule;
  readonly asks?: number;
  readonly network?: Scenario<State, Message, Timer, Saved>["network"];
}

/** Servers stand one after the other, as their clocks differ; clients ask whoever leads. */
function scenarioOf(
  change: RaftChange,
  { nodes, options = {}, saved, faults = [], asks = 0, network = { latency: constant(5) } }: Try,
): Scenario<State, Message, Timer, Saved> {
  const all: Options = { ...plain, ...options };
  const protocol = disciplined(startingFrom(raftBut(change, all), saved), withDefaults(all));
  return {
    protocol,
    nodes,
    faults,
    network,
    clocks: {
      set: Array.from({ length: nodes }, (_, n) => ({ driftPpm: -1e6 * n / (n + 4) })),
    },
    invariants: [...invariants<unknown>(), discipline],
    ...(asks === 0 ? {} : {
      clients: {
        workload: ["a", "b"].map((name) =>
          Array.from({ length: asks }, (_, n) => ({ at: 200 + 30 * n, input: `${name}${n}` }))
        ),
        ask: bare,
        to: ({ client, attempt }, _, seen) => {
          const leader = (seen!.states as readonly (State | undefined)[])
            .findIndex((s) => s?.role === "leader");
          return leader >= 0 ? leader : (client + attempt) % nodes;
        },
        timeoutMs: 120,
        retries: 40,
      },
    }),
  };
}

/** In the end one leads, and all have applied all that it has. */
const settled = (withinMs: number) =>
  [withinMs, "one server leads, and all have applied what it has", ({ states }: RaftWorld) => {
    const leader = states.find((s) => s?.role === "leader");
    return leader !== undefined &&
      states.every((s) => s?.lastApplied === leader.log.base.index + leader.log.entries.length);
  }] as const;

/** The records of a server that has this log, and is in the term of its last entry. */
function having(...terms: readonly number[]): Saved[] {
  const { entries } = logOf([...terms]), term = terms.at(-1) ?? 0;
  return [
    ...(term > 0 ? [{ type: "vote", term, votedFor: null } as const] : []),
    ...(entries.length > 0 ? [{ type: "append", after: 0, entries } as const] : []),
  ];
}

const times = (count: number, term: number) => Array<number>(count).fill(term);
const cut = (at: number, until: number, server: number, others: readonly number[]) =>
  ({ kind: "partition", at, forMs: until - at, sides: [[server], others] }) as const;

const tries: readonly (Try & { seeds: number; drive: (world: RaftWorld) => void })[] = [
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
function storms() {
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
