/**
 * A small state machine: its states in a row, and arrows that say when it goes from one to another. Arrows to
 * the next state are straight, those back run below, and a state that goes on as it is has a loop above it.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { assertDistinct, assertFields, assertList, optional, refuse } from "../refuse.ts";
import { someWords, text, told } from "../refuse.ts";
import { pageSvg, svgFigure, words } from "../svg.ts";
import { bold, oneLine, rounded, shorten, wrap, wrapEvenly } from "../text.ts";
import { ink } from "../theme.ts";

/** A state. */
export interface MachineState {
  /** Its name; transitions refer to it. */
  readonly name: string;
  /** What it does there, in a few words. */
  readonly text?: string;
}

/** A way from one state to another, or to itself. */
export interface Transition {
  /** The state before. */
  readonly from: string;
  /** The state after. */
  readonly to: string;
  /** When it is taken. */
  readonly words: string;
}

/** What a state machine is told besides its states. */
export interface StateMachineOptions {
  /** The finding, in words. */
  readonly title: string;
  /** The ways between the states. */
  readonly transitions: readonly Transition[];
}

const height = 52, margin = 14, line = 15;

/** How wide states and the ways between neighbours are: four states fit beside a text, too. */
interface Row {
  readonly width: number;
  readonly between: number;
}

const roomy: Row = { width: 134, between: 150 }, narrow: Row = { width: 120, between: 84 };
const rowOf = (states: number): Row => states <= 3 ? roomy : narrow;
const size = { title: 15, name: 13, text: 11.5, label: 11.5 } as const;

/**
 * A state machine.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { stateMachine } from "hb/figure/state_machine/state_machine.ts";
 *
 * const figure = stateMachine([{ name: "off" }, { name: "on" }], {
 *   title: "A switch",
 *   transitions: [{ from: "off", to: "on", words: "pressed" }, { from: "on", to: "off", words: "pressed" }],
 * });
 * assertEquals(
 *   (await figure[display]())["text/plain"],
 *   "A switch (state machine: off → on when pressed; on → off when pressed)",
 * );
 * ```
 */
export function stateMachine(
  states: readonly MachineState[],
  options: StateMachineOptions,
): Figure {
  assertMachine(states, options);
  const said = options.transitions.map(({ from, to, words }) => `${from} → ${to} when ${words}`);
  const plain = oneLine(`${options.title} (state machine: ${said.join("; ")})`);
  return svgFigure(() => ({ svg: draw(states, options, plain), plain }));
}

/** Throws unless there are states, and ways between them only. */
function assertMachine(states: unknown, options: unknown): void {
  const what = "a state machine";
  assertFields(what, "its", options, { title: someWords });
  const { transitions } = options as StateMachineOptions;
  const stateFields = { name: someWords, text: optional(text) };
  assertList(what, ["a state", "its states"], states, stateFields);
  assertList(what, ["a transition", "its transitions"], transitions, {
    from: someWords,
    to: someWords,
    words: text,
  });
  const names = (states as readonly MachineState[]).map(({ name }) => name);
  if (names.length === 0) refuse(what, "it needs a state", "none");
  assertDistinct(what, "no two states may have one name", names);
  const gone = transitions.flatMap(({ from, to }) => [from, to]).find((end) =>
    !names.includes(end)
  );
  if (gone !== undefined) refuse(what, "transitions must be between its states", told(gone));
}

/** A transition with the numbers of its states, and how deep it runs below the row if it goes back. */
interface Way {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
  readonly depth: number;
}

function draw(
  states: readonly MachineState[],
  options: StateMachineOptions,
  plain: string,
): string {
  const row = rowOf(states.length);
  const width = left(states.length, row) - row.between + margin;
  const title = wrapEvenly(options.title, size.title * bold, width - 2 * margin);
  const ways = waysOf(states, options.transitions, row);
  const loops = ways.filter(({ from, to }) => from === to);
  const tallest = loops.reduce((most, { lines }) => Math.max(most, lines.length), 0);
  const y = 18 + 21 * title.length + (tallest > 0 ? 34 + line * tallest : 20);
  const bottom = ways.reduce((low, { depth }) => Math.max(low, depth), 0);
  return pageSvg(
    { width, height: y + height + bottom + margin, title },
    { plain, title: size.title, text: size.label },
    [
      ...states.flatMap((state, i) => drawnState(state, i, y, row)),
      ...ways.flatMap((way) => drawnWay(way, y, row)),
    ],
  );
}

