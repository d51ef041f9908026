/** What a store promises, as invariants over what its clients have seen. @module */

import { level, type LevelName, type MemoryHistory } from "../../../check/levels.ts";
import type { History } from "../../../model/history.ts";
import { type Invariant, type InvariantViolation, remembering } from "../../../model/invariant.ts";
import type { Ask } from "../register.ts";

/** A promise about the end: no history of finite length breaks it before all has become quiet. */
export const AT_THE_END: LevelName = "eventual";

/** A level of consistency that holds after every operation that has ended. */
export function keeps(name: LevelName): Invariant<unknown> {
  // Nothing can have changed until another operation ends, and to judge a history is expensive.
  return remembering<unknown, { judged: number }>({
    name,
    words: level(name).words,
    memory: () => ({ judged: 0 }),
    check({ history }, memory) {
      const ended = history.filter(({ outcome }) => outcome !== "unknown").length;
      if (ended === memory.judged) return undefined;
      memory.judged = ended;
      return breachOf(name, history);
    },
  });
}

/**
 * A level of consistency that is judged when a run is over. Reads before `quietMs` do not count: they are not
 * the end, though they may have been the last ones of a process that then gave up.
 */
export function keptInTheEnd(name: LevelName, quietMs: number): Invariant<unknown> {
  return {
    name,
    words: level(name).words,
    check: ({ history }) =>
      breachOf(
        name,
        history.filter(({ input, invokedAt }) =>
          (input as Ask).type === "write" || invokedAt >= quietMs
        ),
      ),
  };
}

function breachOf(name: LevelName, history: History): InvariantViolation | undefined {
  const verdict = level(name).check(history as MemoryHistory);
  return verdict.verdict === "violation"
    ? { words: verdict.words.join("; "), nodes: [] }
    : undefined;
}
