/** What a simulated network does to messages when no fault is at work. @module */

import type { NodeId } from "../model/protocol.ts";
import type { Latency } from "../model/latency.ts";

/** How a link behaves when no fault is at work. */
export interface LinkOptions {
  /** How long a message takes; default: always 1 ms. */
  readonly latency?: Latency;
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
  /** The probability that a message arrives twice; default 0. */
  readonly duplication?: number;
  /**
   * How long a duplicate takes; default: as any message. With more than that, copies come out of an
   * older term, view or context.
   */
  readonly copyLatency?: Latency;
  /**
   * "any" (default): messages overtake one another as their latencies have it. "fifo": a message
   * arrives no earlier than those sent before it on the same link.
   */
  readonly order?: "any" | "fifo";
  /**
   * How many bytes leave per ms; default: any number at once. A message leaves when those before it on
   * the same link have, and then takes its latency. A type with a bandwidth of its own has its own queue,
   * and so has every operation of a client.
   */
  readonly bandwidth?: number;
  /** A message is lost ("full") if more bytes than this would wait, itself included; default: never. */
  readonly queueLimit?: number;
}

/** All links alike, but for those that are named. */
export interface NetworkOptions extends LinkOptions {
  /** Links that differ; what they leave out is as for all. */
  readonly links?: readonly (LinkOptions & { readonly from: NodeId; readonly to: NodeId })[];
  /** Messages that differ by their type, whatever link they take. */
  readonly types?: Readonly<Record<string, LinkOptions>>;
  /**
   * How many bytes a message has, or the result of an operation, where there is a bandwidth; default:
   * as many as it has on a real network, its frame left out.
   */
  readonly size?: (body: unknown) => number;
}
