/** What comes to a host: messages of peers, and requests of clients. @module */

import type { ByteReader } from "../codec/byte_reader.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import type { Connection } from "./connection.ts";
import { printable } from "./dial.ts";
import { type IncomingRequest, readRequest } from "./incoming_request.ts";
import type { Taken } from "./listener_host.ts";
import type { Messages } from "./messages.ts";
import { decline, type PendingRequests } from "./pending_requests.ts";
import { type Boundary, readProofs } from "./signing/boundary.ts";
import { kinds, Refusal, unanswered } from "./wire.ts";

/** Where it goes. */
export interface IncomingOptions<M extends Tagged> {
  /** Reads messages. */
  readonly messages: Messages<M>;
  /** Where clients wait for their answers. */
  readonly pending: PendingRequests;
  /** Whether the protocol has messages of this type. */
  takes(type: string): boolean;
  /** Hands a message to the node. */
  receive(from: NodeId, message: M): void;
  /** What the next frame waits for, if much waits for the disk. */
  relief(): Taken;
  /** What has to be proven first; `undefined`: nothing. */
  readonly boundary: Boundary | undefined;
}

/** Takes what comes. */
export class Incoming<M extends Tagged> {
  readonly #options: IncomingOptions<M>;

  /** Nothing has come. */
  constructor(options: IncomingOptions<M>) {
    this.#options = options;
  }

  /** A frame of a peer. Throws if it is not allowed. */
  fromPeer(node: NodeId, { encoding }: Connection, reader: ByteReader, kind: number): Taken {
    const { boundary, messages, pending, takes } = this.#options;
    if (kind === kinds.relay && boundary === undefined) {
      const address = reader.varint();
      return pending.answer(address, reader.bytes(reader.left));
    }
    if (kind === kinds.relay) {
      return boundary!.drop(`of node ${node}`, "it answers for another node");
    }
    const isSigned = kind === kinds.signed && boundary !== undefined;
    if (kind !== kinds.message && !isSigned) throw new Refusal(`it sent a frame of kind ${kind}`);
    const proofs = isSigned ? readProofs(reader) : undefined;
    const message = messages.read(reader, encoding, "nodes", takes);
    const take = () => {
      this.#options.receive(node, message);
      return this.#options.relief();
    };
    return boundary === undefined ? take() : boundary.receive(node, message, proofs, take);
  }

  /** A frame of a client. Throws if it is not allowed. */
  fromClient(connection: Connection, reader: ByteReader, kind: number): Taken {
    const { boundary, messages, takes } = this.#options;
    const how = { messages, takes, signs: boundary !== undefined };
    const request = readRequest(connection, reader, kind, how);
    if (boundary === undefined) return this.#admit(connection, request);
    return boundary.faultOf(request.message, request.proofs).then((fault) => {
      if (fault === undefined) return this.#admit(connection, request);
      boundary.drop("of a client", fault);
      decline(connection, request.number, unanswered.invalid, printable(fault));
    });
  }

  #admit(connection: Connection, { number, timeoutMs, message }: IncomingRequest<M>): Taken {
    const { pending, receive, relief } = this.#options;
    // It may have gone while its signatures were looked at.
    if (connection.closed) return;
    const address = pending.open(connection, number, timeoutMs);
    if (address === undefined) return decline(connection, number, unanswered.busy);
    receive(address, message);
    return pending.room(connection) ?? relief();
  }
}
