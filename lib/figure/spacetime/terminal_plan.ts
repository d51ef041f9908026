/** Where things stand in a diagram in a terminal: lanes side by side, words to their right. @module */

import { rounded } from "../text.ts";
import type { Script } from "./terminal_script.ts";
import type { Flight, Rows } from "./terminal_rows.ts";

/** The places of a diagram, in columns from 0. */
export interface Plan {
  /** How wide the moments are. */
  readonly timeWidth: number;
  /** The column of each lane of the script; missing where it is not drawn. */
  readonly lanes: ReadonlyMap<number, number>;
  /** From one lane to the next. */
  readonly spacing: number;
  /** Where the words begin. */
  readonly words: number;
  /** How much room they have. */
  readonly wordsWidth: number;
  /** The column in which each flight goes down; missing where there is none. */
  readonly tracks: ReadonlyMap<Flight, number>;
}

const leastSpacing = 7;
const mostSpacing = 12;
/** How much room words need: to be there at all, to be told apart, and to be read as a rule. */
const leastWords = 22;
const fairWords = 32;
const goodWords = 44;

/** Plans a diagram `columns` wide. Clients have no lines where there is no room for them. */
export function plan(script: Script, rows: Rows, columns: number): Plan {
  const timeWidth = Math.max(2, ...rows.beats.map(({ at }) => rounded(at).length));
  const drawn = chosen(script, rows, columns - timeWidth - 2);
  const spacing = Math.max(
    leastSpacing,
    Math.min(mostSpacing, Math.floor((columns - timeWidth - 2 - goodWords) / drawn.length)),
  );
  const left = timeWidth + 2 + (spacing >> 1);
  const lanes = new Map(drawn.map((lane, i) => [lane, left + i * spacing]));
  const words = timeWidth + 2 + drawn.length * spacing + 1;
  return {
    timeWidth,
    lanes,
    spacing,
    words,
    wordsWidth: Math.max(8, columns - words),
    tracks: tracksOf(rows, lanes, spacing),
  };
}

/**
 * The lanes that are drawn. Where that leaves too little room for words, clients go first that no message
 * goes to or comes from, then all clients; then of the nodes the last ones stay that do anything.
 */
function chosen({ lanes }: Script, { beats }: Rows, room: number): number[] {
  const fits = (some: readonly number[], words: number) =>
    some.length * leastSpacing <= room - words;
  const recent = [...new Set(beats.toReversed().flatMap((beat) => beat.lanes))];
  const all = recent.toSorted((a, b) => a - b);
  if (fits(all, fairWords)) return all;
  const linked = new Set(beats.flatMap(({ message, lanes }) => message === undefined ? [] : lanes));
  const isNode = (lane: number) => lanes[lane]?.kind === "node";
  const without = all.filter((lane) => isNode(lane) || linked.has(lane));
  if (fits(without, fairWords)) return without;
  const nodes = all.filter(isNode);
  if (fits(nodes, leastWords)) return nodes;
  const most = Math.max(1, Math.floor((room - leastWords) / leastSpacing));
  return recent.filter(isNode).slice(0, most).toSorted((a, b) => a - b);
}

/**
 * Each flight goes down in a column of its own, beside the lane that it goes to, on the side that it
 * comes from. Invariant: no two flights share a cell of a column.
 */
function tracksOf(
  { flights }: Rows,
  lanes: ReadonlyMap<number, number>,
  spacing: number,
): Map<Flight, number> {
  const taken = new Map<number, Flight[]>();
  const tracks = new Map<Flight, number>();
  for (const flight of flights) {
    const from = lanes.get(flight.from);
    const to = lanes.get(flight.to);
    if (from === undefined || to === undefined || flight.leaves === flight.ends) continue;
    const side = from < to ? -1 : 1;
    const free = (column: number) =>
      (taken.get(column) ?? []).every((each) =>
        each.ends < flight.leaves || each.leaves > flight.ends
      );
    const column = candidates(spacing).map((away) => to + side * away).find(free);
    if (column === undefined) continue;
    tracks.set(flight, column);
    taken.set(column, [...taken.get(column) ?? [], flight]);
  }
  return tracks;
}

/** How far from a lane a column may be: every second one first, as lines side by side are hard to tell. */
function candidates(spacing: number): number[] {
  const all = Array.from({ length: spacing - 3 }, (_, i) => i + 2);
  return [...all.filter((away) => away % 2 === 0), ...all.filter((away) => away % 2 === 1)];
}
