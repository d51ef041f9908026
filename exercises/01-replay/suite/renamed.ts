/** Data in which other things are found. @module */

/** How the names of things begin that are replaced. No word of anybody's has these letters. */
export const FOUND = "zqxj";

/** How they begin then; in any order of names they stand in the same order. */
export const REPLACED = "zqxk";

/** The same data, but for the names of things: in keys, in values, and within longer texts. */
export function renamed(data: unknown): unknown {
  if (typeof data === "string") return data.replaceAll(FOUND, REPLACED);
  if (data instanceof Uint8Array) return inBytes(data);
  if (data instanceof Map) {
    return new Map([...data].map((each) => renamed(each) as [unknown, unknown]));
  }
  if (data instanceof Set) return new Set([...data].map(renamed));
  if (Array.isArray(data)) return data.map(renamed);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [renamed(key), renamed(value)]),
  );
}

/** Text may be written as bytes; both names have the same length in them. */
function inBytes(bytes: Uint8Array): Uint8Array {
  const [from, to] = [FOUND, REPLACED].map((text) => new TextEncoder().encode(text));
  const copy = new Uint8Array(bytes);
  for (let at = 0; at + from!.length <= copy.length; at++) {
    if (from!.every((byte, i) => copy[at + i] === byte)) copy.set(to!, at);
  }
  return copy;
}
