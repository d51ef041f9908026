/**
 * What is given for part 6: the messages of the store, and what its nodes remember. There is nothing to
 * fill in here.
 *
 * @module
 */

import type { NodeId, Protocol } from "hb/model/protocol.ts";

/** The messages of the store; node 0 puts all writes in one order. */
export type Message =
  | { readonly type: "read"; readonly key: string } // a client → its node
  | { readonly type: "write"; readonly key: string; readonly value: number } // a client → its node
  // its node → node 0
  | {
    readonly type: "submit";
    readonly key: string;
    readonly value: number;
    readonly client: NodeId;
  }
  // node 0 → every node, itself included; the places are 1, 2, 3 …
  | {
    readonly type: "ordered";
    readonly place: number;
    readonly key: string;
    readonly value: number;
    readonly client: NodeId;
    readonly writer: NodeId;
  };

/** What a node remembers. */
export interface Store {
  /** The registers. */
  memory: Map<string, number>;
  /** At node 0: the place that was given away last. */
  last: number;
  /** The place of the write that was applied last. */
  applied: number;
  /** Writes that have arrived before their turn, by their places, and only until they are applied. */
  early: Map<number, Extract<Message, { type: "ordered" }>>;
}

/** The handlers of a node. */
export type Handlers = Pick<
  Protocol<Store, Message>["upon"],
  "read" | "write" | "submit" | "ordered"
>;
