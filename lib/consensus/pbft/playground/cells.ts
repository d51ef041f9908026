/** The log of a replica, as a page shows it: each number with its view, how far it has come, and what it has. @module */

import type { Cell, Cells } from "../../../kit/playground/look.ts";
import { isTraitor, type Traitor } from "../../../security/adversary/traitors.ts";
import { commandText } from "../../playground/requests.ts";
import { lowOf, type Replica, type State } from "../state.ts";
import type { Batch } from "../statements.ts";

/** How far a number has come at a replica. */
export type Phase = "pre-prepared" | "prepared" | "committed" | "executed";

const marks: Readonly<Record<Phase, string>> = {
  "pre-prepared": "?",
  prepared: "!",
  committed: "✓",
  executed: "■",
};

/** The log, by number. */
export const cells: Cells<State | Traitor> = {
  title: "Log, by number",
  last: (state) => isReplica(state) ? lastOf(state) : 0,
  cell: (state, sequence) => isReplica(state) ? cellOf(state, sequence) : undefined,
};

function isReplica(state: Readonly<State | Traitor>): state is Readonly<Replica> {
  return !isTraitor(state) && state.role === "replica";
}

/** The last number that a replica has heard of. */
export function lastOf(s: Readonly<Replica>): number {
  return Math.max(lowOf(s), s.executed, ...s.slots.keys(), ...s.prepared.keys());
}

function cellOf(s: Readonly<Replica>, sequence: number): Cell | undefined {
  const known = knownOf(s, sequence);
  if (known === undefined) return undefined;
  const { phase, view, digest } = known, text = batchText(s.batches.get(digest)?.batch);
  return {
    head: `v${view}${marks[phase]}`,
    hue: view,
    text,
    isFirm: phase === "committed" || phase === "executed",
    title: `Number ${sequence}, ${text}, in view ${view}: ${phase}`,
  };
}

/** What a replica knows of a number, the latest first; undefined if that is nothing, or forgotten. */
export function knownOf(
  s: Readonly<Replica>,
  sequence: number,
): { readonly phase: Phase; readonly view: number; readonly digest: string } | undefined {
  const commits = s.decided.get(sequence)?.statement;
  if (commits !== undefined) {
    return { ...commits, phase: sequence <= s.executed ? "executed" : "committed" };
  }
  const proposed = s.slots.get(sequence)?.prePrepare?.statement;
  const prepared = s.prepared.get(sequence)?.prepares.statement;
  if (prepared !== undefined && (proposed === undefined || proposed.view === prepared.view)) {
    return { ...prepared, phase: "prepared" };
  }
  return proposed === undefined ? undefined : { ...proposed, phase: "pre-prepared" };
}

/** What a number has, in very few letters. */
export function batchText(batch: Batch | undefined): string {
  const [first] = batch ?? [];
  if (first === undefined) return batch === undefined ? "?" : "null";
  return commandText(first.statement.command);
}
