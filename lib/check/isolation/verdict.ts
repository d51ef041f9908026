/** From the anomalies of a history to its levels, and to words. @module */

import type { AnyTransaction } from "./any_transaction.ts";
import type { Anomaly, AnomalyName } from "./anomaly.ts";
import { type Level, levels, ruledOutBy, strongestOf } from "./level.ts";
import type { AnomalyLog } from "./log.ts";

import type { Ambiguity } from "./versions.ts";

/** What a history shows. */
export interface Isolation {
  /** Whether the level that was asked for holds. */
  readonly verdict: "ok" | "violation" | "unknown";
  /** The strongest level that holds; if it is one of two, the one that says more about order. */
  readonly level: Level | undefined;
  /** The levels that hold and that no other such level implies, strongest first: at most two. */
  readonly strongest: readonly Level[];
  /** The levels that are ruled out, weakest first. */
  readonly not: readonly Level[];
  /** The levels that the budget did not suffice to decide, weakest first; none of them is `strongest`. */
  readonly undecided: readonly Level[];
  /** The first anomalies of each kind. */
  readonly anomalies: readonly Anomaly[];
  /** How many there are of each kind; of cycles those that were found, as no more than `most` are sought. */
  readonly counts: ReadonlyMap<AnomalyName, number>;
  /** All of that in sentences, one a line. */
  readonly words: readonly string[];
}

/** What follows from what was found; of `open` kinds it is not known whether there are any. */
export function conclude(
  { anomalies, counts, most }: AnomalyLog,
  open: readonly AnomalyName[],
  wanted: Level,
  isContradicted: boolean,
): Isolation {
  const out = new Set([...counts.keys()].flatMap(ruledOutBy));
  const not = levels.filter((level) => out.has(level));
  const doubtful = new Set(open.flatMap(ruledOutBy));
  const undecided = levels.filter((level) => doubtful.has(level) && !out.has(level));
  const strongest = strongestOf(levels.filter((level) => !out.has(level) && !doubtful.has(level)));
  return {
    verdict: out.has(wanted) || isContradicted
      ? "violation"
      : doubtful.has(wanted)
      ? "unknown"
      : "ok",
    level: strongest[0],
    strongest,
    not,
    undecided,
    anomalies,
    counts,
    words: wordsOf(strongest, undecided, { anomalies, counts, most }),
  };
}

function wordsOf(
  strongest: readonly Level[],
  undecided: readonly Level[],
  { anomalies, counts, most }: Pick<AnomalyLog, "anomalies" | "counts" | "most">,
): string[] {
  const holds = strongest.length === 0
    ? "no level holds, not even read uncommitted"
    : `the strongest level that holds: ${strongest.join(" and ")}`;
  const doubt = undecided.length === 0
    ? []
    : [`undecided within the budget: ${undecided.join(", ")}`];
  const told = [...counts].flatMap(([name, count]) => {
    const some = anomalies.filter((anomaly) => anomaly.name === name);
    const more = count - some.length;
    const cyclic = some.some(({ edges }) => edges.length > 0);
    const lines = some.flatMap(({ words, edges }) =>
      edges.length > 0 ? words : words.map((line) => `${name}: ${line}`)
    );
    if (cyclic && count >= most) return [...lines, `${name}: no more were looked for`];
    return more === 0 ? lines : [...lines, `${name}: ${more} more`];
  });
  return [holds, ...doubt, ...told];
}

/** A history of which reads do not tell what they saw. */
export function ambiguous(
  history: readonly AnyTransaction[],
  { key, value, deed, writers }: Ambiguity,
): Isolation {
  const [first, second] = writers.map((writer) =>
    writer < 0 ? "the start" : `T${history[writer]!.id}`
  );
  if (deed !== undefined) {
    const by = first === second ? first : `${first} and ${second}`;
    return undecidable(
      `${key} is ${deed} (by ${by}), so reads do not tell which of its lives they saw`,
    );
  }
  const who = first === second ? `${first} wrote it twice` : `${first} and ${second} wrote it`;
  return undecidable(
    `${value} is written to ${key} more than once (${who}), so reads do not tell which write they saw`,
  );
}

/** A history that says nothing of any level. */
export function undecidable(why: string): Isolation {
  return {
    verdict: "unknown",
    level: undefined,
    strongest: [],
    not: [],
    undecided: levels,
    anomalies: [],
    counts: new Map(),
    words: [why],
  };
}
