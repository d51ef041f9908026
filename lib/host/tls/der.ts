/** Elements of DER, by which certificates are written (ITU-T X.690, section 8.1). @module */

import { MalformedBytes } from "../../codec/malformed.ts";

/** One element: what kind it is, and what is in it. */
export interface Element {
  /** The identifier octet. */
  readonly tag: number;
  /** The contents, as a view. */
  readonly bytes: Uint8Array;
}

/**
 * The elements that follow one another in some bytes, at least one; throws `MalformedBytes` if they do not
 * fit.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { elementsOf } from "hb/host/tls/der.ts";
 *
 * const [text, bool] = elementsOf(Uint8Array.of(0x0c, 2, 104, 98, 0x01, 1, 255));
 * assertEquals(text, { tag: 0x0c, bytes: Uint8Array.of(104, 98) });
 * assertEquals(bool!.tag, 0x01);
 * ```
 */
export function elementsOf(bytes: Uint8Array): Element[] {
  const elements: Element[] = [];
  let at = 0;
  do {
    const tag = byteAt(bytes, at), { length, begin } = lengthAt(bytes, at + 1);
    at = begin + length;
    if (at > bytes.length) {
      throw new MalformedBytes(begin, `an element of ${length} bytes`, `${bytes.length - begin}`);
    }
    elements.push({ tag, bytes: bytes.subarray(begin, at) });
  } while (at < bytes.length);
  return elements;
}

function lengthAt(bytes: Uint8Array, at: number): { length: number; begin: number } {
  const first = byteAt(bytes, at);
  if (first < 0x80) return { length: first, begin: at + 1 };
  const more = first & 0x7f;
  let length = 0;
  // A certificate is far shorter than what three bytes can say.
  for (let i = 1; i <= Math.min(more, 4); i++) length = length * 256 + byteAt(bytes, at + i);
  return { length: more > 3 ? Infinity : length, begin: at + 1 + more };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte !== undefined) return byte;
  throw new MalformedBytes(at, "an element of a certificate", "nothing");
}
