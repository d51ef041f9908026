/** UTF-8 that lies in a buffer. @module */

import { MalformedBytes } from "../malformed.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Shorter texts are read one character at a time, which costs less than a call into the runtime. */
const SHORT_TEXT = 24;

/** The text in these bytes; throws `MalformedBytes` unless it is UTF-8 and has at most `longest` UTF-16 units. */
export function checkText(bytes: Uint8Array, start: number, length: number, longest: number): void {
  const end = start + length;
  let at = start;
  while (at < end && bytes[at]! < 128) at++;
  if (at === end) {
    if (length > longest) throw tooLong(start, longest, length);
    return;
  }
  // A unit has three bytes at most.
  if (length > 3 * longest) throw tooLong(start, longest, Math.ceil(length / 3));
  const units = readText(bytes, start, length).length;
  if (units > longest) throw tooLong(start, longest, units);
}

/** The text in these bytes; throws `MalformedBytes` unless it is UTF-8. */
export function readText(bytes: Uint8Array, start: number, length: number): string {
  const end = start + length;
  if (length < SHORT_TEXT) {
    let text = "", at = start;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= 128) break;
      text += String.fromCharCode(byte);
    }
    if (at === end) return text;
  }
  try {
    return utf8.decode(bytes.subarray(start, end));
  } catch {
    throw new MalformedBytes(start, "text in UTF-8", "other bytes");
  }
}

function tooLong(at: number, longest: number, units: number): MalformedBytes {
  return new MalformedBytes(at, `a text of at most ${longest} units`, String(units));
}
