/**
 * What carries the bytes of a connection: TCP as it is, or something over it that hides them and says who is
 * there. What Deno has for TCP is such a socket without more ado, so the plain way costs nothing.
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";
import type { Address } from "./address.ts";
import type { Trust } from "./trust.ts";

/** Bytes both ways, in order, until one side ends it. */
export interface Socket {
  /** Where the other side is. */
  readonly remoteAddr: Address;
  /** Who the other side has to be; not there where it needs to show nothing. */
  readonly trust?: Trust;
  /**
   * Puts what has come into a buffer, and returns how many bytes that were; `null` after the last. While
   * nobody reads, the sender must come to a halt. Rejects when the connection was cut.
   */
  read(into: Uint8Array): Promise<number | null>;
  /** Sends some of these bytes, and returns how many; until then they must not change. */
  write(bytes: Uint8Array): Promise<number>;
  /** Small writes leave at once. */
  setNoDelay(): void;
  /** Ends it; may throw when it has ended by itself. */
  close(): void;
}

/** A port that is open. */
export interface Acceptor {
  /** The port that it is. */
  readonly addr: { readonly port: number };
  /** The next one who dials; rejects when the port is closed. */
  accept(): Promise<Socket>;
  /** Nobody is accepted any more. */
  close(): void;
}

/** Whom to dial. */
export interface Call {
  /** Where. */
  readonly address: Address;
  /** The node that must be there; `null` if any will do. */
  readonly node: NodeId | null;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

/** A way to make sockets. */
export interface Transport {
  /** Dials; rejects if nobody answers. */
  connect(call: Call): Promise<Socket>;
  /** Opens a port; throws if that cannot be. */
  listen(address: Address): Acceptor;
}

/** TCP as it is. */
export const plain: Transport = {
  connect: ({ address, signal }) => Deno.connect({ ...address, signal }),
  listen: (address) => Deno.listen({ ...address, transport: "tcp" }),
};
