/**
 * The adversary of Fischer, Lynch and Paterson 1985: it lets every message arrive and every timer fire, none of them
 * waits for ever, nobody fails, and nothing is decided.
 *
 * The proof keeps the configuration *bivalent*: either of two values may still be decided. Lemma 3 says that whatever
 * waits longest can always be let happen, last of some few steps, so that the configuration is bivalent again. Here
 * those steps are searched for, nearest first; and that a configuration is bivalent is shown by two runs from it that
 * decide different values.
 *
 * @module
 */

import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { after, beginning, type Configuration, type Event } from "./course.ts";

/** A protocol in which nodes decide. */
export interface Deciding<S, M extends Tagged, T extends Tagged, R> {
  /** What nodes run. It makes no choices of its own. */
  readonly protocol: Protocol<S, M, T, R>;
  /** How many nodes there are. */
  readonly nodes: number;
  /** What is asked of which node at the beginning. */
  readonly asked: readonly (readonly [to: NodeId, message: M])[];
  /** What a node has decided; null as long as it has not. */
  decided(state: S): string | null;
}

/** One step of the adversary's run. */
export interface Taken<M, T> {
  /** The number of the event. */
  readonly number: number;
  /** What happened. */
  readonly event: Event<M, T>;
  /** For how many steps it could have happened before. */
  readonly waited: number;
}

/** A run without a decision. */
export interface Undecided<S, M, T> {
  /** Its steps. */
  readonly steps: readonly Taken<M, T>[];
  /** Where it has come to. */
  readonly end: Configuration<S, M, T>;
  /** Two values of which either may still be decided there. */
  readonly values: readonly [string, string];
  /** How many events were let happen because they had waited longest. */
  readonly rounds: number;
}

/** How long a run is that shows that something may be decided. */
const LONG_ENOUGH = 400;

/**
 * A run of at least `least` steps in which nothing is decided; undefined if the adversary cannot go on, which takes
 * more than `detour` other steps before the event that has waited longest.
 */
export function undecidedRun<S, M extends Tagged, T extends Tagged, R>(
  deciding: Deciding<S, M, T, R>,
  least: number,
  detour = 3,
): Undecided<S, M, T> | undefined {
  const { protocol, nodes, asked } = deciding;
  let now = beginning(protocol, nodes, asked);
  const since = new Map([...now.pending.keys()].map((number) => [number, 0]));
  const steps: Taken<M, T>[] = [];
  for (let rounds = 0;; rounds++) {
    const values = bivalent(deciding, now);
    if (values === undefined) return undefined;
    if (steps.length >= least) return { steps, end: now, values, rounds };
    const [oldest] = now.pending.keys();
    const way = oldest === undefined ? undefined : search(deciding, now, oldest, detour);
    if (way === undefined) return undefined;
    for (const number of way) {
      const event = now.pending.get(number)!;
      steps.push({ number, event, waited: steps.length - since.get(number)! });
      now = after(protocol, now, number);
      for (const each of now.pending.keys()) if (!since.has(each)) since.set(each, steps.length);
    }
  }
}

/** The shortest way to a bivalent configuration whose last step is `event` (Lemma 3). */
function search<S, M extends Tagged, T extends Tagged, R>(
  deciding: Deciding<S, M, T, R>,
  from: Configuration<S, M, T>,
  event: number,
  detour: number,
): number[] | undefined {
  let ways: { readonly at: Configuration<S, M, T>; readonly way: readonly number[] }[] = [
    { at: from, way: [] },
  ];
  for (let length = 0; length <= detour; length++) {
    for (const { at, way } of ways) {
      if (bivalent(deciding, after(deciding.protocol, at, event)) !== undefined) {
        return [...way, event];
      }
    }
    ways = ways.flatMap(({ at, way }) =>
      [...at.pending.keys()].filter((number) => number !== event).map((number) => ({
        at: after(deciding.protocol, at, number),
        way: [...way, number],
      })).filter(({ at }) => at.pending.has(event))
    );
  }
  return undefined;
}

/**
 * Two values of which either may still be decided, shown by runs in which one node at a time has its way, and
 * perhaps another one is not heard; undefined if these show one value only.
 */
export function bivalent<S, M extends Tagged, T extends Tagged, R>(
  deciding: Deciding<S, M, T, R>,
  from: Configuration<S, M, T>,
): readonly [string, string] | undefined {
  if (from.states.some((state) => deciding.decided(state) !== null)) return undefined;
  const found = new Set<string>();
  for (let leader = 0; leader < deciding.nodes; leader++) {
    for (let silent = -1; silent < deciding.nodes; silent++) {
      if (silent === leader) continue;
      const value = alone(deciding, from, leader, silent);
      if (value !== undefined) found.add(value);
      if (found.size === 2) return [...found] as [string, string];
    }
  }
  return undefined;
}

/** What is decided when only messages from and to one node arrive, and its timers fire. */
function alone<S, M extends Tagged, T extends Tagged, R>(
  { protocol, decided }: Deciding<S, M, T, R>,
  from: Configuration<S, M, T>,
  leader: NodeId,
  silent: NodeId,
): string | undefined {
  let now = from;
  for (let i = 0; i < LONG_ENOUGH; i++) {
    const value = now.states.map(decided).find((each) => each !== null);
    if (value !== undefined && value !== null) return value;
    const mine = [...now.pending].filter(([, event]) => isOf(event, leader, silent));
    // A timer fires when there is nothing else: there is time enough for messages.
    const next = mine.find(([, { kind }]) => kind === "message") ?? mine[0];
    if (next === undefined) return undefined;
    now = after(protocol, now, next[0]);
  }
  return undefined;
}

function isOf<M, T>(event: Event<M, T>, leader: NodeId, silent: NodeId): boolean {
  if (event.to === silent || event.kind === "message" && event.from === silent) return false;
  return event.to === leader || event.kind === "message" && event.from === leader;
}
