/**
 * A message byte by byte: a line for each part, its bytes in boxes, and beside them what they say. How a box looks
 * says whether its byte is of the message, or about it.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import {
  assertFields,
  assertList,
  type Fields,
  list,
  oneOf,
  optional,
  someWords,
  yesOrNo,
} from "../refuse.ts";
import { pageSvg, svgFigure, words } from "../svg.ts";
import { bold, escape, oneLine, rounded, wrap, wrapEvenly } from "../text.ts";
import { ink, palette } from "../theme.ts";

/** Some bytes that belong together. */
export interface OctetPart {
  /** The bytes. */
  readonly bytes: Uint8Array;
  /** What they say: `field 1, a varint`. */
  readonly words: string;
  /**
   * `value`: it is of the message. `structure`: it tells where things are, and what they are. `empty`: it says
   * nothing, and keeps others in their places.
   */
  readonly role: "value" | "structure" | "empty";
}

/** A message in one format. */
export interface OctetMessage {
  /** The format. */
  readonly name: string;
  /** Its bytes, in their order. */
  readonly parts: readonly OctetPart[];
  /** Whether boxes show characters; by default the bytes in hexadecimal. */
  readonly asText?: boolean;
}

/** How it is drawn. */
export interface OctetOptions {
  /** What the picture shows. */
  readonly title: string;
}

const what = "a message";
const margin = 10, size = { title: 15, words: 12.5, cell: 11.5 } as const;
const box = { width: 21, height: 20, inLine: 8 }, lineHeight = 24;
const wordsAt = margin + box.inLine * box.width + 12, pageWidth = 376;
const looks = {
  value: `fill="${palette[2]}" fill-opacity="0.3" stroke="${palette[2]}"`,
  structure: `fill="${palette[4]}" fill-opacity="0.14" stroke="${
    palette[4]
  }" stroke-dasharray="4 3"`,
  empty: `fill="none" stroke="${palette[5]}"`,
} as const;
const legends = {
  value: "filled: what the message says",
  structure: "dashed: where it is, and what it is",
  empty: "grey: nothing, so that others lie where they must",
} as const;
const messageFields: Fields = { name: someWords, parts: list, asText: optional(yesOrNo) };
const partFields: Fields = {
  bytes: { words: "bytes", is: (value) => value instanceof Uint8Array },
  words: someWords,
  role: oneOf("value", "structure", "empty"),
};

/**
 * Messages below each other.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { octets } from "hb/figure/octets/octets.ts";
 *
 * const parts = [
 *   { bytes: Uint8Array.of(8), words: "field 1", role: "structure" as const },
 *   { bytes: Uint8Array.of(5), words: "5", role: "value" as const },
 * ];
 * assertEquals(
 *   (await octets([{ name: "tagged", parts }], { title: "Two bytes" })[display]())["text/plain"],
 *   "Two bytes (tagged, 2 bytes: 08 field 1; 05 5)",
 * );
 * ```
 */
export function octets(messages: readonly OctetMessage[], options: OctetOptions): Figure {
  assertFields(what, "its", options, { title: someWords });
  assertList(what, ["a format", "its formats"], messages, messageFields);
  for (const { name, parts } of messages) {
    assertList(what, [`a part in ${name}`, `its parts in ${name}`], parts, partFields);
  }
  const { title } = options;
  return svgFigure(() => ({ svg: draw(messages, title), plain: plainText(messages, title) }));
}

/** How long a message is. */
function lengthOf({ parts }: OctetMessage): number {
  return parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function plainText(messages: readonly OctetMessage[], title: string): string {
  const said = messages.map((message) => {
    const parts = message.parts.map((part) => `${shown(part, message).join(" ")} ${part.words}`);
    return `${message.name}, ${lengthOf(message)} bytes: ${parts.join("; ")}`;
  });
  return oneLine(`${title} (${said.join(". ")})`);
}

function draw(messages: readonly OctetMessage[], title: string): string {
  const lines = wrapEvenly(title, size.title * bold, pageWidth - 2 * margin);
  const elements: string[] = [];
  let y = margin + 21 * lines.length + 14;
  for (const message of messages) {
    y += 16;
    const heading = `${message.name}: ${lengthOf(message)} bytes`;
    elements.push(words(heading, margin, y, `font-size="${size.words}" font-weight="600"`));
    y += 8;
    for (const part of message.parts) {
      const said = wrap(part.words, size.words, pageWidth - wordsAt - margin);
      elements.push(...boxes(part, message, y));
      said.forEach((line, i) => {
        elements.push(words(line, wordsAt, y + 14.5 + 17 * i, `font-size="${size.words}"`));
      });
      y += Math.max(rowsOf(part) * lineHeight, 17 * said.length + 6);
    }
    y += 8;
  }
  const used = messages.flatMap(({ parts }) => parts.map(({ role }) => role));
  const legend = (["value", "structure", "empty"] as const).filter((role) => used.includes(role))
    .map((role) => legends[role]);
  for (const line of wrap(legend.join(" · "), size.cell, pageWidth - 2 * margin)) {
    y += 16;
    elements.push(words(line, margin, y, `font-size="${size.cell}"`));
  }
  return pageSvg(
    { width: pageWidth, height: y + margin, title: lines },
    { plain: plainText(messages, title), title: size.title },
    elements,
  );
}

function rowsOf({ bytes }: OctetPart): number {
  return Math.ceil(bytes.length / box.inLine);
}

function boxes(part: OctetPart, message: OctetMessage, top: number): string[] {
  return shown(part, message).flatMap((text, i) => {
    const x = margin + (i % box.inLine) * box.width;
    const y = top + Math.floor(i / box.inLine) * lineHeight;
    return [
      `<rect x="${rounded(x)}" y="${rounded(y)}" width="${box.width - 3}" height="${box.height}" ` +
      `rx="2" ${looks[part.role]} stroke-width="1.2"><title>${escape(part.words)}</title></rect>`,
      words(
        text,
        x + (box.width - 3) / 2,
        y + box.height / 2 + 4,
        `font-size="${size.cell}" text-anchor="middle" fill="${ink}"`,
      ),
    ];
  });
}

function shown({ bytes }: OctetPart, { asText = false }: OctetMessage): string[] {
  return [...bytes].map((byte) =>
    asText && byte > 32 && byte < 127
      ? String.fromCharCode(byte)
      : byte.toString(16).padStart(2, "0")
  );
}
