/** Runs of a proposer that can come about. @module */

import { drawn } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Ballot, NodeId } from "../given.ts";
import { rounds } from "./cases.ts";

/** What happens to a proposer; its ballots are counted back from the one that it tries now. */
export type Event =
  | { readonly kind: "propose"; readonly client: number; readonly value: string }
  | {
    readonly kind: "promise";
    readonly node: NodeId;
    readonly back: number;
    readonly vote: number | null;
  }
  | { readonly kind: "nack"; readonly node: NodeId; readonly back: number; readonly above: number }
  | { readonly kind: "vote"; readonly node: NodeId; readonly back: number }
  | { readonly kind: "hears"; readonly ballot: Ballot }
  | { readonly kind: "retry" }
  | { readonly kind: "crash" };

/** One run. */
export interface Run {
  readonly self: NodeId;
  readonly nodes: number;
  readonly quorums: "majorities" | "one decides";
  readonly backoffMs: number;
  readonly mostBackoffMs: number;
  readonly events: readonly Event[];
}

/** Runs that can come about, simple ones first. */
export function* runs(): Generator<Run> {
  yield* drawn(
    1200,
    "proposer",
    (random, at) => aRun(random, at < 600 ? 3 : 1 + random.below(13), at),
  );
  const few = {
    self: 0,
    nodes: 3,
    quorums: "majorities",
    backoffMs: 20,
    mostBackoffMs: 60,
  } as const;
  const first = { kind: "propose", client: 0, value: "a" } as const;
  const refused = Array.from({ length: 50 }, (): Event[] => [
    { kind: "nack", node: 1, back: 0, above: 1 },
    { kind: "retry" },
  ]);
  yield { ...few, events: [first, ...refused.flat()] };
  // What it stands back for doubles as long as it is allowed to.
  const most = few.backoffMs * 2 ** 12;
  yield { ...few, mostBackoffMs: most, events: [first, ...refused.slice(0, 16).flat()] };
  // The last are the first to promise.
  for (const nodes of [9, 13]) {
    const promises = Array.from(
      { length: nodes },
      (_, i): Event => ({ kind: "promise", node: nodes - 1 - i, back: 0, vote: i % 3 }),
    );
    yield { ...few, nodes, events: [first, ...promises] };
  }
}

function aRun(random: Random, nodes: number, at: number): Run {
  const self = random.below(nodes), few = rounds(random, 2);
  const node = () => random.below(nodes), back = () => random.chance(0.7) ? 0 : 1 + random.below(2);
  const one = (): Event => {
    const which = random.below(100);
    if (which < 50) {
      return {
        kind: "promise",
        node: node(),
        back: back(),
        vote: random.chance(0.5) ? null : random.below(3),
      };
    }
    if (which < 62) {
      return { kind: "nack", node: node(), back: back(), above: random.chance(0.9) ? 1 : 500 };
    }
    if (which < 74) return { kind: "retry" };
    if (which < 84) return { kind: "vote", node: node(), back: 0 };
    if (which < 91) {
      return { kind: "propose", client: random.below(3), value: "abc"[random.below(3)]! };
    }
    if (which < 96) {
      return { kind: "hears", ballot: { round: few[random.below(2)]!, node: node() } };
    }
    return { kind: "crash" };
  };
  const first = { kind: "propose", client: 0, value: "a" } as const;
  const length = at < 200 ? 6 : 24;
  const quorums = random.chance(0.8) ? "majorities" : "one decides";
  const backoffMs = random.chance(0.7) ? 20 : 7;
  return {
    self,
    nodes,
    quorums,
    backoffMs,
    mostBackoffMs: 3 * backoffMs,
    events: [first, ...Array.from({ length }, one)],
  };
}

/** Runs with one event less. */
export function* smallerRuns(given: Run): Generator<Run> {
  for (const at of given.events.keys()) yield { ...given, events: given.events.toSpliced(at, 1) };
}
