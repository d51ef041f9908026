/**
 * The space-time diagram in a terminal. Time runs down, one row for each thing that happened. A message
 * leaves its sender on one row, goes down beside the lane of its receiver, and ends there on another row:
 * so one can see which overtook which.
 *
 * @module
 */

import { assertFields, list, optional, whole, wholeFrom } from "../refuse.ts";
import { rounded } from "../text.ts";
import { Canvas, type Piece, type Tone } from "./terminal_canvas.ts";
import { type Plan, plan } from "./terminal_plan.ts";
import { type Flight, type Rows, rowsOf } from "./terminal_rows.ts";
import type { Beat, BeatKind, Script } from "./terminal_script.ts";

export type { Piece, Tone } from "./terminal_canvas.ts";

/** How large a diagram may be. */
export interface TerminalOptions {
  /** Its width. */
  readonly columns: number;
  /** The most rows; of a longer run, the last ones are shown. */
  readonly rows?: number;
}

/** What stands on a lane where something happens. */
const marks: Readonly<Record<BeatKind, string>> = {
  send: "●",
  arrive: "●",
  lose: "│",
  ask: "▷",
  end: "◁",
  timer: "○",
  save: "◆",
  crash: "✗",
  restart: "●",
  pause: "‖",
  resume: "●",
  fault: "!",
  violation: "✗",
};

/**
 * The lines of a diagram.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { scriptOf } from "hb/figure/spacetime/terminal_script.ts";
 * import { spacetimeLines } from "hb/figure/spacetime/terminal.ts";
 *
 * const script = scriptOf([
 *   { at: 0, kind: "send", message: 0, from: 0, to: 1, body: "ping", nth: 1, latencyMs: 5 },
 *   { at: 5, kind: "deliver", message: 0, from: 0, to: 1, body: "ping" },
 * ]);
 * const lines = spacetimeLines(script, { columns: 60 });
 * assertEquals(lines.map((line) => line.map(({ text }) => text).join("").trimEnd()), [
 *   "ms   node 0 node 1",
 *   " 0     ●────╮ │    ping",
 *   " 5     │    ╰▶●    ping arrives",
 * ]);
 * ```
 */
export function spacetimeLines(script: Script, options: TerminalOptions): Piece[][] {
  const what = "a diagram in a terminal";
  assertFields(what, "its script", script, { lanes: list, beats: list, leftOut: whole });
  assertFields(what, "its", options, { columns: whole, rows: optional(wholeFrom(1)) });
  const rows = rowsOf(script, options.rows ?? 60);
  const places = plan(script, rows, options.columns);
  const canvas = new Canvas(rows.beats.length, places.words);
  drawLanes(canvas, rows, places);
  for (const flight of rows.flights) drawFlight(canvas, flight, places, rows.beats.length);
  rows.beats.forEach((beat, row) => drawMarks(canvas, beat, row, places));
  const lines = rows.beats.flatMap((beat, row) => {
    const before = rows.beats[row - 1]?.at;
    if (before !== beat.at) {
      canvas.write(row, 0, rounded(beat.at).padStart(places.timeWidth), "soft");
    }
    const tone = toneOf(beat, rows);
    const words = wordsOf(beat, script, places, tone);
    return words.map(([text, looks], i): Piece[] =>
      i === 0
        ? [...canvas.pieces(row), { text, tone: looks }]
        : [{ text: " ".repeat(places.words), tone: "plain" }, { text, tone: looks }]
    );
  });
  return [...heading(script, rows, places), ...lines];
}

function heading(script: Script, { leftOut, beats }: Rows, places: Plan): Piece[][] {
  const { timeWidth, lanes, spacing, words } = places;
  const named = [...lanes].map(([lane, column]) => ({
    column,
    rows: nameRows(script.lanes[lane]?.name ?? "", spacing - 1),
  }));
  const height = Math.max(1, ...named.map((each) => each.rows.length));
  const canvas = new Canvas(height, words);
  canvas.write(height - 1, 0, "ms".padStart(timeWidth), "soft");
  for (const { column, rows } of named) {
    rows.forEach((text, row) => {
      const above = height - rows.length;
      canvas.write(above + row, column - ((text.length - 1) >> 1), text, "strong");
    });
  }
  const active = new Set(beats.flatMap((beat) => beat.lanes));
  const hidden = active.size - lanes.size;
  const notes = [
    ...(leftOut > 0 ? [`${leftOut} earlier events are not shown`] : []),
    ...(hidden > 0 ? [`${hidden} without a line of their own`] : []),
  ];
  const head: Piece[][] = notes.length === 0 ? [] : [[{ text: notes.join("; "), tone: "soft" }]];
  return [...head, ...Array.from({ length: height }, (_, row) => canvas.pieces(row))];
}

