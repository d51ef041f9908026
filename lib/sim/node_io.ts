/**
 * The world as one simulated node sees it: the `Io` that its handlers get. What they ask for is checked,
 * copied and handed on; what they send stays in the outbox until their step ends.
 *
 * @module
 */

import { clone } from "../model/clone.ts";
import { notNegative } from "../model/latency.ts";
import { assertPlain } from "../model/plain.ts";
import type { Ahead, Io, Key, NodeId, Tagged } from "../model/protocol.ts";
import type { Clock } from "./clock.ts";
import type { Journal } from "./journal.ts";
import type { Outbox } from "./outbox.ts";
import type { Random } from "./random.ts";
import type { Timers } from "./timers.ts";

/** What a node needs of the world around it. */
export interface NodeHost {
  /** Virtual time, in ms. */
  readonly now: number;
  /** Whether states and messages are checked to be plain data. */
  readonly strict: boolean;
  /** What the step under way sends. */
  readonly outbox: Outbox;
  /** The pending timers of all nodes. */
  readonly timers: Timers;
  /** Sends a message off; `body` is the world's own copy. */
  transmit(from: NodeId, to: NodeId, body: unknown): void;
  /** Sends an answer off to a client. */
  reply(from: NodeId, address: NodeId, result: unknown): void;
  /** Fires `timer` after `delayMs`, if `token` is still the current one of its type and key. */
  arm(node: NodeId, delayMs: number, token: number, timer: Tagged): void;
  /** Calls `release` for this node when what is in its journal now is durable: at once, or later. */
  sync(node: NodeId): void;
  /** A record has been saved. */
  saved(node: NodeId, record: unknown): void;
}

/** What the nodes of a world have, by their numbers; no handler reaches it through its `Io`. */
export interface NodeParts<R> {
  /** The world around them. */
  readonly host: NodeHost;
  /** Whom each takes itself for: a twin for the one that it is a twin of. */
  readonly names: readonly NodeId[];
  /** Where its choices are drawn from. */
  readonly randoms: readonly Random[];
  /** Its clock. */
  readonly clocks: readonly Clock[];
  /** What it has saved. */
  readonly journals: readonly Journal<R>[];
  /** Whether some clock may run faster or slower than virtual time. */
  drift: boolean;
}

let turn: (io: NodeIo<Tagged, Tagged, unknown>, node: NodeId) => void;

/** From now on it is this node that takes steps. No handler can reach this through its `Io`. */
export function turnTo<M extends Tagged, T extends Tagged, R>(
  io: NodeIo<M, T, R>,
  node: NodeId,
): void {
  turn(io as unknown as NodeIo<Tagged, Tagged, unknown>, node);
}

/** The `Io` of a node, from a start to its crash; or of whichever of very many nodes takes a step. */
export class NodeIo<M extends Tagged, T extends Tagged, R> implements Io<M, T, R> {
  static {
    turn = (io, node) => {
      io.#node = node;
    };
  }

  #node: NodeId;
  readonly #parts: NodeParts<R>;

  /** The `Io` of `node`. */
  constructor(readonly peers: readonly NodeId[], node: NodeId, parts: NodeParts<R>) {
    this.#node = node;
    this.#parts = parts;
  }

  /** The node whose step is under way. */
  get self(): NodeId {
    return this.#parts.names[this.#node]!;
  }

  now(): number {
    return this.#parts.clocks[this.#node]!.read(this.#parts.host.now);
  }

  choose(n: number): number {
    if (Number.isInteger(n) && n >= 1) return this.#parts.randoms[this.#node]!.below(n);
    throw new RangeError(
      `Cannot choose because the number of choices must be 1 or more: given ${n}`,
    );
  }

  send(to: NodeId, message: M, ahead?: Ahead): void {
    if (!(to >= 0 && to < this.peers.length && Number.isInteger(to))) {
      throw new RangeError(
        `Cannot send "${message.type}" because its receiver must be a node from 0 to ` +
          `${this.peers.length - 1}: given ${to}`,
      );
    }
    // Checked before it is copied: a copy of something that is not plain data may well be plain.
    if (this.#parts.host.strict) assertPlain(message, `message "${message.type}"`);
    this.#parts.host.outbox.add(to, travelling(message, this.self), ahead !== undefined);
  }

  answer(client: NodeId, result: unknown, ahead?: Ahead): void {
    if (!(client >= this.peers.length)) {
      throw new RangeError(
        `Cannot answer because the receiver must be the return address of a client ` +
          `(${this.peers.length} or more): given ${client}`,
      );
    }
    if (this.#parts.host.strict) assertPlain(result, "an answer");
    this.#parts.host.outbox.add(client, clone(result), ahead !== undefined);
  }

  wait(delayMs: number, timer: T): void {
    notNegative(`delay of timer "${timer.type}"`, delayMs);
    const spanMs = this.#parts.drift ? this.#parts.clocks[this.#node]!.span(delayMs) : delayMs;
    const token = this.#parts.host.timers.begin(this.#node, timer);
    this.#parts.host.arm(this.#node, spanMs, token, timer);
  }

  cancel(type: T["type"], key?: Key): void {
    this.#parts.host.timers.end(this.#node, type, key);
  }

  save(record: R): void {
    const { host, journals } = this.#parts;
    if (host.strict) assertPlain(record, "a saved record");
    journals[this.#node]!.append(clone(record));
    host.outbox.saves = true;
    host.saved(this.#node, record);
  }
}

/** The world's own copy of a message, which shares no memory with the state of its sender. */
export function travelling<M extends Tagged>(message: M, from: NodeId): M & { from: NodeId } {
  const body = { ...message, from };
  const fields = body as unknown as Record<string, unknown>;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value === "object" && value !== null) fields[key] = clone(value);
  }
  return body;
}
