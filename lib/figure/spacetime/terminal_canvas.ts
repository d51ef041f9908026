/** Lines drawn with characters: what crosses and what turns follows from where lines go. @module */

/** How a piece of a diagram looks; a number is the number of a message's type. */
export type Tone = "plain" | "soft" | "strong" | "bad" | "warn" | number;

/** A piece of a line of a diagram in a terminal. */
export interface Piece {
  /** The characters. */
  readonly text: string;
  /** How they look. */
  readonly tone: Tone;
}

const north = 1, east = 2, south = 4, west = 8;

/** The character for each set of directions. */
const strokes = " ╵╶╰╷│╭├╴╯─┴╮┤┬┼";

interface Cell {
  directions: number;
  mark?: string;
  tone: Tone;
}

/** A grid of characters, one row for each line on the screen. */
export class Canvas {
  readonly #rows: Cell[][];

  /** An empty grid. */
  constructor(rows: number, columns: number) {
    this.#rows = Array.from(
      { length: rows },
      () => Array.from({ length: columns }, () => ({ directions: 0, tone: "soft" as Tone })),
    );
  }

  /** A vertical line through one cell. */
  through(row: number, column: number, tone: Tone): void {
    this.#add(row, column, north | south, tone);
  }

  /** A horizontal line, from the middle of one cell to the middle of another. */
  across(row: number, from: number, to: number, tone: Tone): void {
    const [left, right] = from < to ? [from, to] : [to, from];
    for (let column = left; column <= right; column++) {
      const directions = (column > left ? west : 0) | (column < right ? east : 0);
      this.#add(row, column, directions, tone);
    }
  }

  /** A vertical line, from the middle of one cell down to the middle of another. */
  down(from: number, to: number, column: number, tone: Tone): void {
    for (let row = from; row <= to; row++) {
      this.#add(row, column, (row > from ? north : 0) | (row < to ? south : 0), tone);
    }
  }

  /** One character in place of whatever lines there are. */
  mark(row: number, column: number, text: string, tone: Tone): void {
    const cell = this.#rows[row]?.[column];
    if (cell === undefined) return;
    cell.mark = text;
    cell.tone = tone;
  }

  /** A text, one character to a cell. */
  write(row: number, column: number, text: string, tone: Tone): void {
    [...text].forEach((character, i) => this.mark(row, column + i, character, tone));
  }

  /** The pieces of a row. */
  pieces(row: number): Piece[] {
    const pieces: { text: string; tone: Tone }[] = [];
    for (const { directions, mark, tone } of this.#rows[row] ?? []) {
      const text = mark ?? strokes[directions]!;
      const last = pieces.at(-1);
      if (last !== undefined && (last.tone === tone || text === " ")) last.text += text;
      else pieces.push({ text, tone });
    }
    return pieces;
  }

  #add(row: number, column: number, directions: number, tone: Tone): void {
    const cell = this.#rows[row]?.[column];
    if (cell === undefined) return;
    cell.directions |= directions;
    // A message that crosses a lane is what the eye follows.
    if (cell.tone === "soft") cell.tone = tone;
  }
}
