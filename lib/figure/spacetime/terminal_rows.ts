/**
 * The rows of a diagram in a terminal, and the messages between them: which row each message leaves on,
 * which one it ends on, and what became of it.
 *
 * @module
 */

import { colourNumbers } from "../message_colours.ts";
import type { Beat, Script } from "./terminal_script.ts";

/** A message, from the row of its send to the row of its end. */
export interface Flight {
  /** Lanes, by their indices in the script. */
  readonly from: number;
  /** The lane that it goes to. */
  readonly to: number;
  /** The row of its send; -1 when that is above the first row. */
  readonly leaves: number;
  /** The row on which it ends; as many as there are rows while it is under way. */
  readonly ends: number;
  /** What became of it. */
  readonly fate: "arrived" | "lost" | "under way";
  /** Messages of one type have one number, from 0: that of their colour. */
  readonly type: number;
}

/** A beat of a diagram: of a send it may be known that it was lost at once. */
export type Shown = Beat & {
  /** Whether it was lost as it was sent. */
  readonly lost?: boolean;
};

/** The rows and what flies between them. */
export interface Rows {
  /** One thing that happened, each. */
  readonly beats: readonly Shown[];
  /** In the order of their sends. */
  readonly flights: readonly Flight[];
  /** How many earlier things are not shown. */
  readonly leftOut: number;
}

/** The last `most` rows of a script. A message that is lost as it is sent has one row, not two. */
export function rowsOf(script: Script, most: number): Rows {
  const all = withoutEcho(script.beats);
  const first = Math.max(0, all.length - most);
  const beats = all.slice(first);
  const sent = all.flatMap(({ kind, type = "" }) => kind === "send" ? [type] : []);
  const types = colourNumbers(sent, script.colours);
  const flights: Flight[] = [];
  const open = new Map<number, Flight>();
  for (const [row, beat] of all.entries()) {
    const { kind, message, lanes: [from = 0, to = 0] } = beat;
    if (message === undefined) continue;
    if (kind === "send") {
      const type = types.get(beat.type ?? "") ?? 0;
      const ends = beat.lost === true ? row : all.length;
      const fate = beat.lost === true ? "lost" : "under way";
      open.set(message, { from, to, leaves: row, ends, fate, type });
      continue;
    }
    const flight = open.get(message) ?? { from, to, leaves: -1, ends: row, fate: "lost", type: 0 };
    open.set(message, { ...flight, ends: row, fate: kind === "arrive" ? "arrived" : "lost" });
  }
  for (const flight of open.values()) {
    if (flight.ends < first) continue;
    flights.push({
      ...flight,
      leaves: Math.max(-1, flight.leaves - first),
      ends: flight.ends - first,
    });
  }
  return { beats, flights, leftOut: script.leftOut + first };
}

function withoutEcho(beats: readonly Beat[]): Shown[] {
  const sent = new Map<number, number>();
  const shown: Shown[] = [];
  for (const beat of beats) {
    const { message, kind } = beat;
    const at = message === undefined ? undefined : sent.get(message);
    if (kind === "send" && message !== undefined) sent.set(message, shown.length);
    if (kind === "lose" && at !== undefined && shown[at]!.at === beat.at) {
      shown[at] = { ...shown[at]!, lost: true, words: beat.words };
    } else shown.push(beat);
  }
  return shown;
}
