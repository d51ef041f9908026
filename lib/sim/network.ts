/**
 * The network of a simulated world: what it does to each message, by chance and by fault.
 *
 * @module
 */

import { encodePlain } from "../codec/encode_plain.ts";
import type { NodeId } from "../model/protocol.ts";
import { assertNode, type Fault } from "./fault.ts";
import { constant, draw, type Latency } from "./latency.ts";
import type { LinkOptions, NetworkOptions } from "./network_options.ts";
import type { Random } from "./random.ts";
import { linkKey, SendQueues } from "./send_queues.ts";

/** What is left to chance on a link. */
type Link =
  & Required<Omit<LinkOptions, "copyLatency" | "bandwidth" | "queueLimit">>
  & { readonly copyLatency?: Latency | undefined };

/** Decides the fate of every message. Nodes are 0 to `nodes` − 1; higher numbers are clients. */
export class Network {
  /** After `fate`: how long the duplicate takes, or −1 when there is none. */
  copyMs: number = -1;
  /** True when `isCut` may be true for some link. */
  parted = false;
  /** After `fate`: whether the message was lost because a queue is full. */
  full = false;

  readonly #random: Random;
  #default!: Link;
  /** Invariant: when at least 0, every message takes this long, and nothing befalls any. */
  #steadyMs = -1;
  readonly #types = new Map<string, Link>();
  readonly #links = new Map<number, Link>();
  readonly #cuts = new Set<Fault & { kind: "partition" }>();
  readonly #slow = new Set<Fault & { kind: "slow" }>();
  readonly #late = new Set<Fault & { kind: "late" }>();
  readonly #lastArrival = new Map<number, number>();
  readonly #queues = new SendQueues();
  #size: (body: unknown) => number = bytesOf;
  #healed = false;
  readonly #nodes: number;
  /** The node beside which a client sits, by a return address of its; undefined where clients are nowhere. */
  seatOf: ((address: NodeId) => NodeId) | undefined;

  /** Throws on settings of nodes that do not exist and on probabilities that cannot be. */
  constructor(options: NetworkOptions, nodes: number, random: Random) {
    this.#random = random;
    this.#nodes = nodes;
    this.reshape(options, nodes);
  }

