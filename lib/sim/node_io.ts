/**
 * The world as one simulated node sees it: the `Io` that its handlers get. What they ask for is checked,
 * copied and handed on; what they send stays in the outbox until their step ends.
 *
 * @module
 */

import { clone } from "../model/clone.ts";
import { notNegative } from "../model/latency.ts";
import { assertPlain } from "../model/plain.ts";
import type { Io, Key, NodeId, Tagged } from "../model/protocol.ts";
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

let turn: (io: NodeIo<Tagged, Tagged, unknown>, node: NodeId) => void;
let drift: (io: NodeIo<Tagged, Tagged, unknown>) => void;

/** From now on it is this node that takes steps. No handler can reach this through its `Io`. */
export function turnTo<M extends Tagged, T extends Tagged, R>(
  io: NodeIo<M, T, R>,
  node: NodeId,
): void {
  turn(io as unknown as NodeIo<Tagged, Tagged, unknown>, node);
}

/** From now on some clock may run faster or slower than virtual time. */
export function noteDrift<M extends Tagged, T extends Tagged, R>(io: NodeIo<M, T, R>): void {
  drift(io as unknown as NodeIo<Tagged, Tagged, unknown>);
}

/** The `Io` of whichever node takes a step: steps never nest, so one is enough, turned to each in turn. */
export class NodeIo<M extends Tagged, T extends Tagged, R> implements Io<M, T, R> {
  static {
    turn = (io, node) => {
      io.#node = node;
      io.#self = io.#names[node]!;
    };
    drift = (io) => {
      io.#drift = true;
    };
  }

  /** The node whose step is under way. */
  #node: NodeId = 0;
  /** Whom it takes itself for: a twin for the one that it is a twin of. */
  #self: NodeId = 0;
  readonly #names: readonly NodeId[];
  readonly #host: NodeHost;
  readonly #randoms: readonly Random[];
  readonly #clocks: readonly Clock[];
  readonly #journals: readonly Journal<R>[];
  #drift: boolean;

  /** An `Io` for nodes that each have a name, a stream of choices, a clock and a journal. */
  constructor(
    readonly peers: readonly NodeId[],
    names: readonly NodeId[],
    host: NodeHost,
    randoms: readonly Random[],
    clocks: readonly Clock[],
    journals: readonly Journal<R>[],
  ) {
    this.#names = names;
    this.#host = host;
    this.#randoms = randoms;
    this.#clocks = clocks;
    this.#journals = journals;
    this.#drift = clocks.some((clock) => clock.drifts);
  }

  /** The node whose step is under way. */
  get self(): NodeId {
    return this.#self;
  }

  now(): number {
    return this.#clocks[this.#node]!.read(this.#host.now);
  }

  choose(n: number): number {
    if (Number.isInteger(n) && n >= 1) return this.#randoms[this.#node]!.below(n);
    throw new RangeError(
      `Cannot choose because the number of choices must be 1 or more: given ${n}`,
    );
  }

  send(to: NodeId, message: M): void {
    if (!(to >= 0 && to < this.peers.length && Number.isInteger(to))) {
      throw new RangeError(
        `Cannot send "${message.type}" because its receiver must be a node from 0 to ` +
          `${this.peers.length - 1}: given ${to}`,
      );
    }
    // Checked before it is copied: a copy of something that is not plain data may well be plain.
    if (this.#host.strict) assertPlain(message, `message "${message.type}"`);
    this.#host.outbox.add(to, travelling(message, this.#self));
  }

  answer(client: NodeId, result: unknown): void {
    if (!(client >= this.peers.length)) {
      throw new RangeError(
        `Cannot answer because the receiver must be the return address of a client ` +
          `(${this.peers.length} or more): given ${client}`,
      );
    }
    if (this.#host.strict) assertPlain(result, "an answer");
    this.#host.outbox.add(client, clone(result));
  }

  wait(delayMs: number, timer: T): void {
    notNegative(`delay of timer "${timer.type}"`, delayMs);
    const spanMs = this.#drift ? this.#clocks[this.#node]!.span(delayMs) : delayMs;
    const token = this.#host.timers.begin(this.#node, timer);
    this.#host.arm(this.#node, spanMs, token, timer);
  }

  cancel(type: T["type"], key?: Key): void {
    this.#host.timers.end(this.#node, type, key);
  }

  save(record: R): void {
    const host = this.#host;
    if (host.strict) assertPlain(record, "a saved record");
    this.#journals[this.#node]!.append(clone(record));
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
