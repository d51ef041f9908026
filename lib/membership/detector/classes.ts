/**
 * The properties and classes of failure detectors (Chandra and Toueg 1996, *Unreliable failure detectors for reliable
 * distributed systems*, section 2 and figure 1), judged on a run. Completeness: who has crashed is suspected for good
 * in the end. Accuracy: who has not is not suspected.
 *
 * A class is a set of infinite runs, and a run that was seen is finite. So "eventually" is decided by an instant
 * `byMs`, which the judge names: from it to the end of the run the property must hold. A run that passes is one that
 * may go on as the class demands; one that fails has not yet got there, or never does.
 *
 * A node that comes back is alive like any other; its life before does not count. It must have come back by `byMs`, and
 * who crashes for good must have crashed by then.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { type FailurePattern, isUp, type Suspicion, type SuspicionTrace } from "./suspicions.ts";

/** What a detector may promise. */
export type Property =
  | "strong completeness"
  | "weak completeness"
  | "strong accuracy"
  | "weak accuracy"
  | "eventual strong accuracy"
  | "eventual weak accuracy";

/** The eight classes: a completeness with an accuracy. */
export type DetectorClass = "P" | "S" | "◇P" | "◇S" | "Q" | "W" | "◇Q" | "◇W";

/** Each class: who suspects the crashed, and how far one can rely on not being suspected. */
export const CLASSES: Readonly<Record<DetectorClass, readonly [Property, Property]>> = {
  P: ["strong completeness", "strong accuracy"],
  S: ["strong completeness", "weak accuracy"],
  "◇P": ["strong completeness", "eventual strong accuracy"],
  "◇S": ["strong completeness", "eventual weak accuracy"],
  Q: ["weak completeness", "strong accuracy"],
  W: ["weak completeness", "weak accuracy"],
  "◇Q": ["weak completeness", "eventual strong accuracy"],
  "◇W": ["weak completeness", "eventual weak accuracy"],
};

/** What is wrong with a run. */
export interface Breach {
  /** What does not hold. */
  readonly property: Property | "eventual leadership";
  /** A sentence. */
  readonly words: string;
  /** Who suspects wrongly, or wrongly does not. */
  readonly by: NodeId;
  /** Whom. */
  readonly of: NodeId;
  /** When, in ms: the first moment at which it was so, or the last at which a node was not yet suspected for good. */
  readonly atMs: number;
}

/** Whether a run keeps a promise, and if not, what shows it. */
export type Verdict =
  | { readonly holds: true }
  | { readonly holds: false; readonly breach: Breach };

/** Whether a run is one of a class. Throws where "eventually" cannot be decided by `byMs`. */
export function judgeClass(trace: SuspicionTrace, name: DetectorClass, byMs: number): Verdict {
  const [completeness, accuracy] = CLASSES[name];
  const complete = judge(trace, completeness, byMs);
  return complete.holds ? judge(trace, accuracy, byMs) : complete;
}

/** Whether a run has a property. Throws where "eventually" cannot be decided by `byMs`. */
export function judge(trace: SuspicionTrace, property: Property, byMs: number): Verdict {
  assertDecidable(trace, byMs);
  switch (property) {
    case "strong completeness":
      return verdict(property, everyone(trace, byMs));
    case "weak completeness":
      return verdict(property, someone(trace, byMs));
    case "strong accuracy":
      return verdict(property, firstMistake(trace, 0));
    case "eventual strong accuracy":
      return verdict(property, firstMistake(trace, byMs));
    case "weak accuracy":
      return verdict(property, nobodySpared(trace, 0));
    case "eventual weak accuracy":
      return verdict(property, nobodySpared(trace, byMs));
  }
}

/** All classes that a run is one of. */
export function classesOf(trace: SuspicionTrace, byMs: number): DetectorClass[] {
  return (Object.keys(CLASSES) as DetectorClass[])
    .filter((name) => judgeClass(trace, name, byMs).holds);
}

/** The nodes that are up in the end. */
export function correctNodes(trace: FailurePattern): NodeId[] {
  return Array.from({ length: trace.nodes }, (_, node) => node)
    .filter((node) => isUp(trace, node, trace.endMs));
}

