/** What clients and administrators ask for in a run of chaos. @module */

import { OPEN } from "../../../replicated/client_sessions.ts";
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
const OPERATIONS = 25;
/** When clients may expect that all is well, in ms. */
const WELL_MS = TROUBLE_MS + 3500;

/** What a client asks: reads and writes of three keys, in a session, and in another at the end. */
export function clientWork(random: Random): Ask[] {
  const ask = (): Ask => {
    const key = "xyz"[random.below(3)]!, value = `${random.below(1e6)};`;
    const type = random.below(3);
    if (type === 0) return { input: { type: "get", key } };
    return { input: { type: type === 1 ? "put" : "append", key, value } };
  };
  const some = (count: number) => [{ input: OPEN }, ...Array.from({ length: count }, ask)];
  // The last operations come when all is well again, in a new session: there may be no old one.
  return [...some(OPERATIONS - 3), ...some(3).map((each) => ({ ...each, at: WELL_MS }))];
}

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
