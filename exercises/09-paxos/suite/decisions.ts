/** Runs of one server that hears of decisions: what is decided, and in which order it hears of that. @module */

import type { Random } from "hb/sim/random.ts";
import type { Ballot, Command } from "../given.ts";
import type { Decision } from "./executed.ts";

/** What happens to a server. Ballots are named by their places in the run's list. */
export type Event =
  | { readonly kind: "vote"; readonly slot: number; readonly ballot: number }
  | { readonly kind: "commit"; readonly ballot: number; readonly upTo: number }
  | { readonly kind: "learn"; readonly first: number; readonly count: number }
  | { readonly kind: "fetch"; readonly executed: number }
  | { readonly kind: "install"; readonly slot: number };

/** What is decided, and what one server hears of it. */
export interface Run {
  readonly snapshotEvery: number;
  readonly ballots: readonly Ballot[];
  readonly slots: readonly Decision[];
  /** In which slots clients wait here. */
  readonly waiting: readonly number[];
  readonly events: readonly Event[];
}

/** A run that can come about. */
export function aRun(random: Random, isSmall: boolean): Run {
  const ballots = [{ round: 1, node: 1 }, { round: 1, node: 2 }, { round: 10, node: 1 }];
  const length = isSmall ? 3 : random.chance(0.2) ? 30 : 4 + random.below(9),
    next = new Map<string, number>();
  let named = 0;
  const many = random.chance(0.7) ? 3 : 7;
  const command = (): Command => {
    const client = [
        "ann",
        "bob",
        "cy",
        "dee",
        "eve",
        "fay",
        "gil",
      ][random.below(isSmall ? 2 : many)]!,
      last = next.get(client) ?? 0;
    // Some ask again, with the number that they had; what is older may come late.
    const isAgain = last > 0 && random.chance(0.25),
      back = random.chance(0.7) ? 0 : Math.min(1, last - 1);
    const number = isAgain ? last - back : last + 1;
    next.set(client, Math.max(last, number));
    return { command: isAgain ? `${client}${number}` : `${client}${last + 1}`, client, number };
  };
  const slots = Array.from({ length }, (): Decision => ({
    ballot: random.below(3),
    value: Array.from({ length: random.chance(0.15) ? 0 : 1 + random.below(3) }, command),
    other: [{ command: `lost${++named}`, client: "dan", number: named }],
  }));
  const slot = () => 1 + random.below(length);
  const one = (): Event => {
    const which = random.below(100);
    if (which < 45) return { kind: "vote", slot: slot(), ballot: random.below(3) };
    if (which < 70) return { kind: "commit", ballot: random.below(3), upTo: slot() };
    if (which < 84) {
      return {
        kind: "learn",
        first: slot(),
        count: 1 + random.below(random.chance(length === 30 ? 0.5 : 0.1) ? length : 4),
      };
    }
    if (which < 94) return { kind: "fetch", executed: random.below(length + 1) };
    return { kind: "install", slot: slot() };
  };
  const waiting = Array.from({ length }, (_, i) => i + 1).filter(() => random.chance(0.4));
  const events = Array.from({ length: isSmall ? 8 : 10 + random.below(30) }, one);
  const snapshotEvery = random.chance(0.5) ? 1000 : 1 + random.below(4);
  return { snapshotEvery, ballots, slots, waiting, events };
}

/** Runs that are a little smaller. */
export function* smallerRuns(given: Run): Generator<Run> {
  for (const at of given.events.keys()) yield { ...given, events: given.events.toSpliced(at, 1) };
  for (const at of given.waiting.keys()) {
    yield { ...given, waiting: given.waiting.toSpliced(at, 1) };
  }
  if (given.snapshotEvery < 1000) yield { ...given, snapshotEvery: 1000 };
}
