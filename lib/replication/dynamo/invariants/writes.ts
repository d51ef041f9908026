/** What clients may rely on. @module */

import { type Invariant, remembering, type Snapshot } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Got, Put } from "../messages.ts";
import type { State } from "../state.ts";
import { isFailed, keyOf, type Wish } from "../wishes.ts";
import {
  type Answered,
  anythingOf,
  copiesOf,
  markOf,
  note,
  noteAll,
  type Pasts,
  replacedBy,
  writesIn,
} from "./pasts.ts";

/** All that any write has replaced. */
function allReplaced(pasts: Pasts): Set<string> {
  const all = new Set<string>();
  for (const mark of pasts.keys()) replacedBy(pasts, mark, all);
  return all;
}

/**
 * A write that was answered is somewhere, as long as nobody has replaced it. While a node is down, it may be there. As an
 * invariant it is for stores of siblings: where the last writer wins, writes are lost.
 */
export const nothingVanishes: Invariant<State> = remembering<State, Pasts>({
  name: "nothing vanishes",
  words:
    "a value whose put was answered is on some node until somebody who was shown it replaces it",
  memory: () => new Map(),
  check(snapshot, pasts) {
    noteAll(pasts, snapshot);
    if (snapshot.states.includes(undefined)) return undefined;
    const there = valuesAt(snapshot.states);
    const [lost] = lostOf(snapshot, pasts, there);
    if (lost === undefined) return undefined;
    return { words: `${lost.value} of ${lost.key} is nowhere, and nobody replaced it`, nodes: [] };
  },
});

/** Whether it asked for a value that is nowhere. */
function isAbsent(there: ReadonlySet<unknown>, wish: Wish): boolean {
  return "value" in wish && wish.value !== null && !there.has(wish.value);
}

function valuesAt(states: Snapshot<State>["states"]): Set<unknown> {
  return new Set(
    states.flatMap((s) =>
      s === undefined ? [] : copiesOf(s).flatMap(([, { versions }]) => versions.map((v) => v.value))
    ),
  );
}

/** What W is for: an answered write is on so many nodes, and stays there, as long as no disk is lost. */
export function enoughCopies(writes: number): Invariant<State> {
  return remembering<State, Pasts>({
    name: "enough copies",
    words: "a value whose put was answered is on W nodes until somebody replaces it",
    memory: () => new Map(),
    check(snapshot, pasts) {
      noteAll(pasts, snapshot);
      const { states, history } = snapshot, replaced = allReplaced(pasts);
      if (states.includes(undefined)) return undefined;
      for (const { key, value } of writesIn(history)) {
        if (value === null || replaced.has(value) || replaced.has(anythingOf(key))) continue;
        const holders = states.filter((s) =>
          copiesOf(s!).some(([, { versions }]) => versions.some((each) => each.value === value))
        );
        if (holders.length >= writes) continue;
        return { words: `${value} of ${key} is on ${holders.length} nodes`, nodes: [] };
      }
      return undefined;
    },
  });
}

/**
 * What R + W > N is for, in a strict quorum. A read that began when a write had been answered sees it, or what has
 * replaced it (Gifford 1979); and so does the first half of a change.
 */
export const quorumsMeet: Invariant<State> = remembering<State, Pasts>({
  name: "quorums meet",
  words: "a read sees every write that was answered before it began, or what has replaced it",
  memory: () => new Map(),
  check(snapshot, pasts) {
    note(pasts, snapshot);
    const replaced = allReplaced(pasts), writes = writesIn(snapshot.history);
    for (const { key, values, from, process } of readsIn(snapshot)) {
      const missed = writes.find((write) =>
        write.key === key && write.to <= from && misses(pasts, replaced, write, values)
      );
      if (missed === undefined) continue;
      const what = missed.value ?? "a deletion";
      return { words: `client ${process} was not shown ${what} of ${key}`, nodes: [] };
    }
    return undefined;
  },
});

