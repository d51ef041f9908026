/** What holds of logs: where two agree in an entry they agree in all before it. @module */

import { equal } from "../../../model/compare.ts";
import type { Breach, Invariant } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Entry } from "../entry.ts";
import { ORIGIN, type Position } from "../../../replicated/position.ts";
import { entryAt, lastIndex, lastPosition, type Log, termAt } from "../log.ts";
import type { State } from "../state.ts";

/** An entry as it was first seen at its index, and the term of the entry before it. */
interface Sight {
  readonly entry: Entry;
  readonly termBefore: number;
  readonly node: NodeId;
}

/**
 * Log matching: if two logs have an entry with the same index and term, they are identical up to it. That
 * is so exactly if an index and a term determine the entry and the term of the entry before it, which is
 * all that this looks at, and only where a log is new.
 */
export function logMatching(): Invariant<State> {
  /** All that was ever seen at an index; no two of the same term. */
  const sights: Sight[][] = [];
  const ends: Position[] = [];
  const see = (log: Readonly<Log>, index: number, node: NodeId): Breach | undefined => {
    const entry = entryAt(log, index)!;
    const termBefore = termAt(log, index - 1)!;
    const here = sights[index] ??= [];
    const known = here.find((sight) => sight.entry.term === entry.term);
    if (known === undefined) here.push({ entry: { ...entry }, termBefore, node });
    else if (known.termBefore !== termBefore || !equal(known.entry, entry)) {
      return {
        words: `nodes ${known.node} and ${node} have entry ${index} of term ${entry.term} ` +
          `in logs that differ at it or before it`,
        nodes: [known.node, node],
      };
    }
    return undefined;
  };
  return {
    name: "log matching",
    words: "two logs that have an entry of the same index and term are identical up to it",
    check({ states }) {
      for (let node = 0; node < states.length; node++) {
        const log = states[node]?.log;
        const before = ends[node] ?? ORIGIN;
        if (log === undefined) continue;
        const grew = termAt(log, before.index) === before.term;
        if (grew && before.index === lastIndex(log)) continue;
        const end = ends[node] = lastPosition(log);
        for (let i = grew ? before.index : log.base.index; i < end.index; i++) {
          const breach = see(log, i + 1, node);
          if (breach) return breach;
        }
      }
      return undefined;
    },
  };
}
