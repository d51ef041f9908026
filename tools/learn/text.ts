/** Text with styles, line by line, and how it fits into columns. @module */

/** How a piece of text looks. What a style says is always said by a word or a sign as well. */
export type Style =
  | "plain"
  | "strong"
  | "soft"
  | "good"
  | "bad"
  | "warn"
  | "link"
  | "key"
  /** Types of messages. */
  | "first"
  | "second"
  | "third"
  | "fourth";

/** A piece of text in one style. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One line on the screen. */
export type Line = readonly Span[];

/** A piece of text. */
export function span(text: string, style: Style = "plain"): Span {
  return { text, style };
}

/** A line of pieces; a string is a plain one. */
export function line(...pieces: (string | Span)[]): Line {
  return pieces.map((piece) => typeof piece === "string" ? span(piece) : piece);
}

/** The text of a line without its styles. */
export function plain(line: Line): string {
  return line.map(({ text }) => text).join("").trimEnd();
}

/** How many columns a text takes: two for each character of East Asian scripts and for pictures. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOfOne(character.codePointAt(0)!);
  return columns;
}

function columnsOfOne(point: number): number {
  if (point < 0x300) return 1;
  if (/^\p{M}|^\u200d|^\ufe0f/u.test(String.fromCodePoint(point))) return 0;
  const wide = point >= 0x1100 && point <= 0x115f || point >= 0x2e80 && point <= 0xa4cf ||
    point >= 0xac00 && point <= 0xd7a3 || point >= 0xf900 && point <= 0xfaff ||
    point >= 0xfe30 && point <= 0xfe6f || point >= 0xff00 && point <= 0xff60 ||
    point >= 0x1f300 && point <= 0x1faff || point >= 0x20000 && point <= 0x3fffd;
  return wide ? 2 : 1;
}

const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);

/** What steers a terminal: ESC, then a sequence in brackets, a command that ends with BEL, or one sign. */
const STEERING = new RegExp(
  `${ESC}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)?|.)?`,
  "g",
);

/** A text that cannot move the cursor, nor change anything but its own columns. */
export function sanitize(text: string): string {
  return text.replace(STEERING, "")
    .replaceAll("\t", "  ")
    .replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, "");
}

/** The start of a text that fits, with an ellipsis where something is left out. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let head = "";
  for (const character of text) {
    if (columnsOf(head + character) > columns - 1) break;
    head += character;
  }
  return columns < 1 ? "" : head.trimEnd() + "…";
}

/** Lines no wider than `columns`, broken between words where that can be; later lines begin with `hang`. */
export function wrap(text: string, columns: number, hang = ""): string[] {
  return sanitize(text).split("\n").flatMap((row) => wrapRow(row, columns, hang));
}

function wrapRow(row: string, columns: number, hang: string): string[] {
  const indent = /^ */.exec(row)![0];
  const rows: string[] = [];
  let current = indent;
  let empty = true;
  for (const word of row.replace(/^ +| +$/g, "").split(/ +/)) {
    if (!empty && columnsOf(current) + 1 + columnsOf(word) > columns) {
      rows.push(current);
      current = indent + hang;
      empty = true;
    }
    current += empty ? word : ` ${word}`;
    empty = false;
    while (columnsOf(current) > columns) {
      const head = headOf(current, columns);
      rows.push(head);
      current = indent + hang + current.slice(head.length);
    }
  }
  return [...rows, current.replace(/ +$/, "")];
}

/** The longest start that fits; some progress is made even where nothing does. */
function headOf(text: string, columns: number): string {
  let head = "";
  for (const character of text) {
    if (columnsOf(head + character) > columns) break;
    head += character;
  }
  const least = text.search(/\S/) + 2;
  return head.length >= least ? head : text.slice(0, least);
}

/** A paragraph: lines that were broken by hand are joined, empty lines part. */
export function paragraphs(text: string): string {
  return sanitize(text).split(/\n{2,}/).map((each) => each.replace(/\s*\n\s*/g, " ").trim()).join(
    "\n\n",
  );
}

/** A line that is no wider than `columns`. */
export function fit(line: Line, columns: number): Line {
  const fitting: Span[] = [];
  let left = columns;
  for (const { text, style } of line) {
    const width = columnsOf(text);
    if (width <= left) fitting.push({ text, style });
    else {
      if (left > 0) fitting.push({ text: cut(text, left), style });
      break;
    }
    left -= width;
  }
  return fitting;
}
