/** What happens to replicas that forget. @module */

import type { Random } from "hb/sim/random.ts";
import { type Id, type Kept, label, type NodeId, type Notice, type Snapshot } from "../given.ts";
import { atFirst, includes, snapshotOf } from "./checkpoints_model.ts";

/** What happens. */
export type Event =
  | { readonly type: "execute"; readonly id: Id }
  | Notice & { readonly from: NodeId };

/** A run. */
export interface Case {
  readonly replicas: number;
  /** What is decided, by label. */
  readonly values: Readonly<Record<string, readonly Kept[]>>;
  readonly script: readonly Event[];
}

/** All replicas execute the same up to a checkpoint; what they hear of, and when, differs. */
export function aCase(random: Random, at: number): Case {
  const replicas = at % 7 === 6 ? 5 : 3, count = 2 + random.below(at < 900 ? 5 : 24);
  // A row may begin late: what comes before is not decided yet.
  const far = random.chance(0.1) ? 2 ** random.below(32) : 0, late = random.below(replicas);
  const asked = new Map<string, Kept[]>();
  const slots = Array.from({ length: replicas }, (_, replica) => replica === late ? far : 0);
  const values: Record<string, readonly Kept[]> = {};
  const ids = Array.from({ length: count }, (): Id => {
    const replica = random.below(replicas);
    return { replica, slot: slots[replica] = slots[replica]! + 1 };
  });
  for (const id of ids) values[label(id)] = aValue(random, asked);
  // The order in which all execute, and the snapshots on the way.
  const order = ids.map((id) => ({ id, key: random.below(1000) })).sort((a, b) => a.key - b.key)
    .map(({ id }) => id);
  const snapshots: Snapshot[] = [];
  let base = atFirst(replicas).snapshot, done: Id[] = [];
  for (const id of order) {
    done.push(id);
    if (!values[label(id)]!.includes("checkpoint")) continue;
    snapshots.push(base = snapshotOf(base, done, values));
    done = [];
  }
  const script: Event[] = [], left = [...order];
  const from = 1 + random.below(replicas - 1);
  const any = () => ids[random.below(ids.length)]!;
  const tell = (id: Id): Event => ({ type: "tell", id, value: values[label(id)]!, from });
  for (let rest = 3 * count; rest > 0; rest--) {
    const which = random.below(20);
    if (which < 10 && left.length > 0) {
      const id = left.shift()!;
      script.push(tell(id), { type: "execute", id });
    } else if (which < 13) script.push(tell(any()));
    else if (which < 17) {
      const far = random.chance(0.1) ? { replica: 0, slot: 99 } : any();
      script.push({ type: "ask", id: far, from });
    } else if (snapshots.length > 0 && which < 19) {
      const snapshot = snapshots[random.below(snapshots.length)]!;
      script.push({ type: "install", snapshot, from });
      // It goes on from there, if that is news.
      const isAhead = left.some((id) => includes(snapshot, id));
      if (!isAhead) continue;
      const rest = order.filter((id) => !includes(snapshot, id));
      left.splice(0, left.length, ...rest);
    }
  }
  return { replicas, values, script };
}

function aValue(random: Random, asked: Map<string, Kept[]>): readonly Kept[] {
  if (random.chance(0.2)) return ["checkpoint"];
  if (random.chance(0.08)) return [];
  return Array.from({ length: 1 + random.below(random.chance(0.2) ? 3 : 1) }, () => {
    const client = ["ann", "bob", "constructor"][random.below(3)]!;
    const before = asked.get(client) ?? [];
    asked.set(client, before);
    if (before.length > 0 && random.chance(0.3)) return before[random.below(before.length)]!;
    const number = before.length + 1;
    const last = before.reduce(
      (most, each) => each === "checkpoint" ? most : Math.max(most, each.lowest),
      1,
    );
    // Some answers have come meanwhile.
    const lowest = random.chance(0.4) ? last + random.below(number - last + 1) : last;
    const command: Kept = { name: `${client[0]}${number}`, client, number, lowest };
    before.push(command);
    return command;
  });
}