  /** Messages that are sent from now on follow these options; those under way are not affected. */
  reshape(options: NetworkOptions, nodes: number): void {
    this.#default = complete(options, {
      latency: constant(1),
      loss: 0,
      duplication: 0,
      order: "any",
    });
    this.#size = options.size ?? bytesOf;
    this.#queues.reshape(options);
    this.#links.clear();
    this.#types.clear();
    for (const link of options.links ?? []) {
      assertNode(link.from, nodes, "settings of a link");
      assertNode(link.to, nodes, "settings of a link");
      this.#links.set(linkKey(link.from, link.to), complete(link, this.#default));
    }
    for (const [type, link] of Object.entries(options.types ?? {})) {
      this.#types.set(type, complete(link, this.#default));
    }
    this.#look();
  }

  /** Whether `fate` must be told how many bytes messages have. */
  get limited(): boolean {
    return this.#queues.limited;
  }

  /** How many bytes a message or a result has. */
  size(body: unknown): number {
    return this.#size(body);
  }

  /**
   * How long the message that leaves `from` for `to` at `now` will take: `Infinity` when it is lost.
   * Sets `copyMs` and `full`. The draws depend on the settings alone, so a fault reshuffles nothing else.
   */
  fate(from: NodeId, to: NodeId, now: number, type?: string, bytes = 0): number {
    if (this.#steadyMs >= 0) return this.#steadyMs;
    const link = this.#linkOf(from, to, type);
    const random = this.#random;
    const lost = link.loss > 0 && random.chance(link.loss);
    const latency = link.latency.kind === "constant" ? link.latency.ms : draw(link.latency, random);
    this.copyMs = -1;
    const copied = link.duplication > 0 && random.chance(link.duplication);
    const copyMs = link.duplication > 0 ? draw(link.copyLatency ?? link.latency, random) : 0;
    const queued = this.limited ? this.#queues.pass(from, to, now, type, bytes, this.#healed) : 0;
    this.full = queued === Infinity;
    if (this.full || lost && !this.#healed) return Infinity;
    const taken = this.#passage(link, from, to, now, queued + latency);
    if (copied && !this.#healed) this.copyMs = this.#passage(link, from, to, now, queued + copyMs);
    for (const late of this.#late) {
      if (late.from === from && late.to === to) this.copyMs = late.latencyMs;
    }
    return taken;
  }

  #linkOf(from: NodeId, to: NodeId, type: string | undefined): Link {
    if (this.#types.size > 0 && type !== undefined) {
      const link = this.#types.get(type);
      if (link !== undefined) return link;
    }
    if (this.#links.size === 0) return this.#default;
    return this.#links.get(linkKey(this.#place(from), this.#place(to))) ?? this.#default;
  }

  /** Where a node is, or a client's return address. */
  #place(address: NodeId): NodeId {
    return address < this.#nodes ? address : this.seatOf?.(address) ?? address;
  }

  /** Whether a partition keeps messages from passing from one to the other just now. */
  isCut(sender: NodeId, receiver: NodeId): boolean {
    const from = this.#place(sender), to = this.#place(receiver);
    for (const { sides: [left, right], oneWay } of this.#cuts) {
      if (left.includes(from) && right.includes(to)) return true;
      if (!oneWay && right.includes(from) && left.includes(to)) return true;
    }
    return false;
  }

  /** A fault sets in. */
  begin(fault: Fault): void {
    if (fault.kind === "partition") this.#cuts.add(fault);
    if (fault.kind === "slow") this.#slow.add(fault);
    if (fault.kind === "late") this.#late.add(fault);
    this.#look();
  }

  /** A fault is over. */
  end(fault: Fault): void {
    if (fault.kind === "partition") this.#cuts.delete(fault);
    if (fault.kind === "slow") this.#slow.delete(fault);
    if (fault.kind === "late") this.#late.delete(fault);
    this.#look();
  }

  /** From now on nothing is lost, duplicated, cut or slowed. */
  heal(): void {
    this.#healed = true;
    this.#cuts.clear();
    this.#slow.clear();
    this.#late.clear();
    this.#look();
  }

  /** Brings the short cuts up to date with the settings and the faults at work. */
  #look(): void {
    this.copyMs = -1;
    this.full = false;
    this.parted = this.#cuts.size > 0;
    this.#steadyMs = this.#steady();
  }

  /** How long every message takes when nothing is left to chance or fault, else −1. */
  #steady(): number {
    const { latency, loss, duplication, order } = this.#default;
    const plain = loss === 0 && duplication === 0 && order === "any" && !this.limited;
    const alike = this.#links.size === 0 && this.#types.size === 0 && this.#slow.size === 0 &&
      this.#late.size === 0;
    return plain && alike && latency.kind === "constant" ? latency.ms : -1;
  }

  /** How long one copy takes in all. */
  #passage(link: Link, from: NodeId, to: NodeId, now: number, drawnMs: number): number {
    const takenMs = this.#slow.size === 0 ? drawnMs : drawnMs + this.#slownessOf(from, to);
    return link.order === "any" ? takenMs : this.#inOrder(from, to, now, takenMs);
  }

  #slownessOf(from: NodeId, to: NodeId): number {
    let byMs = 0;
    for (const slow of this.#slow) {
      if (slow.from === from && slow.to === to) byMs += slow.byMs;
    }
    return byMs;
  }

  #inOrder(from: NodeId, to: NodeId, now: number, taken: number): number {
    const key = linkKey(from, to);
    const arrival = Math.max(now + taken, this.#lastArrival.get(key) ?? 0);
    this.#lastArrival.set(key, arrival);
    return arrival - now;
  }
}

function complete(given: LinkOptions, otherwise: Link): Link {
  return {
    latency: given.latency ?? otherwise.latency,
    loss: probability("loss", given.loss ?? otherwise.loss),
    duplication: probability("duplication", given.duplication ?? otherwise.duplication),
    order: given.order ?? otherwise.order,
    copyLatency: given.copyLatency ?? otherwise.copyLatency,
  };
}

function bytesOf(body: unknown): number {
  return encodePlain(body).length;
}

function probability(name: string, value: number): number {
  if (value >= 0 && value <= 1) return value;
  throw new RangeError(
    `Cannot build a network because its ${name} must be a probability from 0 to 1: given ${value}`,
  );
}
