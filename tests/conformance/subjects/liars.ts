/** Replicated logs that bear liars, as their suite asks them. */

import { bugs as hotStuffBugs } from "hb/consensus/hotstuff/bugs.ts";
import { bugs as pbftBugs } from "hb/consensus/pbft/bugs.ts";
import { names, serviceOf, type Way } from "hb/laboratory/byzantine/services.ts";
import type { LogAmongLiars } from "hb/laboratory/conformance/liars/run.ts";

/** A log of four replicas; with one of the kit's mistakes if one is named. */
export function logAmong(way: Way, bug?: string): LogAmongLiars {
  const own = way === "pbft" ? "pbft" : "hotstuff";
  const { rules = {} } = (own === "pbft" ? pbftBugs : hotStuffBugs)[bug ?? ""]?.change ?? {};
  const { protocol, ask, executed } = serviceOf(way, 4, { patienceMs: 200, [own]: { rules } });
  return {
    name: bug === undefined ? names[way] : `${names[way]}: ${bug}`,
    replicas: 4,
    protocol,
    ask,
    applied: (state) => executed(state) as readonly string[],
  };
}

/** One whose clients wait until all replicas say the same. */
export const waitsForAll: LogAmongLiars = {
  ...logAmong("hotstuff"),
  name: "chained HotStuff, whose clients wait for all",
  protocol: serviceOf("hotstuff", 4, {
    patienceMs: 200,
    hotstuff: { rules: { believes: (replicas) => replicas } },
  }).protocol,
};

/** The same that shows something else than what it has applied. */
export function showing(
  words: string,
  show: (applied: readonly string[]) => readonly string[],
): LogAmongLiars {
  const log = logAmong("hotstuff");
  return { ...log, name: `a log that ${words}`, applied: (state) => show(log.applied(state)) };
}
