/** What a store promises, as invariants over what its clients have seen. @module */

import { level, type LevelName, type MemoryHistory } from "../../../check/levels.ts";
import { seenBy } from "../../../check/memory/seen_by.ts";
import type { History } from "../../../model/history.ts";
import { type Invariant, type InvariantViolation, whenOneEnds } from "../../../model/invariant.ts";
import type { Ask } from "../register.ts";

/** A promise about the end: no history of finite length breaks it before all has become quiet. */
export const AT_THE_END: LevelName = "eventual";

/** A level of consistency that holds after every operation that has ended. */
export function keeps(name: LevelName): Invariant<unknown> {
  return whenOneEnds({
    name,
    words: level(name).words,
    check: ({ history }) => breachOf(name, history),
  });
}

/** What a promise to each client by itself is called. */
export const forEach = (name: string): string => `${name}, for each client alone`;

/** A level that every client has as long as it compares notes with nobody: judged by what each of them saw. */
export function keepsForEach(name: LevelName): Invariant<unknown> {
  return whenOneEnds({
    name: forEach(name),
    words: level(name).words,
    check({ history }) {
      for (const process of new Set(history.map(({ process }) => process))) {
        const breach = breachOf(name, seenBy(history as MemoryHistory, process));
        if (breach !== undefined) return breach;
      }
      return undefined;
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
