/**
 * The network of a simulated world: what it does to each message, by chance and by fault.
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";
import { assertNode, type Fault } from "./fault.ts";
import { constant, draw, type Latency } from "./latency.ts";
import type { Random } from "./random.ts";

/** How a link behaves when no fault is at work. */
export interface LinkOptions {
  /** How long a message takes; default: always 1 ms. */
  readonly latency?: Latency;
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
  /** The probability that a message arrives twice; default 0. */
  readonly duplication?: number;
  /**
   * "any" (default): messages overtake one another as their latencies have it. "fifo": a message
   * arrives no earlier than those sent before it on the same link.
   */
  readonly order?: "any" | "fifo";
}

/** All links alike, but for those that are named. */
export interface NetworkOptions extends LinkOptions {
  /** Links that differ; what they leave out is as for all. */
  readonly links?: readonly (LinkOptions & { readonly from: NodeId; readonly to: NodeId })[];
  /** Messages that differ by their type, whatever link they take. */
  readonly types?: Readonly<Record<string, LinkOptions>>;
}

type Link = Required<LinkOptions>;

/** Decides the fate of every message. Nodes are 0 to `nodes` − 1; higher numbers are clients. */
export class Network {
  /** After `fate`: how long the duplicate takes, or −1 when there is none. */
  copyMs: number = -1;
  /** True when `isCut` may be true for some link. */
  parted = false;

  readonly #random: Random;
  #default!: Link;
  /** Invariant: when at least 0, every message takes this long, and nothing befalls any. */
  #steadyMs = -1;
  readonly #types = new Map<string, Link>();
  readonly #links = new Map<number, Link>();
  readonly #cuts = new Set<Fault & { kind: "partition" }>();
  readonly #slow = new Set<Fault & { kind: "slow" }>();
  readonly #lastArrival = new Map<number, number>();
  #healed = false;

  /** Throws on settings of nodes that do not exist and on probabilities that cannot be. */
  constructor(options: NetworkOptions, nodes: number, random: Random) {
    this.#random = random;
    this.reshape(options, nodes);
  }

  /** From now on chance goes by these options; what is under way stays as it is. */
  reshape(options: NetworkOptions, nodes: number): void {
    this.#default = complete(options, {
      latency: constant(1),
      loss: 0,
      duplication: 0,
      order: "any",
    });
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
    this.#steadyMs = this.#steady();
  }

  /**
   * How long the message that leaves `from` for `to` at `now` will take: `Infinity` when it is lost.
   * Sets `copyMs`. The draws depend on the settings alone, so a fault reshuffles nothing else.
   */
  fate(from: NodeId, to: NodeId, now: number, type?: string): number {
    if (this.#steadyMs >= 0) return this.#steadyMs;
    const link = this.#linkOf(from, to, type);
    const random = this.#random;
    const lost = link.loss > 0 && random.chance(link.loss);
    const latency = link.latency.kind === "constant" ? link.latency.ms : draw(link.latency, random);
    this.copyMs = -1;
    const copied = link.duplication > 0 && random.chance(link.duplication);
    const copyMs = link.duplication > 0 ? draw(link.latency, random) : 0;
    if (lost && !this.#healed) return Infinity;
    const taken = this.#passage(link, from, to, now, latency);
    if (copied && !this.#healed) this.copyMs = this.#passage(link, from, to, now, copyMs);
    return taken;
  }

  #linkOf(from: NodeId, to: NodeId, type: string | undefined): Link {
    if (this.#types.size > 0 && type !== undefined) {
      const link = this.#types.get(type);
      if (link !== undefined) return link;
    }
    if (this.#links.size === 0) return this.#default;
    return this.#links.get(linkKey(from, to)) ?? this.#default;
  }

  /** Whether a partition keeps messages from passing from one to the other just now. */
  isCut(from: NodeId, to: NodeId): boolean {
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
    this.#look();
  }

  /** A fault is over. */
  end(fault: Fault): void {
    if (fault.kind === "partition") this.#cuts.delete(fault);
    if (fault.kind === "slow") this.#slow.delete(fault);
    this.#look();
  }

  /** From now on nothing is lost, duplicated, cut or slowed. */
  heal(): void {
    this.#healed = true;
    this.#cuts.clear();
    this.#slow.clear();
    this.#look();
  }

  /** Brings the short cuts up to date with the faults at work. */
  #look(): void {
    this.parted = this.#cuts.size > 0;
    this.#steadyMs = this.#steady();
  }

  /** How long every message takes when nothing is left to chance or fault, else −1. */
  #steady(): number {
    const { latency, loss, duplication, order } = this.#default;
    const plain = loss === 0 && duplication === 0 && order === "any";
    const alike = this.#links.size === 0 && this.#types.size === 0 && this.#slow.size === 0;
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

/** One number for a directed link. */
export function linkKey(from: NodeId, to: NodeId): number {
  return from * 2 ** 26 + to;
}

function complete(given: LinkOptions, otherwise: Link): Link {
  return {
    latency: given.latency ?? otherwise.latency,
    loss: probability("loss", given.loss ?? otherwise.loss),
    duplication: probability("duplication", given.duplication ?? otherwise.duplication),
    order: given.order ?? otherwise.order,
  };
}

function probability(name: string, value: number): number {
  if (value >= 0 && value <= 1) return value;
  throw new RangeError(
    `Cannot build a network as its ${name} must be a probability from 0 to 1: given ${value}`,
  );
}