/** Ways back are put below each other, the short ones nearest to the row. */
function waysOf(
  states: readonly MachineState[],
  transitions: readonly Transition[],
  { width, between }: Row,
): Way[] {
  const at = (name: string) => states.findIndex((state) => state.name === name);
  const placed = transitions.map(({ from, to, words }) => {
    const [a, b] = [at(from), at(to)];
    const isOuter = a === 0 || a === states.length - 1;
    // A loop at either end of the row has only the margin beside it.
    const above = width + (isOuter ? 2 * margin - 8 : 90);
    const room = a === b ? above : b === a + 1 ? between - 22 : between + (a - b) * 80;
    return { from: a, to: b, lines: wrap(words, size.label, room) };
  });
  let depth = 24;
  const back = placed.filter(({ from, to }) => to < from)
    .sort((a, b) => (a.from - a.to) - (b.from - b.to) || a.from - b.from);
  const depths = new Map(back.map((way) => {
    depth += line * way.lines.length + 14;
    return [way, depth] as const;
  }));
  return placed.map((way) => ({ ...way, depth: depths.get(way) ?? 0 }));
}

const left = (i: number, { width, between }: Row) => margin + i * (width + between);
const middle = (i: number, row: Row) => left(i, row) + row.width / 2;

function drawnState({ name, text }: MachineState, i: number, y: number, row: Row): string[] {
  const { width } = row, x = middle(i, row);
  const at = y + (text === undefined ? 31 : 22);
  return [
    `<rect x="${left(i, row)}" y="${rounded(y)}" width="${width}" height="${height}" rx="8" ` +
    `fill="${ink}" fill-opacity="0.07" stroke="${ink}" stroke-opacity="0.6" stroke-width="1.4"/>`,
    words(name, x, at, `font-size="${size.name}" font-weight="600" text-anchor="middle"`),
    ...text === undefined ? [] : [
      words(
        shorten(text, size.text, width - 8),
        x,
        y + 40,
        `font-size="${size.text}" text-anchor="middle"`,
      ),
    ],
  ];
}

const stroke = `fill="none" stroke="${ink}" stroke-width="1.5" stroke-opacity="0.75"`;

function drawnWay(way: Way, y: number, row: Row): string[] {
  const { from, to, lines, depth } = way;
  if (from === to) {
    const x = middle(from, row), top = y - 24;
    return [
      `<path d="M${x - 24} ${rounded(y)}C${x - 24} ${rounded(top - 6)} ${x + 24} ${
        rounded(top - 6)
      } ${x + 24} ${rounded(y - 6)}" ${stroke}/>`,
      tip(x + 24, y, "down"),
      ...said(lines, x, top - 6 - line * (lines.length - 1)),
    ];
  }
  if (to > from) {
    const [x1, x2, at] = [left(from, row) + row.width, left(to, row), y + height / 2];
    return [
      `<path d="M${x1} ${rounded(at)}H${x2 - 6}" ${stroke}/>`,
      tip(x2, at, "right"),
      ...said(lines, (x1 + x2) / 2, at - 8 - line * (lines.length - 1)),
    ];
  }
  const apart = 16 - 14 * (from - to);
  const [x1, x2] = [middle(from, row) - apart, middle(to, row) + apart];
  const foot = y + height, low = foot + depth - 10;
  return [
    `<path d="M${x1} ${rounded(foot)}V${rounded(low - 8)}q0 8 -8 8H${x2 + 8}q-8 0 -8 -8V${
      rounded(foot + 6)
    }" ${stroke}/>`,
    tip(x2, foot, "up"),
    ...said(lines, (x1 + x2) / 2, low - 6 - line * (lines.length - 1)),
  ];
}

function said(lines: readonly string[], x: number, y: number): string[] {
  return lines.map((text, i) => words(text, x, y + line * i, 'text-anchor="middle"'));
}

/** An arrowhead whose tip is at (x, y). */
function tip(x: number, y: number, towards: "right" | "up" | "down"): string {
  const shape = { right: "l-9 -4v8z", up: "l-4 9h8z", down: "l-4 -9h8z" }[towards];
  return `<path d="M${rounded(x)} ${rounded(y)}${shape}" fill="${ink}"/>`;
}
