/** Carries messages and answers: asks the network and the schedule for the fate of each. @module */

import { clone } from "../model/clone.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import type { LossReason } from "../model/trace.ts";
import type { Schedule } from "./fault.ts";
import { MessageFaults } from "./message_faults.ts";
import { Network } from "./network.ts";
import type { NetworkOptions } from "./network_options.ts";
import type { EventQueue } from "./queue.ts";
import { Random } from "./random.ts";
import type { Untimed } from "./recorder.ts";

/** Where the transport writes down what it carries. */
export interface TraceSink {
  /** False when there is no need to write. */
  readonly on: boolean;
  /** Adds an event to the trace. */
  record(event: Untimed): void;
}

/** The part of a world's options that concerns the transport. */
export interface TransportOptions {
  /** What the network does by chance. */
  readonly network?: NetworkOptions;
  /** How many nodes there are, twins not counted. */
  readonly nodes: number;
  /** Whom each further node takes itself for. */
  readonly twins?: readonly NodeId[];
  /** Where the network's chance comes from. */
  readonly seed: number;
  /** The faults; those of single messages apply here. */
  readonly faults?: Schedule;
  /** Called with everything that is handed over. */
  readonly tap?: (
    sent: { readonly from: NodeId; readonly to: NodeId; readonly body: unknown },
  ) => void;
}

/** The kind of a message's arrival at a node. */
export const DELIVER = 0;
/** The kind of an answer's arrival at a client. */
export const ANSWER = 1;

/** The transport of one run. */
export class Transport {
  /** How many messages and answers, copies included, were handed to the network. */
  messages = 0;
  readonly #time: { readonly now: number };
  readonly #queue: EventQueue;
  /** Decides by chance, by partition and by slow link. */
  readonly network: Network;
  readonly #faults: MessageFaults;
  readonly #sink: TraceSink;
  readonly #tap: TransportOptions["tap"];
  readonly #twins: readonly NodeId[];
  /** The number of the first twin. */
  readonly #firstTwin: number;

  /** Arrivals are put into `queue`. */
  constructor(
    time: { readonly now: number },
    queue: EventQueue,
    sink: TraceSink,
    { network = {}, nodes, twins = [], seed, faults = [], tap }: TransportOptions,
  ) {
    this.#twins = twins;
    this.#firstTwin = nodes;
    this.#tap = tap;
    this.#time = time;
    this.#queue = queue;
    this.#sink = sink;
    this.network = new Network(network, nodes + twins.length, new Random(seed, "network"));
    this.#faults = new MessageFaults(faults, sink.on);
    twins.forEach((of, i) => {
      const node = nodes + i;
      sink.record({
        kind: "fault",
        words: `node ${node} is a twin of node ${of}`,
        nodes: [node, of],
      });
    });
  }

  /** Sends off a message, to the twins of its receiver too. */
  deliver(from: NodeId, to: NodeId, body: unknown): void {
    this.dispatch(DELIVER, from, to, body);
    for (let i = 0; i < this.#twins.length; i++) {
      if (this.#twins[i] === to) this.dispatch(DELIVER, from, this.#firstTwin + i, clone(body));
    }
  }

  /** Sends off what travels from `from` to `to`. */
  dispatch(kind: number, from: NodeId, to: NodeId, body: unknown): void {
    const { now } = this.#time;
    this.#tap?.({ from, to, body });
    const { network } = this;
    const bytes = network.limited ? network.size(kind === ANSWER ? body : unsigned(body)) : 0;
    let latency = network.fate(from, to, now, (body as Partial<Tagged> | null)?.type, bytes);
    let copyMs = network.copyMs;
    let nth = 0;
    if (this.#faults.counting) {
      nth = this.#faults.next(from, to);
      const planned = this.#faults.fate(from, to, nth);
      if (planned !== undefined) {
        latency = planned.lost ? Infinity : planned.latencyMs ?? latency;
        copyMs = planned.copyMs ?? copyMs;
      }
    }
    const cut = network.parted && network.isCut(from, to);
    const arrives = latency !== Infinity && !cut;
    const why = arrives ? undefined : cut ? "partitioned" : network.full ? "full" : "lost";
    const number = this.#send(kind, from, to, body, nth, latency, why);
    if (arrives) this.#queue.push(now + latency, kind, to, from, number, body);
    if (copyMs < 0 || !arrives) return;
    const copy = this.#send(kind, from, to, body, nth, copyMs, undefined, number);
    this.#queue.push(now + copyMs, kind, to, from, copy, clone(body));
  }

  /** A message that was under way does not arrive; one that never travelled has a number below 0. */
  lose(message: number, from: NodeId, to: NodeId, why: LossReason): void {
    if (message >= 0) this.#sink.record({ kind: "lose", message, from, to, why });
  }

  /** From now on everything arrives. */
  heal(): void {
    this.network.heal();
    this.#faults.heal();
  }

  /** Counts and records one copy of a message. */
  #send(
    kind: number,
    from: NodeId,
    to: NodeId,
    body: unknown,
    nth: number,
    latency: number,
    why?: LossReason,
    copyOf?: number,
  ): number {
    const message = this.messages++;
    if (!this.#sink.on) return message;
    const latencyMs = why === undefined ? latency : Infinity;
    this.#sink.record({
      kind: "send",
      message,
      from,
      to,
      body: bodyOf(kind, body),
      nth,
      latencyMs,
      ...(copyOf === undefined ? {} : { copyOf }),
    });
    if (why !== undefined) this.#sink.record({ kind: "lose", message, from, to, why });
    return message;
  }
}

/** A message without what the world has added to it: who sent it. */
function unsigned(body: unknown): unknown {
  const { from: _, ...message } = body as { from: NodeId };
  return message;
}

/** A copy of what travels; answers have no type of their own. */
export function bodyOf(kind: number, body: unknown): unknown {
  return kind === ANSWER ? { type: "answer", result: clone(body) } : clone(body);
}
