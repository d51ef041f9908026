/** What applications ask in storms of two-phase commit, and what they must see. @module */

import type { Ask, Clients } from "../../../model/clients.ts";
import type { Invariant } from "../../../model/invariant.ts";
import type { Random } from "../../../sim/random.ts";
import { endOf } from "../../client.ts";
import type { Operations } from "../../operation.ts";
import { lastScan, pairWork } from "../../storms/pairs.ts";
import { bankWork, lastLook, listWork, opening } from "../../storms/work.ts";
import { noMoneyIsLost, serializable, unbroken } from "../invariants.ts";
import type { Message } from "../messages.ts";

/** How many nodes keep keys; all others coordinate. */
export const PARTICIPANTS = 2;
/** What applications ask, and what must hold of it. */
export interface Work {
  /** What one of them asks, one thing after another. */
  readonly asks: (random: Random, client: number) => Ask[];
  /** What it asks in the end. */
  readonly last: (at: number) => Ask;
  /** What they must see. */
  readonly sees: Invariant<unknown>;
}

/** Lists are read and appended to. */
export const lists: Work = {
  asks: (random, client) => listWork(random, client, 8),
  last: lastLook,
  sees: serializable,
};

/** Money is transferred. */
export const bank: Work = {
  asks: (random, client) =>
    client === 0 ? [{ input: opening }, ...bankWork(random, 6)] : bankWork(random, 7),
  last: lastLook,
  sees: noMoneyIsLost,
};

/** Rows are written, deleted and scanned. */
export const pairs: Work = {
  asks: (random, client) => pairWork(random, client, 8),
  last: lastScan,
  sees: unbroken,
};

/** Applications sit at coordinators; who has asked one that crashes is never answered. */
export function applications(
  workload: readonly (readonly Ask[])[],
  nodes: number,
  more: Partial<Clients<Message>> = {},
): Clients<Message> {
  return {
    workload,
    ask: (input) => ({ type: "transact", operations: input as Operations }),
    to: ({ client }) => PARTICIPANTS + client % (nodes - PARTICIPANTS),
    link: "local",
    outcome: endOf,
    ...more,
  };
}
