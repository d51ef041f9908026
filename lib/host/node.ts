/**
 * One node of a protocol in the real world: it takes steps one at a time, and what a step sends leaves
 * when what it saved is durable, or at once if it said that it is to go ahead.
 *
 * Everything that a handler hands out is turned into bytes at once, so nothing shares memory with its state.
 *
 * @module
 */

import { setImmediate } from "node:timers";
import { ByteWriter } from "../codec/byte_writer.ts";
import { decodePlain } from "../codec/decode_plain.ts";
import { encodePlain, writePlain } from "../codec/encode_plain.ts";
import { clone } from "../model/clone.ts";
import type { Ahead, Io, Key, NodeId, Protocol, Tagged } from "../model/protocol.ts";
import type { Draws } from "./draws.ts";
import type { Lane } from "./lanes/lanes.ts";
import { Slab } from "./slab.ts";
import type { Took } from "./slow.ts";
import { Timers } from "./timers.ts";

/** What a node needs of the world. */
export interface NodeWorld<M> {
  /** How many nodes there are. */
  readonly nodes: number;
  /** What `choose` draws from. */
  readonly draws: Draws;
  /** Calls `leave` when `records`, as bytes, and all before them are durable; there may be none of either. */
  commit(records: Uint8Array | undefined, leave: (() => void) | undefined): void;
  /** A message to another node, as it will travel; throws if it cannot. */
  pack(to: NodeId, message: M): Packed;
  /** Carries it to that node. */
  send(to: NodeId, message: Packed): void;
  /** Carries an answer to the return address of a request. */
  answer(address: NodeId, result: Uint8Array): void;
  /** Hears how long a step took, if somebody wants to know. */
  readonly took?: Took | undefined;
  /** A handler threw: the node has stopped, as its state may be half changed. */
  failed(where: string, error: unknown): void;
}

/** A message as the bytes that travel. */
export interface Packed {
  /** The bytes. */
  readonly bytes: Uint8Array;
  /** How they were made. */
  readonly encoding: string;
  /** Whether others may overtake it. */
  readonly lane: Lane;
  /** What proves it, if that takes signatures. */
  readonly proofs?: Promise<Uint8Array<ArrayBuffer>>;
}

/** A message for another node, an answer, a message for the node itself. */
type Parcel =
  | { readonly kind: "send"; readonly to: NodeId; readonly packed: Packed }
  | { readonly kind: "answer" | "self"; readonly to: NodeId; readonly bytes: Uint8Array };

/** What a step sends: at once, and when what it saved is durable. */
interface Parcels {
  readonly ahead: Parcel[];
  readonly behind: Parcel[];
}

/** A running node; it is its own `Io`, as steps never nest. */
export class HostedNode<S, M extends Tagged, T extends Tagged, R> implements Io<M, T, R> {
  readonly self: NodeId;
  readonly peers: readonly NodeId[];
  /** Its state, to be looked at only. */
  state: S | undefined;
  /** How many steps it took. */
  steps = 0;
  readonly #protocol: Protocol<S, M, T, R>;
  readonly #world: NodeWorld<M>;
  /** For answers. */
  readonly #slab = new Slab();
  readonly #timers: Timers<T>;
  #parcels: Parcels = none();
  /** What the step under way saves: one record's bytes after another's. */
  #saved: ByteWriter | undefined;
  #running = false;

  /** A node that has not started. */
  constructor(self: NodeId, protocol: Protocol<S, M, T, R>, world: NodeWorld<M>) {
    this.self = self;
    this.peers = Object.freeze(Array.from({ length: world.nodes }, (_, node) => node));
    this.#protocol = protocol;
    this.#world = world;
    this.#timers = new Timers((timer) => this.#expire(timer));
  }

  /** Begins, or goes on from what was saved. */
  start(journal: readonly R[]): void {
    this.#running = true;
    this.#step("at the start", () => this.state = this.#protocol.start(this, journal));
  }

  /** No step is taken any more. */
  stop(): void {
    this.#running = false;
    this.#timers.clear();
  }

