/** How much is asked in a run of chaos, and what administrators ask for. @module */

import type { Ask } from "../../../model/clients.ts";
import type { Random } from "../../../sim/random.ts";
import type { Change, Transition } from "../membership.ts";
import type { Request } from "../messages.ts";

/** How many clients there are. */
export const CLIENTS = 4;
/** How many administrators come after them. */
export const ADMINS = 2;
/** When the last fault sets in, in ms. */
export const TROUBLE_MS = 6000;

/** How many operations each client asks for. */
export const OPERATIONS = 25;
/** When clients may expect that all is well, in ms. */
export const WELL_MS: number = TROUBLE_MS + 3500;

/** What somebody asks who changes the members and passes leadership on, without asking whether that is wise. */
export function adminWork(random: Random, nodes: number): Ask[] {
  const asks: Ask[] = [];
  for (let at = 500; at < TROUBLE_MS; at += 100 + random.below(600)) {
    const input = random.chance(0.3)
      ? { type: "transfer", to: random.below(nodes) }
      : aChange(random, nodes);
    asks.push({ at, input });
  }
  return asks;
}

function aChange(random: Random, nodes: number): Request {
  const transition = pick<Transition>(random, ["auto", "auto", "implicit", "explicit"]);
  const one = (node: number) => ({
    type: pick<Change["type"]>(random, ["addVoter", "addVoter", "addLearner", "remove"]),
    node,
  });
  // A few servers, or all of them anew.
  const changes = random.chance(0.3)
    ? Array.from({ length: nodes }, (_, node) => one(node))
    : Array.from({ length: random.below(4) }, () => one(random.below(nodes)));
  return { type: "change", transition, changes };
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)]!;
}
