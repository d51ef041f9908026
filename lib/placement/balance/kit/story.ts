/** Small runs in which a wrong rule does harm, and a right one does not. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Balancer } from "../balancer.ts";
import type { Rules } from "../rules.ts";

/** A small run. */
export interface Story {
  /** What happens in it. */
  readonly words: string;
  /** What went wrong, in a sentence; undefined when nothing did. */
  breach(change: Partial<Rules>): string | undefined;
}

/** Adds servers 0 to `count` − 1, of weight 1, long ago. */
export function withServers(balancer: Balancer, count: number): Balancer {
  for (let server = 0; server < count; server++) balancer.add(server, -1e6);
  return balancer;
}

/** Picks so many times, and sends each request. */
export function send(balancer: Balancer, count: number, now = 0): NodeId[] {
  return Array.from({ length: count }, () => {
    const server = balancer.pick(now);
    balancer.started(server, now);
    return server;
  });
}

/** How often it is among them. */
export function times(server: NodeId, picks: readonly NodeId[]): number {
  return picks.filter((each) => each === server).length;
}

/** What was thrown, as a breach. */
export function thrownBy(run: () => string | undefined): string | undefined {
  try {
    return run();
  } catch (error) {
    return (error as Error).message;
  }
}
