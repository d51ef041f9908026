/** What may happen in a run of chaos, drawn at random. */

import { OPEN } from "hb/replicated/client_sessions.ts";
import type { Change, Transition } from "hb/consensus/raft/membership.ts";
import type { Request } from "hb/consensus/raft/messages.ts";
import type { Ask } from "hb/sim/clients.ts";
import type { Fault, Unsynced } from "hb/sim/fault.ts";
import type { Random } from "hb/sim/random.ts";

/** How many servers there are. */
export const NODES = 5;
/** How many operations each client asks for. */
const OPERATIONS = 25;
/** When the last fault sets in, in ms. */
export const TROUBLE_MS = 6000;
/** When clients may expect that all is well, in ms. */
const WELL_MS = TROUBLE_MS + 3500;

/** What a client asks: reads and writes of three keys, in a session, and in another at the end. */
export function aWorkload(random: Random): Ask[] {
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
export function adminWork(random: Random): Ask[] {
  const asks: Ask[] = [];
  for (let at = 500; at < TROUBLE_MS; at += 100 + random.below(600)) {
    asks.push({ at, input: random.chance(0.3) ? aTransfer(random) : aChange(random) });
  }
  return asks;
}

function aTransfer(random: Random): Request {
  return { type: "transfer", to: random.below(NODES) };
}

function aChange(random: Random): Request {
  const transition = pick<Transition>(random, ["auto", "auto", "implicit", "explicit"]);
  const one = (node: number) => ({
    type: pick<Change["type"]>(random, ["addVoter", "addVoter", "addLearner", "remove"]),
    node,
  });
  // A few servers, or all of them anew.
  const changes = random.chance(0.3)
    ? Array.from({ length: NODES }, (_, node) => one(node))
    : Array.from({ length: random.below(4) }, () => one(random.below(NODES)));
  return { type: "change", transition, changes };
}

/** Something that goes wrong. */
export function aFault(random: Random): Fault {
  const at = random.below(TROUBLE_MS), node = random.below(NODES);
  const forMs = random.chance(0.3) ? 1 + random.below(40) : 20 + random.below(1500);
  switch (random.below(8)) {
    case 0:
    case 1:
    case 2: {
      const unsynced = pick<Unsynced>(random, ["lost", "torn", "kept"]);
      return { kind: "crash", at, node, downMs: forMs, unsynced };
    }
    case 3:
    case 4:
    case 5: {
      const left = Array.from({ length: NODES }, (_, id) => id).filter(() => random.chance(0.5));
      const right = Array.from({ length: NODES }, (_, id) => id).filter((id) => !left.includes(id));
      return { kind: "partition", at, forMs, sides: [left, right], oneWay: random.chance(0.4) };
    }
    case 6:
      return { kind: "pause", at, node, forMs };
    default:
      return { kind: "clock", at, node, jumpMs: random.below(4000) - 2000 };
  }
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)]!;
}
