/**
 * A counter that never falls below 0, without asking anybody (Balegas, Serra, Duarte, Ferreira, Shapiro, Rodrigues and
 * Preguiça 2015, *Extending eventually consistent cloud databases for enforcing numeric invariants*, SRDS; escrow is
 * O'Neil's, 1986). Each replica holds *rights*: what it has added, what was given to it, less what it has given away and
 * spent. It spends no more than it holds, so that all together spend no more than there is. A replica without rights
 * must refuse, though there may be plenty elsewhere: that is where coordination has gone.
 *
 * @module
 */

import { anything, assertKinds, type Kind, oneOf } from "../../../model/kinds.ts";
import type { Replica, StateCrdt } from "../crdt.ts";
import { entryOf, type GCounter, gCounter, positive, sum, vectorBelow } from "./counters.ts";

/** What may be asked. */
export type BoundedUpdate =
  /** To add so much: the rights to it are this replica's. */
  | { readonly type: "add"; readonly by: number }
  /** To take so much, of this replica's rights. */
  | { readonly type: "take"; readonly by: number }
  /** To give so much of this replica's rights to another. */
  | { readonly type: "give"; readonly by: number; readonly to: Replica };

/** Who has added, given and spent how much; every entry is raised by one replica only, and only grows. */
export interface BoundedCounter {
  /** `given.get(from).get(to)`: what `from` has given to `to`; to itself, what it has added. */
  readonly given: ReadonlyMap<Replica, GCounter>;
  /** What each replica has spent. */
  readonly spent: GCounter;
}

const replicaName: Kind = {
  words: "the name of a replica",
  is: (value) => typeof value === "string" || typeof value === "number",
};

/** A counter that never falls below 0. Its updates throw `RangeError` where the replica's rights do not suffice. */
export const boundedCounter: StateCrdt<BoundedCounter, BoundedUpdate, number> = {
  name: "bounded counter",
  init: () => ({ given: new Map(), spent: new Map() }),
  update(state, replica, update) {
    const kinds = { type: oneOf("add", "take", "give"), by: anything };
    if (update?.type === "give") assertKinds("give", update, { ...kinds, to: replicaName });
    else assertKinds("update a counter", update, kinds);
    const by = positive(update.type, update.by);
    const nothing = boundedCounter.init();
    if (update.type !== "add" && by > rightsOf(state, replica)) {
      throw new RangeError(
        `Cannot ${update.type} an amount because replica ${replica} must have the rights to it, ` +
          `and has ${rightsOf(state, replica)}: given ${by}`,
      );
    }
    if (update.type === "take") {
      return { ...nothing, spent: gCounter.update(state.spent, replica, by) };
    }
    const to = update.type === "add" ? replica : update.to;
    if (update.type === "give" && to === replica) return nothing;
    const row = gCounter.update(state.given.get(replica) ?? new Map(), to, by);
    return { ...nothing, given: new Map([[replica, row]]) };
  },
  merge(a, b) {
    const given = new Map(a.given);
    for (const [from, row] of b.given) {
      given.set(from, gCounter.merge(given.get(from) ?? new Map(), row));
    }
    return { given, spent: gCounter.merge(a.spent, b.spent) };
  },
  below: (a, b) =>
    vectorBelow(a.spent, b.spent) &&
    [...a.given].every(([from, row]) => vectorBelow(row, b.given.get(from) ?? new Map())),
  value({ given, spent }) {
    let added = 0;
    for (const [from, row] of given) added += entryOf(row, from);
    return added - sum(spent);
  },
};

/** What a replica may take or give. Others may give it more; nobody but it makes this less. */
export function rightsOf({ given, spent }: BoundedCounter, replica: Replica): number {
  let rights = -entryOf(spent, replica);
  for (const [from, row] of given) {
    if (from !== replica) rights += entryOf(row, replica);
    else for (const [to, by] of row) rights += to === replica ? by : -by;
  }
  return rights;
}
