/** Why a history does not keep to a level: as few of its operations as contradict each other, in words. @module */

import { level, type LevelName } from "hb/check/levels.ts";
import { shortestPart } from "hb/laboratory/memory/shorter.ts";
import { inWords, type Memory } from "../memory.ts";

/** The shortest part of the history that breaks the level, and why; nothing where it keeps to the level. */
export function contradiction(name: LevelName, history: Memory): string | undefined {
  const whole = level(name).check(history);
  if (whole.verdict !== "violation") return undefined;
  const breaks = (part: Memory) => level(name).check(part).verdict === "violation";
  // What the checker names is often enough, and where it is, it is quickly made shorter.
  const named = withWriters(history, whole.operations.map(({ id }) => id));
  const part = shortestPart(breaks(named) ? named : history, breaks);
  const verdict = level(name).check(part);
  return verdict.verdict === "violation"
    ? `${inWords(part)}: ${verdict.words.join("; ")}`
    : undefined;
}

/** The operations of these numbers, and the writes that they read from. */
function withWriters(history: Memory, ids: readonly number[]): Memory {
  const reads = history.filter(({ id }) => ids.includes(id));
  const found = history.filter(({ id, input }) =>
    ids.includes(id) ||
    (input.type === "write" &&
      reads.some((read) => read.input.key === input.key && read.output === input.value))
  );
  return found.map((each, id) => ({ ...each, id }));
}
