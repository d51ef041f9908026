/** Who asks in storms of replicas. @module */

import type { Clients } from "../../../../model/clients.ts";
import type { Random } from "../../../../sim/random.ts";
import { type Basket, type BasketUpdate, click, put, take } from "../basket.ts";
import type { Message } from "../messages.ts";

/** How long there is trouble, in ms. */
export const TROUBLE_MS = 1500;

/** Clients of each node click, put things in and take them out; no thing is put in again. */
export function shoppers(
  random: Random,
  nodes: number,
  each = 6,
): Clients<Message<Basket, BasketUpdate>> {
  const asks = (client: number) =>
    Array.from({ length: each }, (_, i): { input: BasketUpdate; at: number } => {
      const drawn = random.below(10), at = random.below(TROUBLE_MS);
      if (drawn < 4) return { input: click, at };
      const taken = `${random.below(nodes)}${"abcdef"[random.below(each)]}`;
      return { input: drawn < 8 ? put(`${client}${"abcdef"[i % 6]}`) : take(taken), at };
    }).sort((a, b) => a.at - b.at);
  return {
    workload: Array.from({ length: nodes }, (_, client) => asks(client)),
    ask: (update) => ({ type: "update", update: update as BasketUpdate }),
    link: "local",
    timeoutMs: 300,
  };
}

/** How often each node is asked that has no rest, in ms: rounds are further apart. */
export const HASTE_MS = 20;

/** Clients of each node click all the time. */
export function clickers(nodes: number): Clients<Message<Basket, BasketUpdate>> {
  const clicks = Array.from({ length: TROUBLE_MS / HASTE_MS }, (_, i) => ({
    input: click,
    at: i * HASTE_MS,
  }));
  return {
    workload: Array.from({ length: nodes }, () => clicks),
    ask: (update) => ({ type: "update", update: update as BasketUpdate }),
    link: "local",
  };
}
