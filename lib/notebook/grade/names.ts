/** Which exercise and which part a name means. @module */

/** What names a part: its number and its short name. */
export interface Named {
  /** From 1. */
  readonly number: number;
  /** A short name: "dedup". */
  readonly name: string;
}

/** The two halves of "01-replay/register"; without a slash, the whole exercise is meant. */
export function readName(text: string): { exercise: string; part?: string } {
  const [exercise = "", part, ...more] = text.split("/");
  if (exercise === "" || part === "" || more.length > 0) {
    throw new Error(
      `Cannot grade because ` +
        `the form "01-replay/register" or "01-replay" is required: given "${text}"`,
    );
  }
  return part === undefined ? { exercise } : { exercise, part };
}

/**
 * The exercise that a name means, by slug or number.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { findExercise } from "hb/notebook/grade/names.ts";
 *
 * assertEquals(findExercise("1", ["01-replay", "02-time"]), "01-replay");
 * ```
 */
export function findExercise(name: string, known: readonly string[]): string {
  const number = /^\d+$/.test(name) ? `${name.padStart(2, "0")}-` : undefined;
  const found = known.find((slug) => slug === name || (number && slug.startsWith(number)));
  if (found !== undefined) return found;
  throw new Error(
    `Cannot grade "${name}" because one of the exercises ${known.join(", ")} is required`,
  );
}

/** The parts that a name means, by name or number; all of them when none is named. */
export function findParts<P extends Named>(
  exercise: string,
  name: string | undefined,
  parts: readonly P[],
): readonly P[] {
  if (name === undefined) return parts;
  const found = parts.filter((part) => part.name === name || String(part.number) === name);
  if (found.length > 0) return found;
  const known = parts.map((part) => part.name).join(", ");
  throw new Error(
    `Cannot grade "${exercise}/${name}" because one of the parts ${known} is required`,
  );
}
