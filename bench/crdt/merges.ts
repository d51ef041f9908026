/** What several write apart, merged by each kind of text. In a process that may load the peers (`packages.ts`). @module */

import { type Places, type Round, rounds } from "hb/laboratory/replication/sequences/traces.ts";
import type { Text } from "./texts.ts";

/** The merged text. Throws if replicas do not agree with each other. */
export function merged(text: Text, all: readonly Round[]): string {
  const writers = all[0]!.length;
  // Numbers from 1: Yjs takes 0 for no client.
  const replicas = Array.from({ length: writers }, (_, i) => text.replica(i + 1));
  for (const round of all) {
    round.forEach((edits, writer) => edits.forEach((edit) => replicas[writer]!.edit(edit)));
    const news = replicas.map((replica) => replica.news());
    for (const [i, replica] of replicas.entries()) {
      news.forEach((each, of) => of !== i && replica.take(each));
    }
  }
  const [first, ...others] = replicas.map((replica) => replica.text());
  if (others.every((each) => each === first)) return first!;
  throw new Error(`Replicas of ${text.name} do not agree: ${[first, ...others].join(" | ")}`);
}

/** On how many of so many seeds two kinds of text come to the same. */
export function agreements(a: Text, b: Text, places: Places, seeds: number): number {
  let same = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const all = rounds(seed, 3, 6, places);
    if (merged(a, all) === merged(b, all)) same++;
  }
  return same;
}
