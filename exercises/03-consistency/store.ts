/**
 * Part 6. A store that is sequentially consistent, and reads without asking anybody.
 *
 * @module
 */

import { todo } from "hb/grade/todo.ts";
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

/** What a node remembers; add to it what you need. */
export interface Store {
  /** The registers. */
  memory: Map<string, number>;
  /** At node 0: the place that was given away last. */
  last: number;
  /** The place of the write that was applied last. */
  applied: number;
  /** Writes that have arrived before their turn, by their places. */
  early: Map<number, Extract<Message, { type: "ordered" }>>;
}

type Handlers = Protocol<Store, Message>["upon"];

/**
 * The handlers. The network delays and reorders; it loses and duplicates nothing. `from` is the client
 * (`read`, `write`) or the node that a message comes from; `io.answer(client, result)` ends a client's
 * operation: a read with the value, or null where nothing was written; a write with null.
 */
export const store: Pick<Handlers, "read" | "write" | "submit" | "ordered"> = {
  read: (_s, _event, _io) => todo("part 6, upon read"),
  write: (_s, _event, _io) => todo("part 6, upon write"),
  submit: (_s, _event, _io) => todo("part 6, upon submit"),
  ordered: (_s, _event, _io) => todo("part 6, upon ordered"),
};
