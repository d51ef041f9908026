/**
 * The requests of clients that are under way at one host. Each has a return address of its own, a number
 * beyond the nodes as in the simulator; it tells which node it belongs to, so that an answer finds its
 * way from any node.
 *
 * @module
 */

import { type Deadline, narrowed } from "../link/deadline/deadline.ts";
import type { NodeId } from "../model/protocol.ts";
import type { Limits } from "./limits.ts";
import { kinds, unanswered } from "./wire.ts";
import type { Connection } from "./connection.ts";

/** The most nodes that a return address has room for. */
export const MOST_NODES = 1024;

/** Who asked, and what they called it. */
interface Request {
  readonly connection: Connection;
  readonly number: number;
  readonly endsAt: Deadline;
}

/** A client's connection, as far as its requests go. */
interface Asker {
  underWay: number;
  /** Called when one of its requests has ended. */
  room: (() => void) | undefined;
}

/** The node that a return address belongs to. */
export function ownerOf(address: NodeId, nodes: number): NodeId {
  return address % nodes;
}

/** The number of a first request: far enough from those of other incarnations, and low enough for return addresses to stay whole numbers. */
export function firstRequest(): number {
  return 2 ** 20 + Math.floor(Math.random() * 2 ** 40);
}

/** The requests under way. */
export class PendingRequests {
  readonly #self: NodeId;
  readonly #nodes: number;
  readonly #limits: Limits;
  readonly #requests = new Map<NodeId, Request>();
  readonly #askers = new Map<Connection, Asker>();
  /**
   * Begins at a random number: an answer to a request of an earlier incarnation must not match a new one.
   */
  #turn: number;

  /** No requests yet, at one of the nodes; `first` is the number of its first request. */
  constructor(self: NodeId, nodes: number, limits: Limits, first: number) {
    this.#self = self;
    this.#nodes = nodes;
    this.#limits = limits;
    this.#turn = first;
  }

  /** How many requests are under way. */
  get size(): number {
    return this.#requests.size;
  }

  /** A request has come: the return address for it, or nothing when there are too many. */
  open(connection: Connection, number: number, timeoutMs: number): NodeId | undefined {
    if (this.#requests.size >= this.#limits.requests) return undefined;
    const address = this.#turn++ * this.#nodes + this.#self;
    const now = performance.now();
    const endsAt = narrowed(now + this.#limits.requestMs, timeoutMs, now);
    this.#requests.set(address, { connection, number, endsAt });
    this.#asker(connection).underWay++;
    return address;
  }

  /** Waits, if need be, until the connection may have another request under way. */
  room(connection: Connection): Promise<void> | undefined {
    const asker = this.#asker(connection);
    if (asker.underWay < this.#limits.requestsEach) return undefined;
    return new Promise((resolve) => asker.room = resolve);
  }

  /** An answer for a return address of this node; its request may have ended. */
  answer(address: NodeId, result: Uint8Array): void {
    const request = this.#end(address);
    request?.connection.send((writer) => {
      writer.byte(kinds.answer);
      writer.varint(request.number);
      writer.bytes(result);
    });
  }

  /** Ends requests whose time is over. */
  sweep(): void {
    const now = performance.now();
    for (const [address, { endsAt, connection, number }] of this.#requests) {
      if (endsAt > now) continue;
      this.#end(address);
      decline(connection, number, unanswered.late);
    }
  }

  /** Whether a connection has requests under way. */
  isBusy(connection: Connection): boolean {
    return (this.#askers.get(connection)?.underWay ?? 0) > 0;
  }

  /** A client's connection has ended, and with it its requests. */
  drop(connection: Connection): void {
    for (const [address, request] of this.#requests) {
      if (request.connection === connection) this.#requests.delete(address);
    }
    const asker = this.#askers.get(connection);
    this.#askers.delete(connection);
    asker?.room?.();
  }

  #end(address: NodeId): Request | undefined {
    const request = this.#requests.get(address);
    if (request === undefined) return undefined;
    this.#requests.delete(address);
    const asker = this.#asker(request.connection);
    asker.underWay--;
    asker.room?.();
    asker.room = undefined;
    return request;
  }

  #asker(connection: Connection): Asker {
    let asker = this.#askers.get(connection);
    if (asker === undefined) {
      asker = { underWay: 0, room: undefined };
      this.#askers.set(connection, asker);
    }
    return asker;
  }
}

/** Tells a client that there will be no answer. */
export function decline(
  connection: Connection,
  number: number,
  reason: number,
  words?: string,
): void {
  connection.send((writer) => {
    writer.byte(kinds.unanswered);
    writer.varint(number);
    writer.byte(reason);
    if (words !== undefined) writer.text(words);
  });
}

/** Throws a `RangeError` unless a return address has room for this node, among so many. */
export function assertNodes(self: NodeId, nodes: number): void {
  if (Number.isInteger(self) && self >= 0 && self < nodes && nodes <= MOST_NODES) return;
  throw new RangeError(
    `Cannot host a node because ` +
      `it must be one of at most ${MOST_NODES}: given node ${self} of ${nodes}`,
  );
}
