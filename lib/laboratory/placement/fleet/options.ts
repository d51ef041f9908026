/** What a fleet is made of. @module */

import type { Balancer } from "../../../placement/balance/balancer.ts";
import type { Random } from "../../../sim/random.ts";
import type { Pauses, Work } from "./work.ts";

/** A server. */
export interface FleetServer {
  /** Work done in a ms; default 1. */
  readonly speed?: number;
  /** What balancers are told of how much it bears; default 1. */
  readonly weight?: number;
  /**
   * How many requests it works on at once, each at full speed; default 1. Infinity: all, which
   * share one.
   */
  readonly workers?: number;
  /** When it stands still; default: never. */
  readonly pauses?: Pauses;
  /** It answers with an error after `afterMs`, from one time until another. */
  readonly errors?: { readonly from: number; readonly until: number; readonly afterMs: number };
}

/** What is simulated. */
export interface FleetOptions {
  /** Of all chance. */
  readonly seed: number;
  /** The servers, who have the numbers from 0 on. */
  readonly servers: readonly FleetServer[];
  /** How many clients there are; default 1. */
  readonly clients?: number;
  /** A client's balancer, without servers. */
  balancer(draws: Random, client: number): Balancer;
  /** How many requests come in a ms, on average, to all clients together. */
  readonly perMs: number;
  /** What a request is. */
  readonly work: Work;
  /** What a request is for; default: all are for the same. */
  key?(draws: Random): string;
  /** How many requests are measured. */
  readonly requests: number;
  /** How many come before those; default a tenth as many. */
  readonly warmUp?: number;
  /**
   * How often servers say how many requests they have, and how late that is heard; default: they do
   * not.
   */
  readonly news?: { readonly everyMs: number; readonly lateMs?: number };
}
