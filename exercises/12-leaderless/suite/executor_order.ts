/** What a replica must execute, in which order, and whom it must answer. @module */

import { type Id, label, type NodeId, type Proposal, type Value } from "../given.ts";
import { componentsOf } from "./graph.ts";
import { doInterfere } from "./interfering.ts";

/** One instance that is executed. */
export interface Execution {
  readonly value: Value;
  /** The commands that take effect, in their order. */
  readonly names: readonly string[];
  /** All that is done for it. */
  readonly words: readonly string[];
}

/** By client: its last command, and the result. */
export type Sessions = Map<string, { number: number; result: string }>;

type Decided = ReadonlyMap<string, { readonly id: Id; readonly proposal: Proposal }>;

/** What can be executed now, in an order that is right; it is noted in `done` and `sessions`. */
export function ready(
  decided: Decided,
  done: Set<string>,
  sessions: Sessions,
  self: NodeId,
): Execution[] {
  const open = [...decided.keys()].filter((name) => !done.has(name));
  const edges = new Map(open.map((name) => [name, interfering(decided, name)]));
  // Whatever can reach something that is not known must wait.
  const waits = new Set(open.filter((name) => !isKnown(decided, name)));
  for (let before = -1; before < waits.size;) {
    before = waits.size;
    for (const name of open) {
      if (edges.get(name)!.some((other) => waits.has(other))) waits.add(name);
    }
  }
  const free = open.filter((name) => !waits.has(name));
  const component = componentsOf(
    free,
    (name) => edges.get(name)!.filter((other) => !done.has(other)),
  );
  const of = (name: string) => decided.get(name)!;
  free.sort((a, b) =>
    component.get(b)! - component.get(a)! ||
    of(a).proposal.sequence - of(b).proposal.sequence || of(a).id.replica - of(b).id.replica ||
    of(a).id.slot - of(b).id.slot
  );
  for (const name of free) done.add(name);
  return free.map((name) => execute(of(name), sessions, self));
}

function named(decided: Decided, name: string): string[] {
  return decided.get(name)!.proposal.dependencies.flatMap((last, replica) =>
    Array.from({ length: last }, (_, i) => label({ replica, slot: i + 1 }))
  );
}

function isKnown(decided: Decided, name: string): boolean {
  return named(decided, name).every((other) => decided.has(other));
}

function interfering(decided: Decided, name: string): string[] {
  const { value } = decided.get(name)!.proposal;
  return named(decided, name).filter((other) =>
    decided.has(other) && doInterfere(value, decided.get(other)!.proposal.value)
  );
}

function execute(
  { id, proposal: { value } }: { readonly id: Id; readonly proposal: Proposal },
  sessions: Sessions,
  self: NodeId,
): Execution {
  const names: string[] = [], words: string[] = [];
  for (const [nth, { name, client, number }] of value.entries()) {
    const last = sessions.get(client);
    if (last === undefined || number > last.number) {
      sessions.set(client, { number, result: `result of ${name}` });
      names.push(name);
      words.push(`executes ${name}`);
    } else if (number < last.number) continue;
    if (id.replica !== self) continue;
    words.push(`answers command ${nth} of ${label(id)}: ${sessions.get(client)!.result}`);
  }
  return { value, names, words };
}