/** Whether what a reader was shown is older than a write. */
function misses(
  pasts: Pasts,
  replaced: ReadonlySet<string>,
  { value, put }: Answered,
  values: readonly string[],
): boolean {
  if (values.some((each) => replacedBy(pasts, markOf(value, put.dot)).has(each))) return true;
  if (value === null || values.includes(value)) return false;
  return !replaced.has(value) && !values.some((each) => replacedBy(pasts, each).has(value));
}

/** What readers were shown, the first halves of changes included. */
function readsIn({ history }: Snapshot<State>) {
  return history.flatMap(({ input, output, outcome, invokedAt, process }) => {
    const key = keyOf(input as Wish);
    if (key === undefined || outcome !== "ok" || isFailed(output)) return [];
    const values = "get" in (input as Wish) ? (output as Got).values : (output as Put).read;
    return values === null ? [] : [{ key, values: values.map(String), from: invokedAt, process }];
  });
}

/**
 * When all is well again and copies agree, every value that was answered and not replaced can be read, and no value that
 * an answered write has replaced.
 */
export const rightInTheEnd: Invariant<State> = remembering<State, Pasts>({
  name: "right in the end",
  words: "in the end there is all that was written and not replaced, and nothing that was",
  memory: () => new Map(),
  check(snapshot, pasts) {
    note(pasts, snapshot);
    const there = new Set(valuesAt(snapshot.states)), replaced = new Set<string>();
    for (const { value, put } of writesIn(snapshot.history)) {
      replacedBy(pasts, markOf(value, put.dot), replaced);
    }
    const back = [...there].find((value) => replaced.has(String(value)));
    return back === undefined
      ? undefined
      : { words: `${back} is there, though it was replaced`, nodes: [] };
  },
});

/** What is known since a node left last. */
interface Staying {
  /** What writes have replaced. */
  readonly pasts: Pasts;
  /** Who has left. */
  left: readonly NodeId[];
  /** What they had then. */
  taken: unknown[];
  /** What nodes that stay have had since, and they had not. */
  values: unknown[];
}

/**
 * A node that has left keeps nothing for others, and none gives up to it what it had not when it left. What it had itself, as a
 * home, goes with it: whether others have that, too, is not asked.
 */
export const nothingLeftBehind: Invariant<State> = remembering<State, Staying>({
  name: "nothing is left behind",
  words:
    "a node that has left has handed on all that it kept for others, and others give up nothing to it",
  memory: () => ({ pasts: new Map(), left: [], taken: [], values: [] }),
  check(snapshot, memory) {
    const { states } = snapshot;
    const left = [...states.keys()].filter((node) => states[node]?.left);
    const kept = left.find((node) => states[node]!.hints.size > 0);
    if (kept !== undefined) return { words: `node ${kept} has left with hints`, nodes: [kept] };
    if (memory.left.join() !== left.join()) {
      memory.left = left;
      memory.taken = [...valuesAt(left.map((node) => states[node]))];
      memory.values = [];
    }
    if (left.length === 0 || states.includes(undefined)) return undefined;
    noteAll(memory.pasts, snapshot);
    const there = valuesAt(states.filter((s) => !s!.left)), before = memory.values;
    memory.values = [...there].filter((value) => !memory.taken.includes(value));
    const lost = lostOf(snapshot, memory.pasts, there).find(({ value }) => before.includes(value));
    if (lost === undefined) return undefined;
    return { words: `${lost.value} of ${lost.key} is only where nodes have left`, nodes: left };
  },
});

/** Writes that were answered, are not among these values, and have not been replaced. */
function lostOf(
  { history }: Snapshot<State>,
  pasts: Pasts,
  there: ReadonlySet<unknown>,
): readonly Answered[] {
  const absent = history.filter(({ input }) => isAbsent(there, input as Wish));
  if (absent.length === 0) return [];
  const replaced = allReplaced(pasts);
  return writesIn(absent).filter(({ key, value }) =>
    !replaced.has(value!) && !replaced.has(anythingOf(key))
  );
}