/** Throws unless everybody who crashes, or comes back, has done so by `byMs`. */
export function assertDecidable({ downs, endMs }: FailurePattern, byMs: number): void {
  if (!(byMs >= 0 && byMs <= endMs)) {
    throw new RangeError(
      `Cannot judge a failure detector because byMs must lie within its run, 0 to ${endMs} ms: ` +
        `given ${byMs}`,
    );
  }
  for (const { node, fromMs, untilMs } of downs) {
    if (fromMs <= byMs && (untilMs <= byMs || untilMs === Infinity)) continue;
    throw new RangeError(
      `Cannot judge a failure detector because nodes must crash and come back by ${byMs} ms: ` +
        `given node ${node}, down from ${fromMs} to ${untilMs} ms`,
    );
  }
}

type Found = Omit<Breach, "property"> | undefined;

function verdict(property: Property, found: Found): Verdict {
  return found === undefined ? { holds: true } : { holds: false, breach: { property, ...found } };
}

/** The suspicion that lasts from `byMs` to the end, if there is one. */
function forGood(trace: SuspicionTrace, by: NodeId, of: NodeId, byMs: number) {
  return trace.suspicions.some((each) =>
    each.by === by && each.of === of && each.fromMs <= byMs && each.untilMs === Infinity
  );
}

/** A pair of which one has crashed and the other does not suspect it. */
function everyone(trace: SuspicionTrace, byMs: number): Found {
  const correct = correctNodes(trace);
  for (const of of crashedNodes(trace)) {
    const by = correct.find((each) => !forGood(trace, each, of, byMs));
    if (by !== undefined) return missed(trace, by, of, byMs);
  }
  return undefined;
}

/** One that has crashed and that nobody suspects. */
function someone(trace: SuspicionTrace, byMs: number): Found {
  const correct = correctNodes(trace);
  const of = crashedNodes(trace)
    .find((each) => correct.length > 0 && !correct.some((by) => forGood(trace, by, each, byMs)));
  return of === undefined ? undefined : missed(trace, correct[0]!, of, byMs);
}

function missed(trace: SuspicionTrace, by: NodeId, of: NodeId, byMs: number): Found {
  const later = trace.suspicions.findLast((each) =>
    each.by === by && each.of === of && each.untilMs === Infinity
  );
  const atMs = later?.fromMs ?? trace.endMs;
  const words = `node ${of} has crashed, and node ${by} does not suspect it from ${byMs} ms on`;
  return { words, by, of, atMs };
}

/** The first suspicion, from a moment on, of a node that is up by one that is up. */
function firstMistake(trace: SuspicionTrace, fromMs: number, of?: NodeId): Found {
  let first: Found;
  for (const each of trace.suspicions) {
    if (of !== undefined && each.of !== of) continue;
    const atMs = mistakenAt(trace, each, fromMs);
    if (atMs === undefined || (first !== undefined && first.atMs <= atMs)) continue;
    const words = `node ${each.by} suspects node ${each.of}, which is up`;
    first = { words, by: each.by, of: each.of, atMs };
  }
  return first;
}

/** The first moment of a suspicion, from `from` on, at which the node was up. */
function mistakenAt(
  { downs, endMs }: SuspicionTrace,
  { of, fromMs, untilMs }: Suspicion,
  from: number,
): number | undefined {
  let at = Math.max(from, fromMs);
  for (const down of downs) {
    if (down.node === of && down.fromMs <= at && at < down.untilMs) at = down.untilMs;
  }
  return at < untilMs && at <= endMs ? at : undefined;
}

/** If no correct node is spared from suspicion: of all last to be suspected wrongly, when that was. */
function nobodySpared(trace: SuspicionTrace, fromMs: number): Found {
  let last: Found;
  for (const of of correctNodes(trace)) {
    const found = firstMistake(trace, fromMs, of);
    if (found === undefined) return undefined;
    if (last === undefined || found.atMs > last.atMs) last = found;
  }
  return last && { ...last, words: `nobody is spared: at last ${last.words}` };
}

function crashedNodes(trace: SuspicionTrace): NodeId[] {
  return Array.from({ length: trace.nodes }, (_, node) => node)
    .filter((node) => !isUp(trace, node, trace.endMs));
}
