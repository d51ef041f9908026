/** What a value is, for the error that refuses it. @module */

/** A value in a few words: "undefined", "a number", "an instance of Promise". */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") {
    const name = value.constructor?.name ?? "";
    return name === "Object" || name === "" ? "an object" : `an instance of ${name}`;
  }
  return `a ${typeof value}`;
}
