/**
 * Duelling proposers (Lamport 2001, section 2.4): each in turn gets a higher ballot promised before the votes of the
 * other have come, and nothing is decided. How long that goes on is measured here, against how long whoever was in
 * somebody's way stands back.
 *
 * @module
 */

import type { Message, Saved, Timer } from "../../consensus/paxos/messages.ts";
import { paxos } from "../../consensus/paxos/paxos.ts";
import type { State } from "../../consensus/paxos/state.ts";
import type { Trace } from "../../model/trace.ts";
import { constant, draw, type Latency, uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { mean, percentile } from "../measured.ts";

/** For how long a proposer stands back when it has met a higher ballot. Times are in ms. */
export type Backoff =
  /** Not at all. */
  | { readonly kind: "none" }
  /** Always for the same time. */
  | { readonly kind: "fixed"; readonly ms: number }
  /** For a time drawn up to `ms`; the k-th time in a row up to `ms` · 2ᵏ⁻¹, but never more than `mostMs`. */
  | { readonly kind: "random"; readonly ms: number; readonly mostMs: number };

/** Proposers who stand at about the same time. */
export interface Crowd {
  /** How many: the first nodes. */
  readonly proposers: number;
  /** Each stands at a moment drawn from 0 to this, in ms. */
  readonly withinMs: number;
}

/** Proposers who stand together. */
export interface Duel {
  /** When each of the first nodes stands, in ms; or how many of them do within so many ms, each when it likes. */
  readonly stand: readonly number[] | Crowd;
  /** For how long they stand back. */
  readonly backoff: Backoff;
  /** How long a message takes to another node; one to the node itself takes no time. */
  readonly latency: Latency;
  /** How many acceptors there are; default 5. */
  readonly nodes?: number;
}

/** What came of one duel. */
export interface Outcome {
  /** When the first node had learnt what is decided, in ms; undefined when none had within 10 s. */
  readonly decidedAt: number | undefined;
  /** How many ballots were begun. */
  readonly ballots: number;
}

/** What came of many. */
export interface Outcomes {
  /** The share in which nothing was decided within 10 s, from 0 to 1. */
  readonly undecided: number;
  /** Half of them took no longer, in ms; Infinity when more than half were not decided. */
  readonly medianMs: number;
  /** 95 in 100 took no longer, in ms. */
  readonly p95Ms: number;
  /** How many ballots were begun, on average. */
  readonly ballots: number;
}

/** Longer than this nobody waits, in ms. */
const PATIENCE_MS = 10_000;

type DuelWorld = World<State, Message, Timer, Saved>;

function worldOf(
  { stand, backoff, latency, nodes = 5 }: Duel,
  seed: number,
  watched: { readonly trace: "full" | "none"; readonly tap?: (body: unknown) => void },
): DuelWorld {
  const { trace, tap } = watched;
  const instant = constant(0);
  return new World<State, Message, Timer, Saved>({
    protocol: protocolWith(backoff),
    nodes,
    seed,
    trace,
    states: trace === "full",
    strict: false,
    network: {
      latency,
      links: Array.from({ length: nodes }, (_, self) => ({
        from: self,
        to: self,
        latency: instant,
      })),
    },
    clients: {
      workload: moments(stand, seed).map((at, node) => [{ input: "abcdefghi"[node], at }]),
      ask: (value) => ({ type: "propose", value: value as string }),
      to: ({ client }) => client,
      link: "local",
    },
    ...tap === undefined ? {} : { tap: ({ body }) => tap(body) },
  });
}

function moments(stand: Duel["stand"], seed: number): readonly number[] {
  if (!("proposers" in stand)) return stand;
  const random = new Random(seed, "stand");
  return Array.from({ length: stand.proposers }, () => draw(uniform(0, stand.withinMs), random));
}

/** Paxos whose proposers stand back so, and never give a ballot up because they hear nothing. */
function protocolWith(backoff: Backoff) {
  const patienceMs = PATIENCE_MS;
  switch (backoff.kind) {
    case "none":
      return paxos({ patienceMs, backoffMs: 0, mostBackoffMs: 0 }, { pauseMs: () => 0 });
    case "fixed":
      return paxos(
        { patienceMs, backoffMs: backoff.ms, mostBackoffMs: backoff.ms },
        { pauseMs: (longestMs) => longestMs },
      );
    case "random":
      return paxos({ patienceMs, backoffMs: backoff.ms, mostBackoffMs: backoff.mostMs });
  }
}

/** One duel: until somebody knows what is decided, 10 s at most. */
export function duel(setting: Duel, seed: number): Outcome {
  const { nodes = 5 } = setting;
  let prepares = 0;
  const tap = (body: unknown) => {
    if ((body as Message).type === "prepare") prepares++;
  };
  const world = worldOf(setting, seed, { trace: "none", tap });
  const isDecided = () => world.states.some((s) => s!.decided !== null);
  world.run(PATIENCE_MS, isDecided);
  return {
    decidedAt: isDecided() ? world.now : undefined,
    ballots: prepares / nodes,
  };
}

/** Duels from so many seeds. */
export function duels(setting: Duel, count = 100): Outcomes {
  const all = Array.from({ length: count }, (_, i) => duel(setting, i + 1));
  const times = all.map(({ decidedAt }) => decidedAt ?? Infinity);
  return {
    undecided: times.filter((ms) => ms === Infinity).length / count,
    medianMs: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    ballots: mean(all.map(({ ballots }) => ballots)),
  };
}

/** The first so many ms of a duel, to be drawn. */
export function duelTrace(setting: Duel, forMs: number, seed = 1): Trace {
  const world = worldOf(setting, seed, { trace: "full" });
  world.run(forMs);
  return world.trace;
}
