/** Why a history does not keep to a level: as few of its operations as contradict each other, in words. @module */

import { level, type LevelName } from "hb/check/levels.ts";
import { shortestPart } from "hb/laboratory/memory/shorter.ts";
import { inWords, type Memory } from "../memory.ts";

/**
 * The shortest part of the history that breaks the level, and why; nothing where it keeps to the level. Of a long
 * history no more than so many parts are `tried`.
 */
export function contradiction(
  name: LevelName,
  history: Memory,
  mostTried = Infinity,
): string | undefined {
  const whole = level(name).check(history);
  if (whole.verdict !== "violation") return undefined;
  let tried = 0;
  const breaks = (part: Memory) =>
    tried++ < mostTried && level(name).check(part).verdict === "violation";
  // What the checker names is often enough, and where it is, it is quickly made shorter.
  const named = withWriters(history, whole.operations.map(({ id }) => id));
  const part = shortestPart(breaks(named) ? named : history, breaks);
  const verdict = level(name).check(part);
  return verdict.verdict === "violation"
    ? `${inWords(part)}: ${verdict.words.join("; ")}${tried > mostTried ? ` (${CUT_SHORT})` : ""}`
    : undefined;
}

/** Said where the search was ended. */
const CUT_SHORT =
  "fewer operations may contradict each other: the search for them was ended, as it takes long";

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
