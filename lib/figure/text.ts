/**
 * Text on figures: how wide it is, where it wraps, how it is written into markup. Nothing here asks
 * the machine's own fonts, so a figure is the same on every machine.
 *
 * @module
 */

/**
 * About how wide a text is, in px: on the wide side of the usual sans-serif fonts, so that what fits
 * by this measure fits in them.
 */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += characterWidth(character);
  return ems * fontSize;
}

function characterWidth(character: string): number {
  if ("il.,:;'|! ".includes(character)) return 0.33;
  if ('fjrt()[]-"/`{}*'.includes(character)) return 0.41;
  if ("mwMW@%→–—".includes(character)) return 0.97;
  if (character >= "A" && character <= "Z") return 0.7;
  return (character.codePointAt(0) ?? 0) >= 0x2e80 ? 1.05 : 0.61;
}

/** How much wider bold text is than plain text, at most. */
export const bold = 1.13;

/** Breaks a text into lines no wider than `width` px, between words where it can. */
export function wrap(text: string, fontSize: number, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, fontSize) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
    while (textWidth(line, fontSize) > width && line.length > 1) {
      const head = clipToWidth(line, fontSize, width);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** The same number of lines, about as long as each other: a title does not leave its last word alone. */
export function wrapEvenly(text: string, fontSize: number, width: number): string[] {
  const lines = wrap(text, fontSize, width);
  if (lines.length < 2) return lines;
  let [tooNarrow, enough] = [0, width];
  while (enough - tooNarrow > 1) {
    const middle = (tooNarrow + enough) / 2;
    if (wrap(text, fontSize, middle).length > lines.length) tooNarrow = middle;
    else enough = middle;
  }
  return wrap(text, fontSize, enough);
}

/** Breaks a line of prose; what it is indented by stays, also on the lines that follow. */
export function wrapIndented(line: string, fontSize: number, width: number): string[] {
  const indent = /^\s*/.exec(line)![0].replaceAll(" ", "\u00a0");
  return wrap(line, fontSize, width - 40).map((part) => `${indent}${part}`);
}

/** The longest start of a text that is no wider than `width` px, and at least one character. */
function clipToWidth(text: string, fontSize: number, width: number): string {
  let head = "";
  for (const character of text) {
    if (head !== "" && textWidth(head + character, fontSize) > width) break;
    head += character;
  }
  return head;
}

/** The text, or its start and an ellipsis when it is wider than `width` px. */
export function shorten(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  return clipToWidth(text, fontSize, width - 0.61 * fontSize).trimEnd() + "…";
}

/** A text as HTML and XML write it: nothing in it can be taken for markup. */
export function escape(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]/gu, (character) => {
    // XML has no place at all for most control characters.
    return "\t\n\r".includes(character) ? character : "\ufffd";
  }).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

/** A text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** A number with at most two decimals, as figures and their texts write it. */
export function rounded(value: number): string {
  const text = String(Math.round(value * 100) / 100);
  return text === "-0" ? "0" : text;
}
