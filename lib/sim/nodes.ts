/**
 * The nodes of a world: the state of a protocol at each, their journals, clocks and whether they are up.
 * A step is atomic: what a handler sends is held until the step ends and what it saved is durable.
 *
 * What every event asks of a node stands side by side for all nodes. With thousands of them, an object
 * for each would be a trip to distant memory at every event.
 *
 * @module
 */

import { clone } from "../model/clone.ts";
import { assertPlain } from "../model/plain.ts";
import type { Io, NodeId, Protocol, Tagged } from "../model/protocol.ts";
import type { Clock } from "./clock.ts";
import type { Unsynced } from "./fault.ts";
import { Journal } from "./journal.ts";
import { type NodeHost, NodeIo, type NodeParts, turnTo } from "./node_io.ts";
import type { Outbox } from "./outbox.ts";
import type { Random } from "./random.ts";

/** A batch of effects that waits for an fsync. */
interface Held {
  /** How much of the journal must be durable. */
  readonly length: number;
  /** Where the messages and answers go. */
  readonly to: readonly NodeId[];
  /** What they are. */
  readonly bodies: readonly unknown[];
}

/**
 * Up to so many nodes, each has an `Io` and a list of all nodes of its own, made anew at each start: what is
 * kept beside these, in a `WeakMap` say, is then memory of one process. With thousands of nodes they would be
 * trips to distant memory, and the square of their number; these share one, turned to each in turn.
 */
const FEW = 64;

/** All nodes of one world, by their numbers. */
export class Nodes<S, M extends Tagged, T extends Tagged, R> {
  /** The state of each; `undefined` while it is down. */
  readonly states: (S | undefined)[];
  /** 1 while it is up. */
  readonly up: Uint8Array;
  /** 1 while it is paused. */
  readonly paused: Uint8Array;
  /** Counts starts and crashes, so that what was meant for an earlier incarnation is recognised. */
  readonly incarnations: Uint32Array;
  /** What arrived while it was paused or out of reach, in order. */
  readonly inboxes: (() => void)[][];
  /** What each has saved. */
  readonly journals: readonly Journal<R>[];
  readonly #protocol: Protocol<S, M, T, R>;
  readonly #host: NodeHost;
  readonly #outbox: Outbox;
  /** The `Io` of each since its last start; none where all share one. */
  readonly #ios: NodeIo<M, T, R>[] = [];
  readonly #shared: NodeIo<M, T, R> | undefined;
  readonly #parts: NodeParts<R>;
  /** The nodes without twins. */
  readonly #peers: readonly NodeId[];
  readonly #held: Held[][];
  /** 1 while something of it is held: what it sends then must queue behind. */
  readonly #holds: Uint8Array;

  /**
   * As many nodes as there are clocks, none of them started; the last of them are twins, of these nodes.
   */
  constructor(
    protocol: Protocol<S, M, T, R>,
    host: NodeHost,
    readonly clocks: readonly Clock[],
    randomOf: (node: NodeId) => Random,
    twins: readonly NodeId[] = [],
  ) {
    const all = clocks.map((_, node) => node);
    const peers = Object.freeze(all.slice(0, all.length - twins.length));
    const { compact } = protocol;
    this.#protocol = protocol;
    this.#host = host;
    this.#outbox = host.outbox;
    this.states = all.map(() => undefined);
    this.up = new Uint8Array(all.length);
    this.paused = new Uint8Array(all.length);
    this.incarnations = new Uint32Array(all.length);
    this.inboxes = all.map(() => []);
    this.#held = all.map(() => []);
    this.#holds = new Uint8Array(all.length);
    this.journals = all.map(() =>
      new Journal(compact && ((records) => compact.call(protocol, records)))
    );
    this.#peers = peers;
    const { journals } = this, names = [...peers, ...twins], randoms = all.map(randomOf);
    const drift = clocks.some((clock) => clock.drifts);
    this.#parts = { host, names, randoms, clocks, journals, drift };
    this.#shared = all.length > FEW ? new NodeIo(peers, 0, this.#parts) : undefined;
  }

