/**
 * Values of a file as the scalars that specifications compare: two scalars are equal exactly when the
 * values are. So the number 1 is not the text "1", the keyword `:a` is not the text "a", and vectors and
 * maps are compared by what they hold. In EDN and JSON alike 1 and 1.0 are the same number.
 *
 * Numbers, truth values and texts stay what they are; everything else becomes its EDN text. A text that
 * could be taken for that of another value is put in quotes.
 *
 * @module
 */

import type { Value } from "../spec/register.ts";
import { ednText } from "./edn_text.ts";

/** The scalar of a value; nothing at all counts as nil. */
export function scalarOf(value: unknown): Value {
  switch (typeof value) {
    case "number":
      // NaN is equal to nothing, not even to what was written.
      return Number.isNaN(value) ? ednText(value) : value === 0 ? 0 : value;
    case "string":
      return looksLikeOther(value) ? JSON.stringify(value) : value;
    case "boolean":
      return value;
    case "symbol":
      return symbolText(value.description!);
    default:
      return value === null || value === undefined ? null : ednText(value);
  }
}

/** The scalar of a key, where there is neither nil nor a truth value. */
export function keyOf(value: unknown): string | number {
  const scalar = scalarOf(value);
  if (typeof scalar === "number") return scalar;
  if (typeof scalar !== "string") return ednText(scalar);
  // The words of EDN, as texts.
  return ["nil", "true", "false"].includes(scalar) ? JSON.stringify(scalar) : scalar;
}

/** Keywords and characters have their marks; symbols, and numbers that are spelled out, get one. */
function symbolText(text: string): string {
  return text.startsWith(":") || text.startsWith("\\") ? text : `'${text}`;
}

/** Whether a text begins as the text of a keyword, a collection, a tag or a long number does. */
function looksLikeOther(text: string): boolean {
  switch (text.charCodeAt(0)) {
    case 0x22: // "
    case 0x23: // #
    case 0x27: // '
    case 0x3a: // :
    case 0x5b: // [
    case 0x5c: // \
    case 0x7b: // {
      return true;
    default:
      return text.length > 15 ? /^-?\d+$/.test(text) : false;
  }
}
