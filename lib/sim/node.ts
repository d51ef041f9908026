/**
 * One simulated node: the state of a protocol, its journal, its timers and its clock. A step is atomic:
 * what a handler sends is held until the step ends and what it saved is durable.
 *
 * @module
 */

import { clone } from "../model/clone.ts";
import { assertPlain } from "../model/plain.ts";
import type { Io, NodeId, Protocol, Tagged } from "../model/protocol.ts";
import type { Clock } from "./clock.ts";
import { Journal } from "./journal.ts";
import { notNegative } from "./latency.ts";
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
  /** Fires `timer` after `delayMs`, if `token` is still the current one of its type. */
  arm(node: NodeId, delayMs: number, token: number, timer: Tagged): void;
  /** Calls `release` of this node when what is in its journal now is durable: at once, or later. */
  sync(node: NodeId): void;
  /** A record has been saved. */
  saved(node: NodeId, record: unknown): void;
}

/** A batch of effects that waits for an fsync. */
export interface Held {
  /** How much of the journal must be durable. */
  readonly length: number;
  /** Where the messages and answers go. */
  readonly to: readonly NodeId[];
  /** What they are. */
  readonly bodies: readonly unknown[];
}

/** The runtime of one node. */
export class SimNode<S, M extends Tagged, T extends Tagged, R> {
  /** `undefined` while the node is down. */
  state: S | undefined = undefined;
  up = false;
  paused = false;
  /** Counts starts, so that what was meant for an earlier life is recognised. */
  life = 0;
  /** What arrived while the node was paused, in order. */
  readonly inbox: (() => void)[] = [];
  readonly journal: Journal<R>;
  readonly #effects: NodeIo<M, T, R>;

  constructor(
    readonly id: NodeId,
    readonly protocol: Protocol<S, M, T, R>,
    readonly host: NodeHost,
    readonly clock: Clock,
    peers: readonly NodeId[],
    random: Random,
  ) {
    const compact = protocol.compact;
    this.journal = new Journal(compact && ((records) => compact.call(protocol, records)));
    this.#effects = new NodeIo(id, peers, host, clock, this.journal, random);
  }

