/** A run that went wrong, as it is told and drawn. @module */

import type { Figure } from "../figure/figure.ts";
import type { Tagged } from "../model/protocol.ts";
import type { Trace } from "../model/trace.ts";
import type { Scenario, Violation } from "../sim/scenario.ts";
import type { Failure } from "../sim/sweep.ts";
import { type Known, thrownInWords } from "./thrown.ts";
import { Wrong } from "./wrong.ts";

/** A run that was made otherwise than by a sweep. */
export interface OtherRun {
  /** What decided its chances; without it, it is an order of events that was looked for. */
  readonly seed?: number;
  /** When it went wrong, in ms. */
  readonly at: number;
  /** What it was to do, in a few words; where `must` is given, why. */
  readonly rule: string;
  /** What must have come instead of the breach: "it answers read 1". */
  readonly must?: string;
  /** What it did instead. */
  readonly breach: string;
  /** What befell nodes and links in it, a line each, where that has not been told yet. */
  readonly happened?: readonly string[];
  /** What is drawn of it. */
  readonly trace: Trace;
  /** What is drawn besides: what a disk held, which no line of events can show. */
  readonly drawing?: Figure;
}

/** What is said of it; nothing is known of its schedule. */
export function otherwise(
  words: string,
  { seed, at, rule, must, breach, happened, trace, drawing }: OtherRun,
): Wrong {
  const violation = { at, invariant: rule, words: breach, nodes: [] };
  const failure = {
    seed: seed ?? 1,
    ...(seed === undefined ? { unseeded: true } as const : {}),
    ...(happened === undefined ? {} : { happened }),
    violation,
    schedule: [],
    usualMs: 0,
    workload: [],
    trace,
    digest: "",
    scenario: undefined as never,
    foundFaults: 0,
    shrinkRuns: 0,
  };
  return new Wrong(words, failure, rule, must, drawing);
}

/** Said of a run that may not be the shortest. */
const CUT_SHORT = " (a shorter run may do: the search for it was ended, as it takes long)";

/** What is said of a run that went wrong: the rule that it breaks, and how; where, among several storms; and if the search for a shorter one was cut short. */
export function wrong<S, M extends Tagged, T extends Tagged, R>(
  scenario: Scenario<S, M, T, R>,
  failure: Failure<S, M, T, R>,
  known: Known,
  { cutShort = false, where }: {
    readonly cutShort?: boolean;
    readonly where?: string | undefined;
  } = {},
): Wrong {
  const { violation } = failure, place = where === undefined ? "" : ` (${where})`;
  const told = place === ""
    ? failure
    : { ...failure, violation: { ...violation, words: violation.words + place } };
  return new Wrong(
    brokenIn(scenario, violation, known) + place + (cutShort ? CUT_SHORT : ""),
    told as unknown as Failure<unknown, never>,
    ruleOf(scenario, failure.violation),
  );
}

/** What is broken in a run, and how. */
export function brokenIn<S, M extends Tagged, T extends Tagged, R>(
  scenario: Scenario<S, M, T, R>,
  violation: Violation,
  known: Known,
): string {
  // A handler of the book may have thrown on what an answer had given it.
  const words = violation.error === undefined ? violation.words : inHandler(violation, known);
  const must = ruleOf(scenario, violation);
  return must === undefined ? words : `${must} – but ${words}`;
}

/** The rule by its name and in words; progress, and a handler that throws, say in their own words what should have been. */
function ruleOf<S, M extends Tagged, T extends Tagged, R>(
  { invariants }: Scenario<S, M, T, R>,
  { invariant, rule, words }: Violation,
): string | undefined {
  const must = invariants?.find(({ name }) => name === invariant)?.words ?? rule;
  return must === undefined || words.startsWith(must) ? undefined : `${invariant}: ${must}`;
}

/** Where it was thrown, and by whom: "node 1, upon appendEntries: your code threw …". */
function inHandler({ words, error }: Violation, known: Known): string {
  const where = /^node \d+, [^:]*/.exec(words)?.[0] ?? "a handler";
  return `${where}: ${thrownInWords(error, known)}`;
}
