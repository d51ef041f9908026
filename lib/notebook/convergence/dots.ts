/** Sets without tombstones, drawn by the events that they know. @module */

import type { Figure } from "../../figure/figure.ts";
import { type GridEntry, type GridLog, logGrid } from "../../figure/log_grid/log_grid.ts";
import type { SetState, Step } from "../../laboratory/replication/crdt/holes.ts";
import type { Replica } from "../../replication/crdt/crdt.ts";
import { type Context, knows } from "../../replication/crdt/state/context.ts";

/** States of a set, by the events of each replica that they know: what is there, what is removed, what is unknown. */
export function drawDots(
  steps: readonly Step[],
  title: string,
  wrong: readonly string[] = [],
): Figure {
  const logs = steps.flatMap(({ name, state }): GridLog[] =>
    replicasOf(state).map((replica, i, all) => ({
      name: all.length === 1 ? name : `${name}: ${replica}'s`,
      entries: entriesOf(state, replica, wrong.includes(name)),
      committed: state.context.vector.get(replica) ?? 0,
      note: i === 0 ? toldSet(state) : "",
    }))
  );
  return logGrid(logs, {
    title,
    words: {
      index: "event",
      term: "replica that made the event",
      text: "what that added, or “gone” where it is known and no longer there",
      committed: "known without a gap",
      ahead: "known beyond a gap",
    },
  });
}

function replicasOf({ context: { vector, cloud } }: SetState): Replica[] {
  return [...new Set([...vector.keys(), ...cloud.keys()])].sort();
}

function entriesOf({ store, context }: SetState, replica: Replica, isWrong: boolean) {
  const added = new Map<number, string>();
  for (const [element, dots] of store) {
    for (const count of dots.get(replica) ?? []) added.set(count, String(element));
  }
  return Array.from({ length: lastOf(context, replica) }, (_, i): GridEntry | null => {
    const count = i + 1, element = added.get(count);
    if (!knows(context, replica, count)) return null;
    const isBeyond = count > (context.vector.get(replica) ?? 0);
    return {
      ...(isBeyond ? { committed: true } : {}),
      term: element === undefined ? 0 : 1,
      head: `${replica}`,
      text: element ?? "gone",
      ...(isWrong && element === undefined ? { marked: true } : {}),
    };
  });
}

function lastOf({ vector, cloud }: Context, replica: Replica): number {
  return Math.max(vector.get(replica) ?? 0, ...cloud.get(replica) ?? []);
}

function toldSet({ store }: SetState): string {
  return store.size === 0 ? "shows nothing" : `shows ${[...store.keys()].sort().join(", ")}`;
}