  /** The first start, or the restart after a crash. */
  start(): void {
    this.up = true;
    this.paused = false;
    this.life++;
    this.state = this.protocol.start(this.#effects, clone(this.journal.read()));
    this.#end();
  }

  /** A message arrives. */
  receive(message: M): void {
    const upon = this.protocol.upon as unknown as Steps<S, M, Io<M, T, R>>;
    const handler = upon[message.type];
    if (handler === undefined) throw unknownEvent("message", message.type, Object.keys(upon));
    handler(this.state!, message, this.#effects);
    this.#end();
  }

  /** A timer fires. */
  expire(timer: T): void {
    this.#effects.cancel(timer.type);
    const after = (this.protocol.after ?? {}) as Steps<S, T, Io<M, T, R>>;
    const handler = after[timer.type];
    if (handler === undefined) throw unknownEvent("timer", timer.type, Object.keys(after));
    handler(this.state!, timer, this.#effects);
    this.#end();
  }

  /** Everything but the durable journal is gone. */
  crash(unsynced: "lost" | "torn" | "kept"): void {
    this.state = undefined;
    this.up = false;
    this.paused = false;
    this.life++;
    this.inbox.length = 0;
    this.#effects.reset();
    this.journal.crash(this.host.now, unsynced);
  }

  /** Lets out what was held for an fsync. */
  release(held: Held): void {
    this.journal.synced(held.length);
    this.#effects.leave(held.to, held.bodies);
    this.journal.tidy();
  }

  #end(): void {
    if (this.host.strict) assertPlain(this.state, `the state of node ${this.id}`);
    this.#effects.flush();
  }

  /** The oldest batch that waits for an fsync, taken out. */
  takeHeld(): Held | undefined {
    return this.#effects.takeHeld();
  }
}

/** Handlers, as they are found by the type of an event at run time. */
type Steps<S, E, I> = Record<string, ((state: S, event: E, io: I) => void) | undefined>;

function unknownEvent(sort: string, type: string, known: readonly string[]): TypeError {
  return new TypeError(
    `Cannot handle a ${sort} of type "${type}" as the protocol must have a handler for it: ` +
      `given handlers for ${known.map((name) => `"${name}"`).join(", ") || "none"}`,
  );
}

/** The world as one node sees it. */
class NodeIo<M extends Tagged, T extends Tagged, R> implements Io<M, T, R> {
  readonly #held: Held[] = [];
  /** Whether what is sent now must wait: something is held already, or this step saves. */
  #waits = false;

  readonly #host: NodeHost;
  readonly #clock: Clock;
  readonly #drifts: boolean;
  readonly #journal: Journal<R>;
  readonly #random: Random;

  constructor(
    readonly self: NodeId,
    readonly peers: readonly NodeId[],
    host: NodeHost,
    clock: Clock,
    journal: Journal<R>,
    random: Random,
  ) {
    this.#host = host;
    this.#clock = clock;
    this.#drifts = clock.drifts;
    this.#journal = journal;
    this.#random = random;
  }

  now(): number {
    return this.#clock.read(this.#host.now);
  }

  choose(n: number): number {
    if (Number.isInteger(n) && n >= 1) return this.#random.below(n);
    throw new RangeError(`Cannot choose as the number of choices must be 1 or more: given ${n}`);
  }

  send(to: NodeId, message: M): void {
    if (!(to >= 0 && to < this.peers.length && Number.isInteger(to))) {
      throw new RangeError(
        `Cannot send "${message.type}" as its receiver must be a node from 0 to ` +
          `${this.peers.length - 1}: given ${to}`,
      );
    }
    const body = travelling(message, this.self);
    if (this.#host.strict) assertPlain(body, `message "${message.type}"`);
    this.#host.outbox.add(to, body);
  }

  answer(client: NodeId, result: unknown): void {
    if (client < this.peers.length) {
      throw new RangeError(
        `Cannot answer as the receiver must be the return address of a client ` +
          `(${this.peers.length} or more): given ${client}`,
      );
    }
    if (this.#host.strict) assertPlain(result, "an answer");
    this.#host.outbox.add(client, clone(result));
  }

  wait(delayMs: number, timer: T): void {
    notNegative(`delay of timer "${timer.type}"`, delayMs);
    const token = this.#host.timers.begin(this.self, timer.type);
    this.#host.arm(this.self, this.#drifts ? this.#clock.span(delayMs) : delayMs, token, timer);
  }

  cancel(type: T["type"]): void {
    this.#host.timers.end(this.self, type);
  }

  save(record: R): void {
    if (this.#host.strict) assertPlain(record, "a saved record");
    this.#journal.append(clone(record));
    this.#waits = true;
    this.#host.saved(this.self, record);
  }

  /** The step is over: its effects leave, or wait for the disk. */
  flush(): void {
    const outbox = this.#host.outbox;
    if (this.#waits) {
      this.#held.push({ length: this.#journal.length, ...outbox.take() });
      this.#host.sync(this.self);
    } else {
      const count = outbox.count;
      outbox.count = 0;
      this.leave(outbox.to, outbox.bodies, count);
    }
  }

  takeHeld(): Held | undefined {
    const oldest = this.#held.shift();
    this.#waits = this.#held.length > 0;
    return oldest;
  }

  /** Messages go to nodes, answers to the return addresses beyond them. */
  leave(to: readonly NodeId[], bodies: readonly unknown[], count = to.length): void {
    const host = this.#host, self = this.self, nodes = this.peers.length;
    for (let i = 0; i < count; i++) {
      const receiver = to[i]!;
      if (receiver < nodes) host.transmit(self, receiver, bodies[i]);
      else host.reply(self, receiver, bodies[i]);
    }
  }

  reset(): void {
    this.#host.timers.endAll(this.self);
    this.#held.length = 0;
    this.#waits = false;
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
