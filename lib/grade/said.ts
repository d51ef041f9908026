/** How a situation that goes wrong is told: what was asked, what came, what must be, and why. @module */

import { Wrong } from "./wrong.ts";

/** One situation that went wrong. */
export interface Said {
  /** The situation, line by line. */
  readonly asked: string;
  /** What code under judgement did. */
  readonly came: string;
  /** What it must do. */
  readonly must: string;
  /** The rule, and where it stands. */
  readonly why: string;
}

/**
 * It in words.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { said } from "hb/grade/said.ts";
 *
 * const words = said({ asked: "1 + 1", came: "3", must: "2", why: "one and one are two" });
 * assertEquals(words, "asked: 1 + 1\n  came: 3\n  must be: 2\n  why: one and one are two");
 * ```
 */
export function said({ asked, came, must, why }: Said): string {
  return `asked: ${asked}\n  came: ${came}\n  must be: ${must}\n  why: ${why}`;
}

/** Throws it, as `Wrong`. */
export function unlike(situation: Said): never {
  throw new Wrong(said(situation));
}

/** Bytes to be read: letters as they are, others as two digits each; the first `most` of them. */
export function inBytes(bytes: unknown, most = 24): string {
  if (bytes === undefined) return "nothing";
  if (!(bytes instanceof Uint8Array)) return `no bytes, but a ${typeof bytes}`;
  if (bytes.length === 0) return "no bytes";
  const isText = bytes.every((byte) => byte > 32 && byte < 127), start = bytes.subarray(0, most);
  const text = isText ? `"${new TextDecoder().decode(start)}"` : start.toHex();
  return bytes.length > most ? `${text}… (${bytes.length} bytes)` : text;
}

/** So many, in words: "1 byte", "2 bytes". */
export function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** Lines with numbers. */
export function listed(lines: readonly string[]): string {
  return lines.map((line, i) => `${`${i + 1}`.padStart(5)}. ${line}`).join("\n");
}
