/** The decisions that a shared text rests on, one by one, so that each can be made wrongly. @module */

import type { VersionVector } from "../crdt.ts";
import type { Operation } from "../sequence/operation.ts";
import { fugue, type Order } from "../sequence/order.ts";
import type { Sequence } from "../sequence/state.ts";

/** The rules. */
export interface Rules {
  /** Under which name a node writes. */
  readonly writer: (node: number | string) => number | string;
  /** Where an element is inserted. */
  readonly place: Order["place"];
  /** Which of two siblings comes first. */
  readonly compare: Order["compare"];
  /** The operation that goes to all, given what the sequence makes of an edit. */
  readonly prepared: (operation: Operation, s: Readonly<Sequence>) => Operation;
  /** The operation that takes effect, given the one that came; undefined: none. */
  readonly taken: (operation: Operation, s: Readonly<Sequence>) => Operation | undefined;
  /** Up to which operations deleted elements are dropped, given which are stable. */
  readonly collects: (s: Readonly<Sequence>, stable: VersionVector) => VersionVector;
}

/** As in `sequence.ts`. */
export const rules: Rules = {
  writer: (node) => node,
  place: fugue.place,
  compare: fugue.compare,
  prepared: (operation) => operation,
  taken: (operation) => operation,
  collects: (_, stable) => stable,
};
