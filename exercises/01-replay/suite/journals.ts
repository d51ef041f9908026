/** What must hold of a journal and of its compaction. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Any } from "hb/grade/laws.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import { step } from "hb/model/step.ts";

/** How many nodes there are. */
const NODES = 3;

/** How often a journal is compacted that grows. */
const TIMES = 8;

/** Records, oldest first. */
type Journal = readonly unknown[];

/** What a start makes of a journal, and what it asks for, in any order. */
export interface Start {
  readonly state: unknown;
  readonly effects: readonly string[];
}

/** How a node starts that has this journal. */
export function startsAs(protocol: Any, node: number, journal: Journal): Start {
  const start = { kind: "start", journal } as const;
  const { state, effects } = step(protocol, undefined, start, { self: node, nodes: NODES });
  return { state, effects: effects.map(encode).sort() };
}

/** Compacts as the protocol does. */
export function compacted(protocol: Any, journal: Journal): unknown[] {
  const own = clone(journal);
  return protocol.compact?.(own) ?? own.slice(-1);
}

/** A journal that is compacted whenever a part of it has been written. */
export function compactedOften(protocol: Any, records: Journal): unknown[] {
  const part = Math.max(1, Math.ceil(records.length / TIMES));
  let journal: unknown[] = [];
  for (let at = 0; at < records.length; at += part) {
    journal = compacted(protocol, [...journal, ...clone(records.slice(at, at + part))]);
  }
  return journal;
}

/**
 * At each point of the journal of a run, with calls open and closed: from what compaction leaves, all at once, in
 * parts or of a first part only, a node starts as from the journal, and asks for the same.
 */
export function journals(protocol: Any, node: number, records: Journal, grading: Grading): void {
  const compaction = protocol.compact === undefined
    ? "its last record, which is all that is kept where there is no `compact`"
    : "its compaction";
  for (let length = 0; length <= records.length; length += length < 8 ? 1 : 5) {
    const journal = records.slice(0, length), half = journal.slice(0, length >> 1);
    const right = startsAs(protocol, node, journal);
    const alike = {
      [compaction]: compacted(protocol, journal),
      "the compaction of its first half and the rest": [
        ...compacted(protocol, half),
        ...clone(journal.slice(half.length)),
      ],
      "what is left when it is compacted again and again": compactedOften(protocol, journal),
    };
    for (const [words, short] of Object.entries(alike)) {
      const found = startsAs(protocol, node, short);
      const where = `here at node ${node}, with ${length} record${length === 1 ? "" : "s"}`;
      grading.equal(
        found.state,
        right.state,
        `start must make the same state of a journal and of ${words}, ${where}`,
      );
      grading.equal(
        found.effects,
        right.effects,
        `start must ask for the same after a journal and after ${words}, ${where}`,
      );
    }
  }
}

/** What compaction leaves of a long journal, all at once or now and then, is shorter, and not above `most` characters. */
export function shortens(
  protocol: Any,
  node: number,
  records: Journal,
  most: number,
  grading: Grading,
): void {
  const left = {
    "compact": compacted(protocol, records),
    "compact, again and again while it grew,": compactedOften(protocol, records),
  };
  for (const [words, journal] of Object.entries(left)) {
    const [before, after] = [lengthOf(records), lengthOf(journal)];
    // The office must go on knowing its book. A branch whose calls are over has little to remember.
    const short = after <= before / 2 || (node === 0 && journal.length <= records.length / 2);
    grading.expect(
      short,
      `a journal cannot grow for ever: at node ${node}, where no call is open any more, ${words} ` +
        `leaves ${journal.length} records of ${records.length}, with ${after} characters of ${before}`,
    );
    grading.expect(
      after <= most,
      `a journal cannot grow for ever: at node ${node}, where no call is open any more, ${words} ` +
        `leaves ${after} characters, and must leave ${most} at most, as much as the node may remember`,
    );
  }
}

function lengthOf(journal: Journal): number {
  return journal.reduce<number>((sum, record) => sum + encode(record).length, 0);
}
