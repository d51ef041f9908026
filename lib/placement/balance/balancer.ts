/**
 * A load balancer: it chooses the server that shall have the next request, from what it was told.
 * It owns no clock and no socket; whoever owns it says what happens and when, and gives it a stream
 * of draws, so that the same news and the same seed give the same choices.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";

/** Where chance comes from: a seeded stream, as `Random` of `sim/random.ts` is one. */
export interface Draws {
  /** A whole number from 0 to `n` − 1. */
  below(n: number): number;
  /** A number from 0 up to but not including 1. */
  unit(): number;
}

/** What a balancer may know of a request before it is sent. */
export interface Request {
  /** What it asks for; of interest to balancers that send equal keys to one server. */
  readonly key?: string;
  /** Servers on which it failed already: it goes to another one while there is one. */
  readonly tried?: readonly NodeId[];
}

/**
 * Chooses servers. Times are of one clock, in ms, and never fall. Servers are numbers, and the
 * order in which they were added is of no importance.
 */
export interface Balancer {
  /** What it is called: "least connections". */
  readonly name: string;

  /**
   * The server for the next request: one that is there and whose weight is above 0. Picking takes a
   * turn, or a place in a queue; whoever sends the request says so with `started`. Throws
   * `RangeError` when there is no such server; `ready` tells that before.
   */
  pick(now: number, request?: Request): NodeId;
  /** How many servers there are that can be picked. */
  readonly ready: number;

  /**
   * A server comes; throws `RangeError` if it is there. A weight, default 1, is a number from 0 to
   * 10⁹: who has twice the weight can bear twice the load, and 0 asks for no new requests.
   */
  add(server: NodeId, now: number, weight?: number): void;
  /** A server goes; requests that are under way there may still end. Throws if it is not there. */
  remove(server: NodeId, now: number): void;
  /** A server has another weight from now on. Throws if it is not there. */
  weigh(server: NodeId, weight: number, now: number): void;

  /** A request was sent to a server. Throws if it is not there. */
  started(server: NodeId, now: number): void;
  /** A request was answered well, after `latencyMs`. Throws if none is under way there. */
  ended(server: NodeId, now: number, latencyMs: number): void;
  /**
   * A request was refused, or answered with an error, or given up. Throws if none is under way
   * there.
   */
  failed(server: NodeId, now: number, latencyMs: number): void;

  /** A server said how many requests it has, of all its clients. It may be old news. */
  reported(server: NodeId, now: number, inFlight: number): void;
  /** A server said that it has nothing to do. */
  idle(server: NodeId, now: number): void;

  /** How many requests of this balancer are under way at a server, which may be gone. */
  inFlight(server: NodeId): number;
  /** What does not add up, one sentence each: for tests and simulations. */
  violations(): string[];
}

/** The greatest weight, so that sums of them are exact enough. */
const GREATEST = 1e9;

/** Throws `RangeError` unless it can be a weight. */
export function assertWeight(server: NodeId, weight: number): void {
  if (weight >= 0 && weight <= GREATEST) return;
  throw new RangeError(
    `Cannot weigh server ${server} because a weight must be a number from 0 to ${GREATEST}: ` +
      `given ${weight}`,
  );
}
