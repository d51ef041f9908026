/** Who says what to whom when something is read. @module */

import type { NodeId } from "../model/protocol.ts";
import type { Keys } from "./keys.ts";

/** The messages of reads, besides those of the log. */
export type ReadMessage =
  /** A client → any server: execute this command, which only reads. */
  | { readonly type: "read"; readonly command: unknown }
  /** A server that is asked → the leader: this is yours to answer. */
  | { readonly type: "forwardRead"; readonly command: unknown; readonly address: NodeId }
  /** A server that is asked → the leader: how far must I have executed? */
  | { readonly type: "askIndex"; readonly id: number }
  /** The leader → a server that asked: so far. */
  | { readonly type: "index"; readonly id: number; readonly index: number }
  /** A server that is asked → all others: what is the last place after this one in which you have something of these keys? */
  | { readonly type: "peek"; readonly id: number; readonly keys: Keys; readonly after: number }
  /** A server → one that asked: this. */
  | { readonly type: "peeked"; readonly id: number; readonly last: number };
