/** What a promise of balancers is, and what all of them need. @module */

import { isLacking } from "hb/grade/lacking.ts";
import type { Balancer } from "../given.ts";

/** A promise of balancers. */
export interface Promised {
  /** What is looked at, in words. */
  readonly words: string;
  /** What must come, with its bound; default: what `why` says. */
  readonly must?: string;
  /** Why it must be so, and where that is said. */
  readonly why: string;
  /**
   * What went wrong, in a sentence; `begin` makes a balancer whose draws are decided by the seed and a
   * number.
   */
  breach(begin: (nth?: number) => Balancer): string | undefined;
}

/** Adds servers of these weights, long ago. */
export function withServers(balancer: Balancer, weights: readonly number[]): Balancer {
  for (const [server, weight] of weights.entries()) balancer.add(server, -1e6, weight);
  return balancer;
}

/** So many of weight 1. */
export const alike = (count: number): readonly number[] => Array.from({ length: count }, () => 1);

/** How often it is among them. */
export const times = (server: number, picks: readonly number[]): number =>
  picks.filter((each) => each === server).length;

/** Sends requests for many keys, of which so many are under way at a time; returns who had each. */
export function sendThrough(balancer: Balancer, count: number, underWay: number): number[] {
  const open: number[] = [];
  return Array.from({ length: count }, (_, now) => {
    const server = balancer.pick(now, { key: `key ${now}` });
    balancer.started(server, now);
    open.push(server);
    if (open.length > underWay) balancer.ended(open.shift()!, now, 10);
    return server;
  });
}

/** What a call says when it is refused; nothing if it is not. */
export function refusal(call: () => unknown): string {
  try {
    call();
    return "nothing";
  } catch (error) {
    if (isLacking(error)) throw error;
    return error instanceof RangeError ? error.message : `${error}`;
  }
}
