/** Histories of the three in a line. @module */

import type { RegisterInput, RegisterOutput } from "../../check/spec/register.ts";
import { names, type Op, type Seen } from "./people.ts";

/** What was done, and what came of it: "x := 1", "x → 1", "x → nothing". */
export function thing(
  { input, output, outcome }: Pick<Op, "input" | "output" | "outcome">,
): string {
  return input.type === "write"
    ? `${input.key} := ${input.value}`
    : `${input.key} → ${outcome === "ok" ? output ?? "nothing" : "?"}`;
}

/** A history in a line, person by person: "Ada x := 1, y → nothing · Bob …". */
export function told(history: Seen): string {
  return names.flatMap((name, process) => {
    const own = history.filter((operation) => operation.process === process);
    return own.length === 0 ? [] : [`${name} ${own.map(thing).join(", ")}`];
  }).join(" · ");
}

/**
 * The history that is told so, one operation after the other, person by person.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { historyOf, told } from "hb/laboratory/register/told.ts";
 *
 * const line = "Ada x := 1, y → nothing · Bob x → 1";
 * assertEquals(told(historyOf(line)), line);
 * ```
 */
export function historyOf(line: string): Seen {
  const done = line.split(" · ").flatMap((person) => {
    const [name = "", ...rest] = person.split(" ");
    return rest.join(" ").split(", ").map((words) => ({ process: names.indexOf(name), words }));
  });
  return done.map(({ process, words }, id): Op => {
    const [key = "", sign, value] = words.split(" ");
    const input: RegisterInput = sign === ":="
      ? { type: "write", key, value: Number(value) }
      : { type: "read", key };
    const output: RegisterOutput = sign === ":=" || value === "nothing" ? null : Number(value);
    return { id, process, invokedAt: 10 * id, endedAt: 10 * id + 5, outcome: "ok", input, output };
  });
}

/** The names of the three in the place of their numbers. */
export function named(words: string): string {
  return words.replace(/process (\d+)/g, (_, n) => names[Number(n) % names.length]!);
}
