/** What holds of state machines: all apply the same, and so become the same. @module */

import { Digest } from "../../../model/digest.ts";
import { encode } from "../../../model/encode.ts";
import type { Breach, Invariant } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { termAt } from "../log.ts";
import type { Snapshot } from "../snapshot.ts";
import type { State } from "../state.ts";

/** State-machine safety: no two servers apply different entries at the same index. */
export function stateMachineSafety(): Invariant<State> {
  /** The term of the entry that was applied at each index; by log matching it determines the entry. */
  const terms: number[] = [];
  const applied: number[] = [];
  const lives: (Readonly<State> | undefined)[] = [];
  const see = (s: Readonly<State>, index: number, node: NodeId): Breach | undefined => {
    const term = termAt(s.log, index);
    const known = terms[index];
    if (term === undefined || known === term) return undefined;
    if (known === undefined) terms[index] = term;
    else {
      const words = `node ${node} has applied an entry of term ${term} at index ${index}, ` +
        `where an entry of term ${known} had been applied`;
      return { words, nodes: [node] };
    }
    return undefined;
  };
  return {
    name: "state-machine safety",
    words: "no two servers apply different entries at the same index",
    check({ states }) {
      for (let node = 0; node < states.length; node++) {
        const s = states[node];
        // A server that starts anew has a state of its own, and applies its log once more.
        const before = lives[node] === s ? applied[node]! : 0;
        lives[node] = s;
        if (s === undefined || s.lastApplied === before) continue;
        applied[node] = s.lastApplied;
        const from = Math.max(before + 1, s.log.base.index);
        for (let index = from; index <= s.lastApplied; index++) {
          const breach = see(s, index, node);
          if (breach) return breach;
        }
      }
      return undefined;
    },
  };
}

/** What follows from state-machine safety if machines are deterministic and snapshots are complete. */
export function snapshotAgreement(): Invariant<State> {
  const contents = new Map<number, string>();
  const taken: (Readonly<Snapshot> | undefined)[] = [];
  return {
    name: "snapshot agreement",
    words: "two snapshots that end at the same entry have the same content",
    check({ states }) {
      for (let node = 0; node < states.length; node++) {
        const snapshot = states[node]?.snapshot;
        if (snapshot === undefined || snapshot === taken[node]) continue;
        const { index } = snapshot.last;
        taken[node] = snapshot;
        const digest = new Digest();
        digest.add(encode(snapshot));
        const known = contents.get(index);
        if (known === undefined) contents.set(index, digest.hex());
        else if (known !== digest.hex()) {
          const words = `node ${node} has a snapshot up to entry ${index} unlike that of another`;
          return { words, nodes: [node] };
        }
      }
      return undefined;
    },
  };
}
