/** What a replica has promised it keeps. @module */

import { type Invariant, type InvariantViolation, remembering } from "../../../model/invariant.ts";
import { ballotLabel, compareBallots, laterOf } from "../../ballot.ts";
import { idLabel, idOf } from "../instance.ts";
import { includes } from "../snapshot.ts";
import type { State } from "../state.ts";

/** No replica has voted above what it has promised, or takes back a promise. */
export const promisesKept: Invariant<State> = remembering<
  State,
  { promised: Map<string, string>[] }
>(
  {
    name: "promises are kept",
    words: "no replica takes part in a ballot below one that it has promised",
    memory: () => ({ promised: [] }),
    check({ states }, { promised }) {
      for (const [node, s] of states.entries()) {
        promised[node] ??= new Map();
        const breach = s === undefined ? undefined : brokenBy(s, promised[node]!, node);
        if (breach !== undefined) return breach;
      }
      return undefined;
    },
  },
);

function brokenBy(
  { rows, snapshot }: Readonly<State>,
  known: Map<string, string>,
  node: number,
): InvariantViolation | undefined {
  for (const label of known.keys()) if (includes(snapshot, idOf(label))) known.delete(label);
  for (const [label, before] of known) {
    const { replica, slot } = idOf(label), [round, of] = before.split(" ").map(Number);
    const instance = rows[replica]!.get(slot), ballot = { round: round!, node: of! };
    if (instance !== undefined && compareBallots(instance.promised, ballot) >= 0) continue;
    const words = `it had promised ${ballotLabel(ballot)} for ${label}, and forgot it`;
    return { words, nodes: [node] };
  }
  for (const [replica, row] of rows.entries()) {
    for (const [slot, { promised, accepted }] of row) {
      const label = idLabel({ replica, slot });
      if (laterOf(promised, accepted) !== promised) {
        const words = `it has accepted ${ballotLabel(accepted)} for ${label}, and promised less`;
        return { words, nodes: [node] };
      }
      if (promised.round > 0) known.set(label, `${promised.round} ${promised.node}`);
    }
  }
  return undefined;
}
