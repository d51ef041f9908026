/** The journal of a node from its state alone: what a host writes in place of one that has grown long. @module */

import { compare } from "../../model/compare.ts";
import { encode } from "../../model/encode.ts";
import { snapshotOf } from "./checkpoint.ts";
import type { Saved } from "./journal.ts";
import { batchOf } from "./say.ts";
import type { Pbft } from "./settings.ts";
import { lowOf, type Replica, type State } from "./state.ts";

/** The records from which a node starts as it would from all that it has saved. */
export function checkpointOf(pbft: Pbft, s: Readonly<State>): Saved[] {
  if (s.role === "proxy") {
    return s.timestamp === 0 ? [] : [{ type: "asked", timestamp: s.timestamp }];
  }
  const { ownViewChange: viewChange, newView } = s;
  return [
    ...baseOf(pbft, s),
    ...(s.accepted.size === 0 ? [] : [{ type: "claims" as const, accepted: inOrder(s.accepted) }]),
    ...inOrder(s.batches).map(({ batch, sequence }) => ({
      type: "held" as const,
      batch,
      sequence,
    })),
    ...acceptedIn(pbft, s),
    ...inOrder(s.prepared).map((proof) => ({ type: "prepared" as const, proof })),
    ...executedIn(pbft, s),
    ...(viewChange === null ? [] : [{ type: "viewChange" as const, viewChange }]),
    ...(newView === null ? [] : [{ type: "newView" as const, newView }]),
  ];
}

function inOrder<K, V>(map: ReadonlyMap<K, V>): V[] {
  return [...map].sort(([a], [b]) => compare(a, b)).map(([, value]) => value);
}

/** What is stable, and the state to go on from. Who has not come so far goes on from where it is. */
function baseOf(pbft: Pbft, s: Readonly<Replica>): Saved[] {
  if (s.stable === null) return [];
  const snapshot = s.snapshots.get(lowOf(s)) ?? null;
  const stable: Saved = { type: "stable", checkpoints: s.stable, snapshot };
  if (snapshot !== null || s.executed === 0) return [stable];
  return [stable, { type: "installed", snapshot: snapshotOf(pbft, s) }];
}

/** What was accepted in the present view, but for what its beginning says. */
function acceptedIn(pbft: Pbft, s: Readonly<Replica>): Saved[] {
  const begun = new Set(s.newView?.statement.prePrepares.map((each) => encode(each)));
  return inOrder(s.slots).flatMap(({ prePrepare }): Saved[] => {
    if (prePrepare === null || begun.has(encode(prePrepare))) return [];
    const batch = batchOf(pbft, s, prePrepare.statement.digest);
    return batch === undefined ? [] : [{ type: "accepted", prePrepare, batch }];
  });
}

/** What is executed and not in the state to go on from. */
function executedIn(pbft: Pbft, s: Readonly<Replica>): Saved[] {
  return inOrder(s.decided).flatMap((commits): Saved[] => {
    const { sequence, digest } = commits.statement;
    const batch = sequence <= s.executed ? batchOf(pbft, s, digest) : undefined;
    return batch === undefined ? [] : [{ type: "decided", commits, batch }];
  });
}
