/** Where a run goes wrong: what a reader of it wants to see first. @module */

import type { Operation } from "../../model/story/parts.ts";
import type { Story } from "../../model/story/story.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { assertList } from "../refuse.ts";
import { type Moment, momentOf } from "./moments.ts";

/**
 * The moment in which a run goes wrong; nothing if it does not. A rule about states is broken by a step, in the
 * moment in which that is noticed. A wait that was too long is noticed at its end, when nothing happens: it goes
 * wrong with the last trouble of whoever waits, or of their node, and without any when they asked; and where
 * nobody waits and all should be silent, after the last answer.
 *
 * @example A request is lost, and nobody asks again
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { momentsOf } from "hb/figure/explorer/moments.ts";
 * import { whereItGoesWrong } from "hb/figure/explorer/where_wrong.ts";
 * import { storyOf } from "hb/model/story/story.ts";
 * import type { Trace } from "hb/model/trace.ts";
 *
 * const trace: Trace = [
 *   { at: 1, kind: "invoke", process: 0, address: 2, operation: 0, input: "hat", local: 1 },
 *   { at: 1, kind: "send", message: 0, from: 1, to: 0, body: "hat", nth: 1, latencyMs: Infinity },
 *   { at: 9, kind: "lose", message: 0, from: 1, to: 0, why: "lost" },
 *   { at: 5000, kind: "violation", invariant: "progress", words: "still waiting", nodes: [] },
 * ];
 * const moments = momentsOf(trace);
 * assertEquals(moments[whereItGoesWrong(storyOf(trace), moments)!]!.at, 9);
 * ```
 */
export function whereItGoesWrong(story: Story, moments: readonly Moment[]): number | undefined {
  assertList("what goes wrong in a run", ["a moment", "what has the moments"], moments, {});
  const { trace, operations } = story;
  const index = trace.findIndex(({ kind }) => kind === "violation");
  if (index < 0) return undefined;
  if (isBrokenByAStep(trace[index]!, trace[index - 1])) return momentOf(moments, index);
  const waiting = operations.find(({ ended }) => ended === undefined || ended.index > index);
  if (waiting !== undefined) {
    return momentOf(moments, lastTrouble(story, waiting, index) ?? waiting.invoked.index);
  }
  const ends = operations.flatMap(({ ended }) => ended === undefined ? [] : [ended.index]);
  if (ends.length === 0) return momentOf(moments, index);
  return Math.min(momentOf(moments, index), momentOf(moments, Math.max(...ends)) + 1);
}

/** A rule is looked at after each step: if no node breaks it, the last step does. Progress is asked for at the end. */
function isBrokenByAStep(violation: TraceEvent, before: TraceEvent | undefined): boolean {
  if (violation.kind !== "violation") return false;
  const { at, invariant, nodes } = violation;
  return nodes.length > 0 || (invariant !== "progress" && before?.at === at);
}

/** The last time before `end` that the node of an operation stopped, or that a message of it or to it was lost. */
function lastTrouble(
  { messages, outages, seats, owners }: Story,
  { process, invoked }: Operation,
  end: number,
): number | undefined {
  const seat = seats.get(process);
  const isTheirs = (address: number) => address === seat || owners.get(address) === process;
  const troubles = [
    ...outages.filter(({ node }) => isTheirs(node)).map(({ from }) => from),
    ...messages.flatMap(({ from, to, fate, ended }) =>
      ended === undefined || fate === "delivered" || !(isTheirs(from) || isTheirs(to))
        ? []
        : [ended]
    ),
  ];
  return troubles.map(({ index }) => index)
    .filter((index) => index > invoked.index && index < end)
    .reduce<number | undefined>((last, index) => Math.max(last ?? 0, index), undefined);
}