  /** The first start, or the restart after a crash. */
  start(node: NodeId): void {
    this.up[node] = 1;
    this.paused[node] = 0;
    this.incarnations[node]!++;
    const journal = clone(this.journals[node]!.read());
    if (this.#shared === undefined) {
      this.#ios[node] = new NodeIo(Object.freeze([...this.#peers]), node, this.#parts);
    }
    this.states[node] = this.#protocol.start(this.#ioOf(node), journal);
    this.#end(node);
  }

  /** A message arrives. */
  receive(node: NodeId, message: M): void {
    const upon = this.#protocol.upon as unknown as Steps<S, M, Io<M, T, R>>;
    const handler = upon[message.type];
    if (handler === undefined) throw unknownEvent("message", message.type, Object.keys(upon));
    handler.call(upon, this.states[node]!, message, this.#ioOf(node));
    this.#end(node);
  }

  /** A timer fires. */
  expire(node: NodeId, timer: T): void {
    const after = (this.#protocol.after ?? {}) as Steps<S, T, Io<M, T, R>>;
    const handler = after[timer.type];
    if (handler === undefined) throw unknownEvent("timer", timer.type, Object.keys(after));
    handler.call(after, this.states[node]!, timer, this.#ioOf(node));
    this.#end(node);
  }

  #ioOf(node: NodeId): NodeIo<M, T, R> {
    if (this.#shared === undefined) return this.#ios[node]!;
    turnTo(this.#shared, node);
    return this.#shared;
  }

  /** Everything but the durable journal is gone. Returns how many records had been saved in vain. */
  crash(node: NodeId, unsynced: Unsynced): number {
    this.states[node] = undefined;
    this.up[node] = 0;
    this.paused[node] = 0;
    this.incarnations[node]!++;
    this.inboxes[node]!.length = 0;
    this.#held[node]!.length = 0;
    this.#holds[node] = 0;
    this.#host.timers.endAll(node);
    return this.journals[node]!.crash(this.#host.now, unsynced);
  }

  /** The clock of a node changes its rate at `now`. */
  drift(node: NodeId, now: number, driftPpm: number): void {
    this.clocks[node]!.drift(now, driftPpm);
    this.#parts.drift = true;
  }

  /** The oldest batch that waits for an fsync leaves. */
  release(node: NodeId): void {
    const held = this.#held[node]!;
    const { length, to, bodies } = held.shift()!;
    this.#holds[node] = held.length > 0 ? 1 : 0;
    this.journals[node]!.synced(length);
    this.#leave(node, to, bodies, to.length);
    this.journals[node]!.tidy();
  }

  /** The step is over: its effects leave, or wait for the disk. */
  #end(node: NodeId): void {
    const outbox = this.#outbox;
    if (this.#host.strict) assertPlain(this.states[node], `the state of node ${node}`);
    if (outbox.count === 0 && !outbox.saves) return;
    if (outbox.saves || this.#holds[node] === 1) {
      if (outbox.ahead > 0) this.#leaveAhead(node);
      if (outbox.count === 0 && !outbox.saves) return;
      this.#held[node]!.push({ length: this.journals[node]!.length, ...outbox.take() });
      this.#holds[node] = 1;
      this.#host.sync(node);
    } else {
      const { count } = outbox;
      outbox.clear();
      this.#leave(node, outbox.to, outbox.bodies, count);
    }
  }

  /** What need not wait for the disk leaves while the rest does. */
  #leaveAhead(node: NodeId): void {
    for (const { to, body } of this.#outbox.takeAhead()) this.#leave(node, [to], [body], 1);
  }

  /** Messages go to nodes, answers to the return addresses beyond them. */
  #leave(from: NodeId, to: readonly NodeId[], bodies: readonly unknown[], count: number): void {
    const host = this.#host, peers = this.#peers.length;
    for (let i = 0; i < count; i++) {
      const receiver = to[i]!;
      if (receiver < peers) host.transmit(from, receiver, bodies[i]);
      else host.reply(from, receiver, bodies[i]);
    }
  }
}

/** Handlers, as they are found by the type of an event at run time. */
type Steps<S, E, I> = Record<string, ((state: S, event: E, io: I) => void) | undefined>;

function unknownEvent(sort: string, type: string, known: readonly string[]): TypeError {
  return new TypeError(
    `Cannot handle a ${sort} of type "${type}" because the protocol must have a handler for it: ` +
      `given handlers for ${known.map((name) => `"${name}"`).join(", ") || "none"}`,
  );
}
