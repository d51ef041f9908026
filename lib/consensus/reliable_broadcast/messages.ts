/** Who says what to whom in reliable broadcast. @module */

import type { Io, NodeId } from "../../model/protocol.ts";

/** What is broadcast. */
export type Payload = string;

/** One broadcast, or what somebody takes for it. */
export interface Broadcast {
  /** Who broadcasts it. */
  readonly sender: NodeId;
  /** Its number among those of its sender, from 1. */
  readonly sequence: number;
  /** What it says. */
  readonly payload: Payload;
}

/** The messages. */
export type Message =
  /** Client → sender: broadcast this. It is answered with the name of the broadcast when its sender has delivered it. */
  | { readonly type: "broadcast"; readonly payload: Payload }
  /** Sender → all: this is what I say. */
  | Broadcast & { readonly type: "initial" }
  /** Node → all: this is what the sender has told me. */
  | Broadcast & { readonly type: "echo" }
  /** Node → all: no loyal node will deliver anything else of this name. */
  | Broadcast & { readonly type: "ready" };

/** The world as a node sees it. */
export type BroadcastIo = Io<Message>;

/** The name of a broadcast: "2.7", the seventh of node 2. */
export function nameOf({ sender, sequence }: Omit<Broadcast, "payload">): string {
  return `${sender}.${sequence}`;
}
