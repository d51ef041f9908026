/** A replica of a text, by hand: what it makes is handed to others one by one. */

import type { Edit, Operation } from "hb/replication/crdt/sequence/operation.ts";
import { fugue } from "hb/replication/crdt/sequence/sequence.ts";
import type { Sequence } from "hb/replication/crdt/sequence/state.ts";

/** A kind of text. */
export type Text = typeof fugue;

/** A replica, and all that it has made. */
export class Replica {
  readonly made: Operation[] = [];
  readonly state: Sequence;

  constructor(readonly number: number, readonly text: Text = fugue) {
    this.state = text.init();
  }

  insert(at: number, text: string): Operation {
    return this.edit({ type: "insert", at, text });
  }

  remove(at: number, count: number): Operation {
    return this.edit({ type: "delete", at, count });
  }

  edit(edit: Edit): Operation {
    const operation = this.text.prepare(this.state, this.number, edit);
    this.made.push(operation);
    this.take(operation);
    return operation;
  }

  take(...operations: readonly Operation[]): void {
    for (const operation of operations) this.text.effect(this.state, operation);
  }

  toString(): string {
    return this.text.value(this.state);
  }
}
