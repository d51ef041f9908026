/** What outlives a crash of a server: its chain, its objects and what has come since. @module */

import { clone } from "../../model/clone.ts";
import type { Configuration } from "./configuration.ts";
import type { Entry, Objects, Saved } from "./messages.ts";
import { entriesAfter, type State } from "./state.ts";

/** What a journal adds up to. */
export interface Recalled {
  /** The last chain that it knew of; null before the first change. */
  readonly configuration: Configuration | null;
  /** Whether it had all of its history; null before the first change. */
  readonly ready: boolean | null;
  /** The objects; null when it has saved none. */
  readonly objects: Objects | null;
  /** The updates after them. */
  readonly entries: readonly Entry[];
}

/** Adds up a journal. */
export function recall(journal: readonly Saved[]): Recalled {
  let configuration: Configuration | null = null, ready: boolean | null = null;
  let objects: Objects | null = null, entries: Entry[] = [];
  for (const saved of journal) {
    if (saved.type === "place") ({ configuration, ready } = saved);
    else if (saved.type === "entries") entries.push(...saved.entries);
    else {
      const { type: _, entries: after, ...all } = saved;
      objects = all;
      entries = [...after];
    }
  }
  return { configuration, ready, objects, entries };
}

/** The shortest journal that adds up to the same. */
export function compact(journal: readonly Saved[]): Saved[] {
  const { configuration, ready, objects, entries } = recall(journal);
  const short: Saved[] = [];
  if (configuration !== null) short.push({ type: "place", configuration, ready: ready! });
  if (objects !== null) short.push({ type: "objects", ...objects, entries });
  else if (entries.length > 0) short.push({ type: "entries", entries });
  return short;
}

/** The journal of a server in this state. */
export function checkpoint(s: Readonly<State>): Saved[] {
  const { attendance: { configuration }, ready, decided: sequence, machine, replies, print } = s;
  const objects = clone({ sequence, machine, replies, print });
  return [
    { type: "place", configuration: clone(configuration), ready },
    { type: "objects", ...objects, entries: entriesAfter(s, sequence) },
  ];
}
