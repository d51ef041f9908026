/** One value in a table. @module */

import { inWords } from "../../model/in_words.ts";
import { assertFields, optional, wholeFrom } from "../refuse.ts";

/** The side that the texts of a column stand at. */
export type Align = "left" | "right";

/**
 * The text of a value: numbers with thousands apart and at most three decimals, or exactly as many as
 * asked for.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cellText } from "hb/figure/table/cell.ts";
 *
 * assertEquals(cellText(1234567.8912), "1,234,567.891");
 * assertEquals(cellText(2, 1), "2.0");
 * assertEquals(cellText(0.00012345), "0.000123");
 * ```
 */
export function cellText(value: unknown, decimals?: number): string {
  assertFields("a cell", "its", { decimals }, { decimals: optional(wholeFrom(0, 100)) });
  switch (typeof value) {
    case "number":
      return numberText(value, decimals);
    case "bigint":
      return grouped(String(value));
    case "string":
      return value;
    case "boolean":
      return value ? "yes" : "no";
    default:
      return value === undefined || value === null ? "–" : inWords(value);
  }
}

function numberText(value: number, decimals: number | undefined): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "not a number";
  if (Math.abs(value) >= 1e21) return String(value);
  if (decimals !== undefined) return grouped(value.toFixed(decimals));
  // Small numbers keep three digits that say something.
  const small = value !== 0 && Math.abs(value) < 0.1;
  return grouped(
    small ? plainDigits(Number(value.toPrecision(3))) : plainDigits(
      Number(value.toFixed(3)),
    ),
  );
}

function plainDigits(value: number): string {
  return Object.is(value, -0) ? "0" : String(value);
}

function grouped(digits: string): string {
  const [whole = "", ...rest] = digits.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...rest].join(".");
}
