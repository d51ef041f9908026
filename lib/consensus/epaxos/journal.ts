/** What a replica saves, and what it knows when it starts again. @module */

import { type Id, idLabel, type Instance } from "./instance.ts";
import { includes, type Snapshot } from "./snapshot.ts";

/** One record of the journal. */
export type Saved =
  /** It has this instance now. */
  | { readonly type: "instance"; readonly id: Id; readonly instance: Instance }
  /** It has executed a checkpoint, or was given the state there: what that includes is gone. */
  | { readonly type: "snapshot"; readonly snapshot: Snapshot };

/** What a journal adds up to. */
export interface Recalled {
  /** The latest snapshot; null when there has been none. */
  readonly snapshot: Snapshot | null;
  /** The instances that it does not include, by their labels. */
  readonly instances: ReadonlyMap<string, { readonly id: Id; readonly instance: Instance }>;
}

/** What a journal adds up to. */
export function recall(journal: readonly Saved[]): Recalled {
  let snapshot: Snapshot | null = null;
  const instances = new Map<string, { id: Id; instance: Instance }>();
  for (const saved of journal) {
    if (saved.type === "instance") {
      instances.set(idLabel(saved.id), { id: saved.id, instance: saved.instance });
      continue;
    }
    snapshot = saved.snapshot;
    for (const [label, { id }] of instances) if (includes(snapshot, id)) instances.delete(label);
  }
  return { snapshot, instances };
}

/** The shortest journal from which a replica starts alike. */
export function compact(journal: readonly Saved[]): Saved[] {
  return recordsOf(recall(journal));
}

/** The records of what a journal adds up to. */
export function recordsOf({ snapshot, instances }: Recalled): Saved[] {
  const all = [...instances.values()].sort((a, b) =>
    a.id.replica - b.id.replica || a.id.slot - b.id.slot
  );
  return [
    ...(snapshot === null ? [] : [{ type: "snapshot" as const, snapshot }]),
    ...all.map(({ id, instance }) => ({ type: "instance" as const, id, instance })),
  ];
}
