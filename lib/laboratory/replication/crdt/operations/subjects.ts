/** The operation-based types, for their laws. @module */

import type { Element, SetUpdate } from "../../../../replication/crdt/state/elements.ts";
import type { RegisterUpdate } from "../../../../replication/crdt/state/mv_register.ts";
import { mvRegister } from "../../../../replication/crdt/state/mv_register.ts";
import { orSet } from "../../../../replication/crdt/state/or_set.ts";
import { pnCounter } from "../../../../replication/crdt/state/counters.ts";
import { opCounter, opRegister, opSet } from "../../../../replication/crdt/operation/types.ts";
import type { Edit } from "../../../../replication/crdt/sequence/operation.ts";
import { fugue, fugueMax, rga } from "../../../../replication/crdt/sequence/sequence.ts";
import type { Sequence } from "../../../../replication/crdt/sequence/state.ts";
import type { Random } from "../../../../sim/random.ts";
import type { AnyOperationSubject } from "./laws.ts";

/** What is added to a counter. */
export const drawAddition = (random: Random): number =>
  (1 + random.below(5)) * (random.chance(0.5) ? 1 : -1);

/** What a set is asked: about three elements, so that requests meet. */
export const drawSetUpdate = (random: Random): SetUpdate => {
  const element: Element = random.below(3);
  return { type: random.chance(0.6) ? "add" : "remove", element };
};

/** What a register is asked. */
export const drawWrite = (random: Random): RegisterUpdate =>
  random.chance(0.8) ? { type: "write", value: random.below(100) } : { type: "clear" };

/** An edit somewhere in a text. */
export function drawEdit(random: Random, { visible }: Sequence): Edit {
  if (visible > 0 && random.chance(0.4)) {
    const at = random.below(visible);
    return { type: "delete", at, count: 1 + random.below(Math.min(3, visible - at)) };
  }
  return { type: "insert", at: random.below(visible + 1), text: "abc".slice(random.below(3)) };
}

/** The types. */
export const operationSubjects: readonly AnyOperationSubject[] = [
  { name: "counter", crdt: opCounter, byStates: pnCounter, draw: drawAddition, delivery: "fifo" },
  { name: "OR-set", crdt: opSet, byStates: orSet, draw: drawSetUpdate },
  { name: "MV-register", crdt: opRegister, byStates: mvRegister, draw: drawWrite },
  { name: "RGA", crdt: rga, draw: drawEdit },
  { name: "Fugue", crdt: fugue, draw: drawEdit },
  { name: "FugueMax", crdt: fugueMax, draw: drawEdit },
];