  /** Whether there is a handler for messages of this type. */
  takes(type: string): boolean {
    return Object.hasOwn(this.#protocol.upon, type);
  }

  /** A message has come, which has a handler. It must be the receiver's own. */
  receive(from: NodeId, message: M): void {
    const upon = this.#protocol.upon as unknown as Steps<S, M, Io<M, T, R>>;
    const arrival = Object.assign(message, { from });
    this.#step(`upon "${message.type}"`, () => upon[message.type]!(this.state!, arrival, this));
  }

  now(): number {
    return performance.timeOrigin + performance.now();
  }

  choose(n: number): number {
    if (Number.isInteger(n) && n >= 1) return this.#world.draws.below(n);
    throw new RangeError(
      `Cannot choose because the number of choices must be 1 or more: given ${n}`,
    );
  }

  send(to: NodeId, message: M, ahead?: Ahead): void {
    if (!this.peers.includes(to)) {
      throw new RangeError(
        `Cannot send "${message.type}" because its receiver must be a node from 0 to ` +
          `${this.peers.length - 1}: given ${to}`,
      );
    }
    this.#parcels[ahead ?? "behind"].push(
      to === this.self
        ? { kind: "self", to, bytes: encodePlain(message) }
        : { kind: "send", to, packed: this.#world.pack(to, message) },
    );
  }

  answer(client: NodeId, result: unknown, ahead?: Ahead): void {
    if (!(Number.isSafeInteger(client) && client >= this.peers.length)) {
      throw new RangeError(
        `Cannot answer because the receiver must be the return address of a client ` +
          `(${this.peers.length} or more): given ${client}`,
      );
    }
    const bytes = this.#slab.write((writer) => writePlain(writer, result));
    this.#parcels[ahead ?? "behind"].push({ kind: "answer", to: client, bytes });
  }

  wait(delayMs: number, timer: T): void {
    if (!(delayMs >= 0)) {
      throw new RangeError(
        `Cannot use a delay of timer "${timer.type}" because ` +
          `it must be at least 0: given ${delayMs}`,
      );
    }
    this.#timers.wait(delayMs, clone(timer));
  }

  cancel(type: T["type"], key?: Key): void {
    this.#timers.cancel(type, key);
  }

  save(record: R): void {
    this.#saved ??= new ByteWriter();
    writePlain(this.#saved, record);
  }

  #expire(timer: T): void {
    const after = (this.#protocol.after ?? {}) as unknown as Steps<S, T, Io<M, T, R>>;
    this.#step(`after "${timer.type}"`, () => after[timer.type]!(this.state!, timer, this));
  }

  #step(where: string, run: () => void): void {
    if (!this.#running) return;
    this.steps++;
    const { took } = this.#world;
    const began = took === undefined ? 0 : performance.now();
    try {
      run();
      took?.(`the step ${where}`, performance.now() - began);
    } catch (error) {
      this.stop();
      this.#parcels = none();
      this.#saved = undefined;
      return this.#world.failed(where, error);
    }
    this.#end();
  }

  #end(): void {
    const { ahead, behind } = this.#parcels, saved = this.#saved;
    if (ahead.length > 0 || behind.length > 0) this.#parcels = none();
    this.#saved = undefined;
    for (const parcel of ahead) this.#leave(parcel);
    if (behind.length === 0 && saved === undefined) return;
    const leave = () => {
      for (const parcel of behind) this.#leave(parcel);
    };
    this.#world.commit(saved?.view(), behind.length === 0 ? undefined : leave);
  }

  #leave(parcel: Parcel): void {
    if (parcel.kind === "send") return this.#world.send(parcel.to, parcel.packed);
    const { to, bytes } = parcel;
    if (parcel.kind === "answer") return this.#world.answer(to, bytes);
    // Later, as a step of its own; in between, others get their turn.
    setImmediate(() => this.receive(to, decodePlain(bytes) as unknown as M));
  }
}

function none(): Parcels {
  return { ahead: [], behind: [] };
}

/** Handlers, as they are found by the type of an event at run time. */
type Steps<S, E, I> = Record<string, ((state: S, event: E, io: I) => void) | undefined>;
