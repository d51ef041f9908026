/**
 * Answers on their way from the nodes to the clients. An answer is a moment of its own: it may leave
 * later than what its step sends, and a crash in between takes it, though the operation has happened.
 *
 * @module
 */

import type { Latency } from "../model/latency.ts";
import type { NodeId } from "../model/protocol.ts";
import { draw } from "./latency.ts";
import { OPERATOR } from "./operator.ts";
import { ANSWER, bodyOf, type TraceSink, type Transport } from "./transport.ts";
import type { EventQueue } from "./queue.ts";
import type { Random } from "./random.ts";

/** The kind of an answer's leaving its node. */
export const LEAVE = 8;

/** The parts of a run that answers pass. */
export interface AnswerHost {
  /** Virtual time, in ms. */
  readonly now: number;
  /** What is still to happen. */
  readonly queue: EventQueue;
  /** Carries answers to clients that do not sit at their nodes. */
  readonly transport: Transport;
  /** Where arrivals are written down. */
  readonly observer: TraceSink;
  /** Who waits. */
  readonly clients: { answer(address: NodeId, result: unknown): boolean } | undefined;
  /** The nodes that answer. */
  readonly nodes: {
    /** Counts starts and crashes. */
    readonly incarnations: { readonly [node: number]: number };
    /** 1 while a node is paused. */
    readonly paused: { readonly [node: number]: number };
    /** What waits for a paused node. */
    readonly inboxes: readonly (() => void)[][];
  };
}

/** An answer that has not left its node yet. */
interface Held {
  readonly address: NodeId;
  readonly result: unknown;
}

/** The answers of one run. */
export class Answers {
  readonly #run: AnswerHost;
  readonly #local: boolean;
  readonly #delay: Latency | undefined;
  readonly #random: Random;
  /** When the last answer of each node leaves, as they leave in order. */
  readonly #last: number[] = [];

  /** `local`: clients sit at their nodes. `delay`: how long an answer stays at its node. */
  constructor(run: AnswerHost, local: boolean, delay: Latency | undefined, random: Random) {
    this.#run = run;
    this.#local = local;
    this.#delay = delay;
    this.#random = random;
  }

  /** A node answers the operation that came from `address`. */
  answer(from: NodeId, address: NodeId, result: unknown): void {
    if (address === OPERATOR) return;
    if (this.#delay === undefined) return this.#leave(from, address, result);
    const { now, queue, nodes } = this.#run;
    const at = Math.max(now + draw(this.#delay, this.#random), this.#last[from] ?? 0);
    this.#last[from] = at;
    const held: Held = { address, result };
    queue.push(at, LEAVE, from, nodes.incarnations[from]!, 0, held);
  }

  /** The time of an answer has come, if its node has lived on since. */
  due(from: NodeId, incarnation: number, held: unknown): void {
    const { nodes } = this.#run;
    if (nodes.incarnations[from] !== incarnation) return;
    if (nodes.paused[from] === 1) {
      nodes.inboxes[from]!.push(() => this.due(from, incarnation, held));
      return;
    }
    const { address, result } = held as Held;
    this.#leave(from, address, result);
  }

  /** An answer has travelled to its client. */
  arrive(address: NodeId, from: NodeId, message: number, result: unknown): void {
    const { transport, observer, clients } = this.#run;
    if (transport.network.parted && transport.network.isCut(from, address)) {
      return transport.lose(message, from, address, "partitioned");
    }
    if (observer.on) {
      const body = bodyOf(ANSWER, result);
      observer.record({ kind: "deliver", message, from, to: address, body });
    }
    clients?.answer(address, result);
  }

  #leave(from: NodeId, address: NodeId, result: unknown): void {
    const { clients, transport } = this.#run;
    if (this.#local) clients!.answer(address, result);
    else transport.dispatch(ANSWER, from, address, result);
  }
}
