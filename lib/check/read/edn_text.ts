/**
 * Values as EDN text, in one form for each: what is equal has the same text, whatever the order of its
 * entries, and what differs has another.
 *
 * @module
 */

/** What stands behind a tag, as in `#inst "2020"`: a map with the tag as its only key. */
export function tagged(tag: string, value: unknown): ReadonlyMap<symbol, unknown> {
  return new Map([[Symbol.for(`#${tag}`), value]]);
}

/**
 * The canonical EDN text of a value that was read from EDN or from JSON.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ednText } from "hb/check/read/edn_text.ts";
 *
 * const value = new Map<unknown, unknown>([[Symbol.for(":b"), 1n], [Symbol.for(":a"), ["x", null]]]);
 * assertEquals(ednText(value), '{:a ["x" nil], :b 1}');
 * ```
 */
export function ednText(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "symbol":
      return value.description!;
    case "number":
      return numberText(value);
    case "object":
      return value === null ? "nil" : objectText(value);
    case "undefined":
      return "nil";
    default:
      return String(value);
  }
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return "##NaN";
  if (!Number.isFinite(value)) return value < 0 ? "##-Inf" : "##Inf";
  return String(value === 0 ? 0 : value);
}

function objectText(value: object): string {
  if (Array.isArray(value)) return `[${value.map(ednText).join(" ")}]`;
  if (value instanceof Set) return `#{${[...value].map(ednText).sort().join(" ")}}`;
  if (value instanceof Map) return mapText(value);
  return entriesText(Object.entries(value));
}

function mapText(map: ReadonlyMap<unknown, unknown>): string {
  const [key] = map.keys();
  const tag = typeof key === "symbol" && key.description!.startsWith("#");
  return tag ? `${key.description} ${ednText(map.get(key))}` : entriesText([...map]);
}

function entriesText(entries: readonly (readonly [unknown, unknown])[]): string {
  return `{${entries.map(([key, item]) => `${ednText(key)} ${ednText(item)}`).sort().join(", ")}}`;
}
