/**
 * Clients who go to another replica with each request, over registers whose replicas gossip slowly: what they see with
 * session tokens and without (Terry et al. 1994).
 *
 * @module
 */

import { level, type LevelName, type MemoryHistory } from "../../../check/levels.ts";
import { assertKinds, wholeFrom } from "../../../model/kinds.ts";
import type { Ask } from "../../../replication/register/register.ts";
import type { Rules, Served } from "../../../replication/crdt/session/session.ts";
import { type Guarantees, NONE } from "../../../replication/crdt/session/tokens.ts";
import { uniform } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { World } from "../../../sim/world.ts";
import { WELL_MS } from "../../conformance/service.ts";
import { crdtRegisters, requestOf } from "../services/crdt.ts";

/** Three clients read and write two registers, each value once; when all is well they read both. */
export function readsAndWrites(seed: number, each = 12): { input: Ask; at?: number }[][] {
  const random = new Random(seed, "asks");
  let value = 0;
  const last = ["x", "y"].map((key) => ({ input: { type: "read" as const, key }, at: WELL_MS }));
  const ask = (): { input: Ask } => {
    const key = "xy"[random.below(2)]!;
    return {
      input: random.chance(0.5) ? { type: "read", key } : { type: "write", key, value: ++value },
    };
  };
  return [0, 1, 2].map(() => [...Array.from({ length: each }, ask), ...last]);
}

/** What clients see who go to another replica with each request, and do not try again. */
export function wandering(seed: number, guarantees: Guarantees, rules?: Rules): MemoryHistory {
  const { protocol } = crdtRegisters(guarantees, rules), random = new Random(seed, "ways");
  const world = new World({
    protocol,
    nodes: 3,
    seed,
    // Clients are quick, and what replicas tell each other is slow and may be lost.
    network: { latency: uniform(1, 8), types: { deltas: { latency: uniform(1, 200), loss: 0.3 } } },
    clients: {
      workload: readsAndWrites(seed, 8),
      ask: (input, which, seen) => requestOf(input as Ask, which, seen!, 3, guarantees),
      to: () => random.below(3),
      timeoutMs: 3000,
    },
    trace: "none",
  });
  world.run(20_000);
  return world.history.map((operation) =>
    operation.outcome === "ok"
      ? { ...operation, output: (operation.output as Served).result }
      : operation
  ) as MemoryHistory;
}

/** A history that does not keep to a level. */
export interface Broken {
  /** The seed of its run. */
  readonly seed: number;
  /** What was seen. */
  readonly history: MemoryHistory;
  /** The operations that contradict the level. */
  readonly operations: MemoryHistory;
  /** Why, in the words of the checker. */
  readonly words: readonly string[];
}

/** Where to look for runs that do not have a level. */
export interface Search {
  /** What replicas do; by default, what they must. */
  readonly rules?: Rules;
  /** How many seeds, from 1 on; default 30. */
  readonly seeds?: number;
}

/** The first run in which wanderers do not have this level; undefined where all have it. */
export function firstBroken(
  name: LevelName,
  guarantees: Guarantees,
  search: Search = {},
): Broken | undefined {
  return broken(name, guarantees, search).next().value;
}

/** Of the runs in which wanderers do not have this level that of which there is least to tell. */
function plainestBroken(
  name: LevelName,
  guarantees: Guarantees,
  search: Search,
): Broken | undefined {
  const length = ({ words }: Broken) => words.join().length;
  return [...broken(name, guarantees, search)].sort((a, b) => length(a) - length(b))[0];
}

function* broken(
  name: LevelName,
  guarantees: Guarantees,
  { rules, seeds = 30 }: Search,
): Generator<Broken, undefined> {
  assertKinds("look for a run that is broken", { seeds }, { seeds: wholeFrom(1) });
  for (let seed = 1; seed <= seeds; seed++) {
    const history = wandering(seed, guarantees, rules), verdict = level(name).check(history);
    if (verdict.verdict !== "violation") continue;
    yield { seed, history, operations: verdict.operations as MemoryHistory, words: verdict.words };
  }
}

/** A guarantee for sessions, with its token and without. */
export interface Guaranteed {
  /** The level. */
  readonly name: LevelName;
  /** Which vector of the token a replica must cover, and before what. */
  readonly token: string;
  /** A run in which wanderers without the token do not have it, of those the one of which there is least to tell. */
  readonly without: Broken | undefined;
  /** The same with it; undefined where all have it. */
  readonly with: Broken | undefined;
}

/** The four guarantees over so many runs. The levels of the last two ask for monotonic reads, too, so these are given. */
export function sessionGuarantees(seeds: number): readonly Guaranteed[] {
  const each = (
    name: LevelName,
    token: string,
    own: Partial<Guarantees>,
    given: Partial<Guarantees> = {},
  ): Guaranteed => ({
    name,
    token,
    without: plainestBroken(name, { ...NONE, ...given }, { seeds }),
    with: firstBroken(name, { ...NONE, ...given, ...own }, { seeds }),
  });
  const reads = { monotonicReads: true };
  return [
    each("read your writes", "what was written, before a read", { readYourWrites: true }),
    each("monotonic reads", "what was read, before a read", reads),
    each("monotonic writes", "what was written, before a write", { monotonicWrites: true }, reads),
    each(
      "writes follow reads",
      "what was read, before a write",
      { writesFollowReads: true },
      reads,
    ),
  ];
}