/** A name that does not fit stands in two rows: its number is what tells it from others. */
function nameRows(name: string, columns: number): string[] {
  if (name.length <= columns) return [name];
  const space = name.lastIndexOf(" ");
  const rows = space < 0 ? [name] : [name.slice(0, space), name.slice(space + 1)];
  return rows.map((row) => clipped(row, columns));
}

/** A node that is down has no line; one that is paused has a broken one. */
function drawLanes(canvas: Canvas, { beats }: Rows, { lanes }: Plan): void {
  for (const [lane, column] of lanes) {
    const own = beats.map((beat) => beat.lanes.includes(lane) ? beat.kind : undefined);
    const restart = own.indexOf("restart");
    const crash = own.indexOf("crash");
    let standing = restart >= 0 && (crash < 0 || restart < crash) ? "down" : "up";
    own.forEach((kind, row) => {
      if (kind === "crash") standing = "down";
      if (kind === "restart" || kind === "resume") standing = "up";
      if (kind === "pause") standing = "paused";
      if (standing === "up") canvas.through(row, column, "soft");
      if (standing === "paused") canvas.mark(row, column, "┊", "soft");
    });
  }
}

function drawFlight(canvas: Canvas, flight: Flight, places: Plan, rows: number): void {
  const { lanes, tracks, spacing } = places;
  const from = lanes.get(flight.from);
  const to = lanes.get(flight.to);
  if (from === undefined || to === undefined) return;
  const side = from < to ? 1 : -1;
  const tone = flight.fate === "lost" ? "bad" : flight.type;
  const track = tracks.get(flight);
  if (flight.leaves === flight.ends) {
    const end = from + side * (spacing >> 1);
    canvas.across(flight.leaves, from, end, tone);
    canvas.mark(flight.leaves, end, "✗", "bad");
    return;
  }
  if (track === undefined) return;
  if (flight.leaves >= 0) canvas.across(flight.leaves, from, track, tone);
  canvas.down(flight.leaves, Math.min(flight.ends, rows), track, tone);
  if (flight.fate === "under way") return;
  canvas.across(flight.ends, track, to - side, tone);
  if (flight.fate === "lost") canvas.mark(flight.ends, to - side, "✗", "bad");
  else canvas.mark(flight.ends, to - side, side > 0 ? "▶" : "◀", tone);
}

function drawMarks(canvas: Canvas, beat: Beat, row: number, { lanes }: Plan): void {
  const { kind } = beat;
  const where = kind === "send" ? beat.lanes.slice(0, 1) : beat.lanes.slice(-1);
  const alarming = kind === "crash" || kind === "violation";
  if (kind === "lose") return;
  for (const lane of ["fault", "violation"].includes(kind) ? beat.lanes : where) {
    const column = lanes.get(lane);
    if (column === undefined) continue;
    canvas.mark(row, column, marks[kind], alarming ? "bad" : kind === "fault" ? "warn" : "plain");
  }
}

function toneOf({ kind, message }: Beat, { flights, beats }: Rows): Tone {
  if (kind === "violation" || kind === "crash" || kind === "lose") return "bad";
  if (kind === "fault" || kind === "pause") return "warn";
  if (message === undefined) return "plain";
  const flight = flights.find(({ leaves, ends }) =>
    beats[leaves]?.message === message || beats[ends]?.message === message
  );
  if (flight?.fate === "lost") return "bad";
  return kind === "arrive" ? "soft" : flight?.type ?? "plain";
}

/** The words of a row; only what breaks an invariant may take more than one line. */
function wordsOf(beat: Beat, script: Script, places: Plan, tone: Tone): [string, Tone][] {
  const { lanes, wordsWidth } = places;
  const [first = 0, second = first] = beat.lanes;
  const name = (lane: number) => script.lanes[lane]?.name ?? "";
  if (beat.kind === "violation") return folded(beat.words, wordsWidth).map((row) => [row, tone]);
  if (beat.message === undefined) {
    const words = beat.kind === "fault" ? beat.words : `${name(first)} ${beat.words}`;
    return [[clipped(words, wordsWidth), tone]];
  }
  const hidden = !lanes.has(first) || !lanes.has(second);
  const sending = beat.kind === "send";
  const head = !hidden ? "" : sending ? `to ${name(second)}: ` : `from ${name(first)}: `;
  const tail = beat.kind === "arrive" ? " arrives" : "";
  return [[clipped(head + beat.words, wordsWidth - tail.length) + tail, tone]];
}

function clipped(text: string, columns: number): string {
  const characters = [...text];
  return characters.length <= columns ? text : characters.slice(0, columns - 1).join("") + "…";
}

function folded(text: string, columns: number): string[] {
  const rows: string[] = [];
  for (const word of text.split(" ")) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) {
      rows[rows.length - 1] = `${last} ${word}`;
    } else rows.push(word);
  }
  return rows.map((row) => clipped(row, columns));
}
