/** What holds of logs: where two agree in an entry, they agree in everything before it. @module */

import { equal } from "../../../model/compare.ts";
import { type Invariant, type InvariantViolation, remembering } from "../../../model/invariant.ts";
import { clone } from "../../../model/clone.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { ORIGIN, type Position } from "../../../replicated/position.ts";
import type { Entry } from "../entry.ts";
import { entryAt, lastIndex, lastPosition, type Log, termAt } from "../log.ts";
import type { State } from "../state.ts";

/** An entry as it was first seen at its index, and the term of the entry before it. */
interface Sight {
  readonly entry: Entry;
  readonly termBefore: number;
}

/** What was seen of logs. */
interface Seen {
  /** All that was ever seen at an index; no two of the same term. */
  readonly sights: Map<number, Sight[]>;
  /** Where each node's log ended; at the origin while it is down. */
  readonly ends: Position[];
}

/**
 * Log matching: if two logs have an entry with the same index and term, they are identical up to it. That
 * is so exactly if an index and a term determine the entry and the term of the entry before it, which is
 * all that this looks at, and only where a log is new.
 */
export const logMatching: Invariant<State> = remembering<State, Seen>({
  name: "log matching",
  words: "two logs that have an entry of the same index and term are identical up to it",
  memory: () => ({ sights: new Map(), ends: [] }),
  check({ states }, { sights, ends }) {
    for (let node = 0; node < states.length; node++) {
      const log = states[node]?.log;
      const before = ends[node] ??= ORIGIN;
      if (log === undefined) {
        // After a restart its log is looked at anew: it may be another one than it was.
        ends[node] = ORIGIN;
        continue;
      }
      const grew = termAt(log, before.index) === before.term;
      if (grew && before.index === lastIndex(log)) continue;
      const end = lastPosition(log);
      ends[node] = { index: end.index, term: end.term };
      for (let i = grew ? before.index : log.base.index; i < end.index; i++) {
        if (isAsSeen(log, i + 1, sights)) continue;
        return breach(states, node, i + 1);
      }
    }
    return undefined;
  },
});

/** Whether an entry is what was seen at its index with its term, which is noted if nothing was. */
function isAsSeen(log: Readonly<Log>, index: number, sights: Seen["sights"]): boolean {
  const entry = entryAt(log, index)!;
  const termBefore = termAt(log, index - 1)!;
  const here = sights.get(index) ?? [];
  const known = here.find((sight) => sight.entry.term === entry.term);
  if (known !== undefined) return known.termBefore === termBefore && equal(known.entry, entry);
  here.push({ entry: clone(entry), termBefore });
  sights.set(index, here);
  return true;
}

/** Who else has such an entry now; it may be that nobody has any more. */
function breach(
  states: readonly (Readonly<State> | undefined)[],
  node: NodeId,
  index: number,
): InvariantViolation {
  const { log } = states[node]!, term = termAt(log, index)!;
  const other = states.findIndex((s) =>
    s !== undefined && termAt(s.log, index) === term &&
    !(equal(entryAt(s.log, index), entryAt(log, index)) &&
      termAt(s.log, index - 1) === termAt(log, index - 1))
  );
  const entry = `entry ${index} of term ${term}`;
  if (other < 0) {
    const words = `node ${node} has ${entry} in a log that differs at it or before it from another`;
    return { words, nodes: [node] };
  }
  const [one, two] = [Math.min(node, other), Math.max(node, other)];
  const words = `nodes ${one} and ${two} have ${entry} in logs that differ at it or before it`;
  return { words, nodes: [one, two] };
}
