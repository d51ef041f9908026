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
}

type Link = Required<LinkOptions>;

/** Decides the fate of every message. Nodes are 0 to `nodes` − 1; higher numbers are clients. */
export class Network {
  /** After `fate`: how long the duplicate takes, or −1 when there is none. */
  copyMs = -1;

  readonly #random: Random;
  readonly #default: Link;
  readonly #links = new Map<number, Link>();
  readonly #cuts = new Set<Fault & { kind: "partition" }>();
  readonly #slow = new Set<Fault & { kind: "slow" }>();
  readonly #lastArrival = new Map<number, number>();
  #healed = false;

  constructor(options: NetworkOptions, nodes: number, random: Random) {
    this.#random = random;
    this.#default = complete(options, {
      latency: constant(1),
      loss: 0,
      duplication: 0,
      order: "any",
    });
    for (const link of options.links ?? []) {
      assertNode(link.from, nodes, "settings of a link");
      assertNode(link.to, nodes, "settings of a link");
      this.#links.set(linkKey(link.from, link.to), complete(link, this.#default));
    }
  }

  /**
   * How long the message that leaves `from` for `to` at `now` will take: `Infinity` when it is lost.
   * Sets `copyMs`. The draws depend on the settings alone, so a fault reshuffles nothing else.
   */
  fate(from: NodeId, to: NodeId, now: number): number {
    const link = this.#links.size === 0
      ? this.#default
      : this.#links.get(linkKey(from, to)) ?? this.#default;
    const random = this.#random;
    const lost = link.loss > 0 && random.chance(link.loss);
    const latency = link.latency.kind === "constant" ? link.latency.ms : draw(link.latency, random);
    this.copyMs = -1;
    if (link.duplication > 0) {
      const copied = random.chance(link.duplication);
      const copyMs = draw(link.latency, random);
      if (copied && !this.#healed) this.copyMs = copyMs + this.#slownessOf(from, to);
    }
    if (lost && !this.#healed) return Infinity;
    const taken = this.#slow.size === 0 ? latency : latency + this.#slownessOf(from, to);
    return link.order === "any" ? taken : this.#inOrder(from, to, now, taken);
  }

  /** Whether a partition keeps messages from passing from one to the other just now. */
  isCut(from: NodeId, to: NodeId): boolean {
    for (const { sides: [left, right], oneWay } of this.#cuts) {
      if (left.includes(from) && right.includes(to)) return true;
      if (!oneWay && right.includes(from) && left.includes(to)) return true;
    }
    return false;
  }

  /** True when `isCut` may be true for some link. */
  get parted(): boolean {
    return this.#cuts.size > 0;
  }

  /** A fault sets in. */
  begin(fault: Fault): void {
    if (fault.kind === "partition") this.#cuts.add(fault);
    if (fault.kind === "slow") this.#slow.add(fault);
  }

  /** A fault is over. */
  end(fault: Fault): void {
    if (fault.kind === "partition") this.#cuts.delete(fault);
    if (fault.kind === "slow") this.#slow.delete(fault);
  }

  /** From now on nothing is lost, duplicated, cut or slowed. */
  heal(): void {
    this.#healed = true;
    this.#cuts.clear();
    this.#slow.clear();
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
