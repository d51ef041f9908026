/** Whether a repair that was reported has been done. @module */

import type { History } from "../../../model/history.ts";
import { type Invariant, remembering } from "../../../model/invariant.ts";
import type { Stamp } from "../messages.ts";
import type { State } from "../state.ts";
import type { Wish } from "../wishes.ts";
import { isAtLeast, stampsOf } from "./order.ts";

/** What the partner of a repair held when it was asked for, by the client, which has one operation at a time. */
type Owed = Map<number, ReadonlyMap<string, Stamp>>;

/**
 * Whoever is told that a repair has been done can rely on it. Where initiators only give, they are owed nothing; nor does a
 * partner that crashes meanwhile owe anything, as it may have lost what was not durable.
 */
export const repairedIs: Invariant<State> = remembering<State, Owed>({
  name: "repaired is repaired",
  words: "a node that has reported a repair holds all that the partner held when it was asked for",
  memory: () => new Map(),
  check({ states, history }, owed) {
    for (const [client, { input, outcome }] of lastOf(history)) {
      const wish = input as Wish, held = owed.get(client);
      if (!("partner" in wish)) continue;
      if (outcome === "unknown") {
        const there = states[wish.partner];
        if (held === undefined || there === undefined) owed.set(client, stampsOf(there));
        continue;
      }
      owed.delete(client);
      if (outcome !== "ok" || held === undefined) continue;
      const lacks = lackOf(states[wish.at], held);
      if (lacks === undefined) continue;
      const words =
        `node ${wish.at} has reported that it was repaired from node ${wish.partner}, ` +
        `and does not have ${lacks}`;
      return { words, nodes: [wish.at, wish.partner] };
    }
    return undefined;
  },
});

/** The last operation of each client. */
function lastOf(history: History): Map<number, History[number]> {
  return new Map(history.map((operation) => [operation.process, operation]));
}

/** A key of which a node that is up has nothing, or something earlier. */
function lackOf(s: Readonly<State> | undefined, held: ReadonlyMap<string, Stamp>) {
  if (s === undefined) return undefined;
  for (const [key, stamp] of held) {
    const own = s.items.get(key);
    if (own === undefined || !isAtLeast(own, stamp)) return key;
  }
  return undefined;
}
