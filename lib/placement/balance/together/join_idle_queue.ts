/**
 * Join the idle queue (Lu and others 2011): a server that has nothing to do joins the queue of one
 * of the balancers; a balancer gives a request to the server that waits longest in its queue, and
 * when nobody waits, to any. So no request waits for news of loads, and nobody polls.
 *
 * @module
 */

import type { Balancer, Draws } from "../balancer.ts";
import { balancerOf, type Member } from "../roster.ts";
import { type Rules, rules as usual } from "../rules.ts";
import { sample } from "../sample.ts";

/** A balancer whose servers say when they are idle. */
export function joinIdleQueue(draws: Draws, change: Partial<Rules> = {}): Balancer {
  const rules = { ...usual, ...change };
  /** Invariant: servers that are there, and each once. */
  const queue: Member<null>[] = [];
  const leave = (member: Member<null>) => {
    for (let at = queue.indexOf(member); at >= 0; at = queue.indexOf(member)) queue.splice(at, 1);
  };
  return balancerOf<null>({
    name: "join idle queue",
    remembers: () => null,
    choose(among) {
      const at = queue.findIndex((member) => among.includes(member));
      return at < 0 ? sample(among, draws) : queue.splice(at, 1)[0]!;
    },
    idle(member) {
      if (!rules.idleOnce || !queue.includes(member)) queue.push(member);
    },
    left: leave,
  }, rules);
}
