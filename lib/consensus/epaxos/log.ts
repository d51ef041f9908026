/** The instances of a replica, and what a value depends on as far as they tell. @module */

import type { NodeId } from "../../model/protocol.ts";
import {
  type Attributes,
  type Id,
  idLabel,
  idOf,
  type Instance,
  numberOf,
  type Proposal,
} from "./instance.ts";
import type { EPaxosIo } from "./messages.ts";
import { UNKNOWN } from "./rules.ts";
import type { EPaxos } from "./settings.ts";
import { includes, type Touched } from "./snapshot.ts";
import type { State } from "./state.ts";
import { ALL, type Footprint, footprintOf, type Value } from "./value.ts";

/** An instance as a replica has it. */
export function instanceAt({ rows }: Readonly<State>, { replica, slot }: Id): Instance {
  return rows[replica]!.get(slot) ?? UNKNOWN;
}

/** Changes an instance, and saves it. */
export function put(epaxos: EPaxos, s: State, id: Id, instance: Instance, io: EPaxosIo): void {
  s.rows[id.replica]!.set(id.slot, instance);
  const saved = epaxos.rules.saves({ type: "instance", id, instance });
  if (saved !== null) io.save(saved);
}

/** Notes what was asked for first: whatever interferes and is pre-accepted here from now on depends on it. */
export function note(epaxos: EPaxos, s: State, id: Id, proposal: Proposal, io: EPaxosIo): void {
  const instance = instanceAt(s, id);
  if (instance.initial === null) put(epaxos, s, id, { ...instance, initial: proposal }, io);
}

/** Whether an instance is decided, as far as a replica knows. */
export function isDecided(s: Readonly<State>, id: Id): boolean {
  return includes(s.snapshot, id) || instanceAt(s, id).phase === "committed";
}

/** Whether it is executed. */
export function isExecuted(s: Readonly<State>, id: Id): boolean {
  return includes(s.snapshot, id) || s.executed.has(idLabel(id));
}

/** The last slot of a replica's row that anybody has named here. */
export function lastSlot(s: Readonly<State>, replica: NodeId): number {
  return Math.max(lastForgotten(s, replica), ...s.rows[replica]!.keys());
}

/** The last slot of a replica's row that is forgotten. */
function lastForgotten({ snapshot }: Readonly<State>, replica: NodeId): number {
  const beyond = snapshot.beyond.map(idOf).filter((id) => id.replica === replica);
  return Math.max(snapshot.through[replica]!, ...beyond.map(({ slot }) => slot));
}

/** What a value touches in an instance. */
export function footprintIn(
  { footprint }: EPaxos,
  { rows }: Readonly<State>,
  id: Id,
  value: Value,
): Footprint {
  return footprintOf(value, numberOf(id, rows.length), footprint);
}

/**
 * What a value in an instance depends on: in each row the last instance that interferes and is another one, whether or
 * not it is decided, and a sequence number greater than theirs.
 */
export function attributesOf(
  epaxos: EPaxos,
  s: Readonly<State>,
  id: Id,
  value: Value,
): Attributes {
  const own = footprintIn(epaxos, s, id, value);
  let { sequence } = forgottenBy(s, own);
  const dependencies = s.rows.map((row, replica) => {
    // All that is forgotten comes before. Who forgot a no-op does not know any more what it might have been.
    let last = lastForgotten(s, replica);
    for (const [slot, instance] of row) {
      const proposal = noted(instance);
      if (proposal === null || replica === id.replica && slot === id.slot) continue;
      const other = footprintIn(epaxos, s, { replica, slot }, proposal.value);
      if (!epaxos.rules.interferes(own, other)) continue;
      last = Math.max(last, slot);
      sequence = Math.max(sequence, proposal.sequence);
    }
    // Its own row before it is all that may be there: what comes after depends on it instead.
    return replica === id.replica ? Math.min(last, id.slot - 1) : last;
  });
  return { dependencies, sequence: sequence + 1 };
}

/**
 * What counts of an instance when others ask what interferes: what the first coordinator asked for, even where it has
 * become a no-op. Somebody may have heard of the one and not of the other, and would say that it contradicts what does
 * not depend on it.
 */
export function noted(
  { proposal, initial }: Instance,
): Pick<Proposal, "value" | "sequence"> | null {
  if (initial === null) return proposal;
  return {
    value: initial.value,
    sequence: Math.max(initial.sequence, proposal?.sequence ?? 0),
  };
}

/** What depends on instances that are forgotten. */
export function forgottenBy(s: Readonly<State>, { reads, writes }: Footprint): Attributes {
  const { touched } = s.snapshot;
  let sequence = 0;
  const dependencies = s.rows.map(() => 0);
  const add = (names: Iterable<string>, kinds: readonly ("reads" | "writes")[]) => {
    for (const name of names) {
      const known = touched.get(name);
      if (known === undefined) continue;
      sequence = Math.max(sequence, known.sequence);
      for (const kind of kinds) {
        known[kind].forEach((slot, row) => dependencies[row] = Math.max(dependencies[row]!, slot));
      }
    }
  };
  const everything = (names: readonly string[]) =>
    names.includes(ALL) ? touched.keys() : [...names, ALL];
  if (reads.length > 0) add(everything(reads), ["writes"]);
  if (writes.length > 0) add(everything(writes), ["reads", "writes"]);
  return { dependencies, sequence };
}

/** What is touched, when an instance has touched this besides. */
export function touching(
  touched: ReadonlyMap<string, Touched>,
  { replica, slot }: Id,
  { reads, writes }: Footprint,
  sequence: number,
  replicas: number,
): Map<string, Touched> {
  const all = new Map(touched), none = Array.from({ length: replicas }, () => 0);
  const latest = (slots: readonly number[]) =>
    slots.map((known, row) => row === replica ? Math.max(known, slot) : known);
  for (const [names, kind] of [[reads, "reads"], [writes, "writes"]] as const) {
    for (const name of names) {
      const known = all.get(name) ?? { reads: none, writes: none, sequence: 0 };
      all.set(name, {
        ...known,
        [kind]: latest(known[kind]),
        sequence: Math.max(known.sequence, sequence),
      });
    }
  }
  return all;
}
