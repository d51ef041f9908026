/**
 * What holds of state machines: they all apply the same entries, so they reach the same states.
 *
 * @module
 */

import { Digest } from "../../../model/digest.ts";
import { encode } from "../../../model/encode.ts";
import { type Invariant, remembering } from "../../../model/invariant.ts";
import { termAt } from "../log.ts";
import type { State } from "../state.ts";

/** What was applied. */
interface Applied {
  /** The term of the entry at each index; by log matching it determines the entry. */
  readonly terms: Map<number, number>;
  /** By node, how far it has applied its log in its present life. */
  readonly upTo: number[];
}

/** State-machine safety: no two servers apply different entries at the same index. */
export const stateMachineSafety: Invariant<State> = remembering<State, Applied>({
  name: "state-machine safety",
  words: "no two servers apply different entries at the same index",
  memory: () => ({ terms: new Map(), upTo: [] }),
  check({ states }, { terms, upTo }) {
    for (let node = 0; node < states.length; node++) {
      const s = states[node], before = upTo[node] ?? 0;
      // A server that comes back after a crash applies its log once more.
      upTo[node] = s?.lastApplied ?? 0;
      if (s === undefined || s.lastApplied === before) continue;
      const from = Math.max(before + 1, s.log.base.index);
      for (let index = from; index <= s.lastApplied; index++) {
        const term = termAt(s.log, index), known = terms.get(index);
        if (term === undefined || known === term) continue;
        if (known === undefined) terms.set(index, term);
        else {
          const words = `node ${node} has applied an entry of term ${term} at index ${index}, ` +
            `where an entry of term ${known} had been applied`;
          return { words, nodes: [node] };
        }
      }
    }
    return undefined;
  },
});

/** What was taken or installed. */
interface Snapshots {
  /** A digest of the content, by the index at which a snapshot ends. */
  readonly contents: Map<number, string>;
  /** By node, the index at which its snapshot ends; −1 while it is down. */
  readonly ends: number[];
}

/** What follows from state-machine safety if machines are deterministic and snapshots are complete. */
export const snapshotAgreement: Invariant<State> = remembering<State, Snapshots>({
  name: "snapshot agreement",
  words: "two snapshots that end at the same entry have the same content",
  memory: () => ({ contents: new Map(), ends: [] }),
  check({ states }, { contents, ends }) {
    for (let node = 0; node < states.length; node++) {
      const snapshot = states[node]?.snapshot;
      const before = ends[node] ?? -1, end = snapshot?.last.index ?? -1;
      ends[node] = end;
      if (snapshot === undefined || end === before) continue;
      const digest = new Digest();
      digest.add(encode(snapshot));
      const known = contents.get(end);
      if (known === undefined) contents.set(end, digest.hex());
      else if (known !== digest.hex()) {
        const words = `node ${node} has a snapshot up to entry ${end} unlike that of another`;
        return { words, nodes: [node] };
      }
    }
    return undefined;
  },
});
