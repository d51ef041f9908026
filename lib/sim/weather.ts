/**
 * Faults drawn at random: crashes, partitions, pauses, clocks that go wrong and copies that come late, as
 * bad as one likes.
 *
 * @module
 */

import type { Fault, Schedule, Unsynced } from "./fault.ts";
import type { Random } from "./random.ts";

/** What sorts of faults weather is made of. */
export type WeatherKind =
  | "crash"
  | "partition"
  | "pause"
  | "clock"
  | "slow"
  | "late"
  | "drift"
  | "stall";

/** How bad the weather is. Times and spans are in ms. */
export interface Weather {
  /** The first fault sets in no earlier; default 0. */
  readonly fromMs?: number;
  /** The last fault sets in before this. */
  readonly untilMs: number;
  /** How many faults: the least and the most. */
  readonly faults: readonly [least: number, most: number];
  /**
   * How often each sort comes, relative to the others; default: each as often as any, but for late copies
   * and clocks that drift or stand still, which come only when they are asked for.
   */
  readonly mix?: Readonly<Partial<Record<WeatherKind, number>>>;
  /** The least and the most that a fault lasts; default 1 to 1,500. Three in ten are short, up to 40. */
  readonly spanMs?: readonly [least: number, most: number];
  /** The share of partitions that cut one direction only; default 0.4. */
  readonly oneWay?: number;
  /** How far a clock jumps at most, either way; default 2,000. */
  readonly jumpMs?: number;
  /** After how long a late copy arrives at most; default 10,000. */
  readonly lateMs?: number;
  /** How fast a clock drifts at most, either way, in millionths; default 50,000. */
  readonly driftPpm?: number;
}

const everySort: Readonly<Partial<Record<WeatherKind, number>>> = {
  crash: 1,
  partition: 1,
  pause: 1,
  clock: 1,
  slow: 1,
};

/** Faults for `nodes` nodes. */
export function weather(random: Random, nodes: number, how: Weather): Schedule {
  const [least, most] = how.faults;
  const count = least + random.below(most - least + 1);
  return Array.from({ length: count }, () => aFault(random, nodes, how));
}

function aFault(random: Random, nodes: number, how: Weather): Fault {
  const { fromMs = 0, untilMs, spanMs = [1, 1500], oneWay = 0.4, jumpMs = 2000 } = how;
  const kind = aKind(random, how.mix ?? everySort);
  const at = fromMs + random.below(untilMs - fromMs), node = random.below(nodes);
  const forMs = aSpan(random, spanMs);
  switch (kind) {
    case "crash":
      return { kind, at, node, downMs: forMs, unsynced: anyOf(random, fates) };
    case "partition": {
      const all = Array.from({ length: nodes }, (_, id) => id);
      const left = all.filter(() => random.chance(0.5));
      const right = all.filter((id) => !left.includes(id));
      return { kind, at, forMs, sides: [left, right], oneWay: random.chance(oneWay) };
    }
    case "pause":
      return { kind, at, node, forMs };
    case "clock":
      return { kind, at, node, jumpMs: random.below(2 * jumpMs) - jumpMs };
    case "late": {
      const latencyMs = 1 + random.below(how.lateMs ?? 10_000);
      return { kind, at, forMs, from: node, to: random.below(nodes), latencyMs };
    }
    case "drift": {
      const { driftPpm = 50_000 } = how;
      return { kind, at, node, driftPpm: random.below(2 * driftPpm) - driftPpm };
    }
    case "stall":
      return { kind, at, node, forMs };
    case "slow":
      return { kind, at, forMs, from: node, to: random.below(nodes), byMs: 1 + random.below(100) };
  }
}

const fates: readonly Unsynced[] = ["lost", "torn", "kept"];

function aKind(random: Random, mix: Readonly<Partial<Record<WeatherKind, number>>>): WeatherKind {
  const sorts = Object.entries(mix) as [WeatherKind, number][];
  let drawn = random.unit() * sorts.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of sorts) {
    drawn -= weight;
    if (drawn < 0) return kind;
  }
  return sorts.at(-1)![0];
}

/** Some faults are over at once, most are not: both find what the other does not. */
function aSpan(random: Random, [least, most]: readonly [number, number]): number {
  const end = random.chance(0.3) ? Math.min(most, Math.max(40, least)) : most;
  return least + random.below(Math.max(1, end - least));
}

/** One of several, each as likely as any. */
function anyOf<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)]!;
}
