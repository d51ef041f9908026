/**
 * An oracle for causality that knows nothing of dots: which values each writer had really been shown before it wrote. It
 * judges the clocks, and so must not rest on them.
 *
 * @module
 */

import type { History } from "../../../model/history.ts";
import type { Snapshot } from "../../../model/invariant.ts";
import type { Put } from "../messages.ts";
import type { State } from "../state.ts";
import type { Dot } from "../versions/context.ts";
import type { Copy, Value } from "../versions/copy.ts";
import { isFailed, type Wish } from "../wishes.ts";

/** By the mark of a write, the marks of the values that its writer was shown and replaced. */
export type Pasts = Map<string, readonly string[]>;

/** What a write is called: its value, which no other write has; or a deletion, by its dot. */
export function markOf(value: Value | null, { actor, count }: Dot): string {
  return value === null ? `† ${actor}:${count}` : String(value);
}

/** Notes the pasts of all puts that are under way or have been answered. */
export function note(pasts: Pasts, { states, history }: Snapshot<State>): void {
  const add = (mark: string, read: readonly Value[] | null) => {
    if (!pasts.has(mark)) pasts.set(mark, (read ?? []).map(String));
  };
  for (const s of states) {
    for (const { value, dot, read } of s?.puts.values() ?? []) add(markOf(value, dot), read);
  }
  for (const { input, output, outcome } of history) {
    if (outcome !== "ok" || !("value" in (input as Wish))) continue;
    const { value } = input as { readonly value: string | null };
    if (value !== null && pasts.has(value) || isFailed(output)) continue;
    add(markOf(value, (output as Put).dot), (output as Put).read);
  }
}

/** The same; what is there, and was written in the very step in which its coordinator crashed, may have replaced anything. */
export function noteAll(pasts: Pasts, snapshot: Snapshot<State>): void {
  note(pasts, snapshot);
  for (const s of snapshot.states) {
    for (const [key, { versions }] of s === undefined ? [] : copiesOf(s)) {
      for (const { value, dot } of versions) {
        const mark = markOf(value, dot);
        if (!pasts.has(mark)) pasts.set(mark, [anythingOf(key)]);
      }
    }
  }
}

/** What a write has replaced of which nobody knows. */
export function anythingOf(key: string): string {
  return `* ${key}`;
}

/** All that a write has replaced, and what that had replaced, and so on. */
export function replacedBy(pasts: Pasts, mark: string, known = new Set<string>()): Set<string> {
  for (const read of pasts.get(mark) ?? []) {
    if (known.has(read)) continue;
    known.add(read);
    replacedBy(pasts, read, known);
  }
  return known;
}

/** A write that was answered. */
export interface Answered {
  /** The key. */
  readonly key: string;
  /** What was written; null: the key was deleted. */
  readonly value: string | null;
  /** The answer. */
  readonly put: Put;
  /** When it was asked. */
  readonly from: number;
  /** When it was answered. */
  readonly to: number;
}

/** Writes that were answered. */
export function writesIn(history: History): Answered[] {
  return history.flatMap(({ input, output, outcome, invokedAt, endedAt }): Answered[] => {
    const wish = input as Wish;
    if (outcome !== "ok" || isFailed(output) || !("value" in wish)) return [];
    const key = "change" in wish ? wish.change : wish.add;
    const put = output as Put;
    return [{ key, value: wish.value, put, from: invokedAt, to: endedAt! }];
  });
}

/** All copies of a node, those that it keeps for others included. */
export function copiesOf(s: Readonly<State>): readonly (readonly [key: string, copy: Copy])[] {
  return [...s.store, ...[...s.hints.values()].flatMap((copies) => [...copies])];
}
