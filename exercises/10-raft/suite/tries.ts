/** Small clusters in which leaders are tried, watched for their discipline. @module */

import type { Grading } from "hb/grade/part.ts";
import { raftBut, type RaftChange } from "hb/consensus/raft/change.ts";
import { bare } from "hb/replicated/requests.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { type Options, withDefaults } from "hb/consensus/raft/settings.ts";
import { logOf } from "hb/laboratory/raft/logs.ts";
import { plain, type RaftWorld } from "hb/laboratory/raft/trials.ts";
import { startingFrom } from "hb/model/starting_from.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { constant } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { Message, State, Timer } from "../given.ts";
import { discipline, disciplined, type Unusual } from "./discipline.ts";

/** Of so many tries one is run beside another once more. */
const ONE_OF = 8;

/** Tries a Raft with this change, the simplest first. */
export function tryAll(
  tries: readonly Try[],
  change: RaftChange,
  grading: Grading,
  { isWatched = true }: { readonly isWatched?: boolean } = {},
): void {
  for (const [i, { seeds, drive, ...how }] of tries.entries()) {
    // What servers have in common beside their states shows in any of them.
    const alone = i % ONE_OF !== 0;
    grading.sweep(scenarioOf(change, how, isWatched), { seeds, drive, shrinkRuns: 150, alone });
  }
}

/** One way in which leaders are tried. */
export interface Try {
  readonly seeds: number;
  readonly drive: (world: RaftWorld) => void;
  readonly nodes: number;
  readonly options?: Partial<Options>;
  readonly saved?: readonly (readonly Saved[])[];
  readonly faults?: Schedule;
  readonly asks?: number;
  readonly unusual?: Unusual;
  readonly network?: Scenario<State, Message, Timer, Saved>["network"];
}

/** Servers stand one after the other, as their clocks differ; clients ask whoever leads. */
function scenarioOf(
  change: RaftChange,
  {
    nodes,
    options = {},
    saved,
    faults = [],
    asks = 0,
    unusual = {},
    network = { latency: constant(5) },
  }: Omit<
    Try,
    "seeds" | "drive"
  >,
  isWatched: boolean,
): Scenario<State, Message, Timer, Saved> {
  const all: Options = { ...plain, ...options };
  const own = startingFrom(raftBut(change, all), saved);
  const protocol = isWatched ? disciplined(own, withDefaults(all), unusual) : own;
  return {
    protocol,
    nodes,
    faults,
    network,
    clocks: {
      set: Array.from({ length: nodes }, (_, n) => ({ driftPpm: -1e6 * n / (n + 4) })),
    },
    invariants: [...invariants<unknown>(), ...isWatched ? [discipline] : []],
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
export const settled = (withinMs: number) =>
  [withinMs, "one server leads, and all have applied what it has", ({ states }: RaftWorld) => {
    const leader = states.find((s) => s?.role === "leader");
    return leader !== undefined &&
      states.every((s) => s?.lastApplied === leader.log.base.index + leader.log.entries.length);
  }] as const;

/** The records of a server that has this log, and is in the term of its last entry. */
export function having(...terms: readonly number[]): Saved[] {
  const { entries } = logOf([...terms]), term = terms.at(-1) ?? 0;
  return [
    ...(term > 0 ? [{ type: "vote", term, votedFor: null } as const] : []),
    ...(entries.length > 0 ? [{ type: "append", after: 0, entries } as const] : []),
  ];
}

/** So many entries of one term. */
export const times = (count: number, term: number) => Array<number>(count).fill(term);
/** One server is cut off from the others between two moments. */
export const cut = (at: number, until: number, server: number, others: readonly number[]) =>
  ({ kind: "partition", at, forMs: until - at, sides: [[server], others] }) as const;
