/** What a listener needs of its host. @module */

import type { ByteReader } from "../codec/byte_reader.ts";
import type { NodeId } from "../model/protocol.ts";
import type { Address } from "./address.ts";
import type { Connection } from "./connection.ts";
import type { Features } from "./features.ts";
import type { Limits } from "./limits.ts";
import type { Transport } from "./socket.ts";
import type { Traffic } from "./traffic.ts";

/** What the next frame waits for, if it has to. */
export type Taken = Promise<void> | void;

/** What a listener needs of its host. */
export interface ListenerHost {
  /** The name of the cluster: members of others are refused. */
  readonly cluster: string;
  /** This node. */
  readonly self: NodeId;
  /** How many nodes there are. */
  readonly nodes: number;
  /** Where they listen. */
  readonly addresses: readonly Address[];
  /** What is allowed. */
  readonly limits: Limits;
  /** What this host understands. */
  readonly features: Features;
  /** What is counted. */
  readonly traffic: Traffic;
  /** What carries the bytes. */
  readonly transport: Transport;
  /** Whether nodes have to show who they are; default: only where the transport asks for it. */
  readonly mustShow?: boolean;
  /** Hears what a person may want to know. */
  readonly log: (line: string) => void;
  /** A frame from a peer. Throws if it is not allowed; reading waits for the promise that it returns. */
  fromPeer(node: NodeId, connection: Connection, reader: ByteReader, kind: number): Taken;
  /** Calls `then` when all that was saved by now is durable. */
  whenDurable(then: () => void): void;
  /** A frame of a client. */
  fromClient(connection: Connection, reader: ByteReader, kind: number): Taken;
  /** Whether a client waits for an answer. */
  isBusy(connection: Connection): boolean;
  /** A client has gone. */
  clientGone(connection: Connection): void;
}
