/**
 * Registers over gossiped deltas, as the suites ask services: without sessions, and with sessions that the clients
 * carry.
 *
 * @module
 */

import type { LevelName } from "../../../check/levels.ts";
import type { Attempt } from "../../../model/clients.ts";
import type { History } from "../../../model/history.ts";
import type { Snapshot } from "../../../model/invariant.ts";
import type { Ask } from "../../../replication/register/register.ts";
import {
  type Message,
  type Rules,
  type Served,
  sessionRegisters,
} from "../../../replication/crdt/session/session.ts";
import {
  ALL,
  type Guarantees,
  needed,
  newSession,
  NONE,
  noted,
  type Session,
} from "../../../replication/crdt/session/tokens.ts";
import type { RegisterService } from "../../conformance/register.ts";
import type { AnyProtocol } from "../../conformance/service.ts";

/** Registers over gossiped deltas, and what they promise to clients. */
export interface CrdtRegisters extends RegisterService {
  /** The levels that they promise to clients who go from node to node. */
  readonly wanderingLevels: readonly LevelName[];
}

/** The session of a client, from what it has been answered. Who gives up goes on under a number that is `clients` larger. */
export function sessionOf(history: History, client: number, clients: number): Session {
  let session = newSession;
  for (const { process, outcome, input, output } of history) {
    if (process % clients !== client || outcome !== "ok") continue;
    session = noted(session, (input as Ask).type, (output as Served).covers);
  }
  return session;
}

/** The request of a client with these guarantees. */
export function requestOf(
  ask: Ask,
  { client }: Pick<Attempt, "client">,
  { history }: Pick<Snapshot<unknown>, "history">,
  clients: number,
  guarantees: Guarantees,
): Message {
  return { ...ask, after: needed(sessionOf(history, client, clients), ask.type, guarantees) };
}

/** Registers whose clients ask for these guarantees. */
export function crdtRegisters(guarantees: Guarantees = NONE, rules?: Rules): CrdtRegisters {
  const isBare = Object.values(guarantees).every((each) => !each);
  return {
    name: isBare ? "deltas" : "deltas, sessions",
    nodes: 3,
    protocol: sessionRegisters({}, rules) as unknown as AnyProtocol,
    ask: (input, which, seen, clients) => requestOf(input, which, seen, clients, guarantees),
    answer: (result) => (result as Served).result,
    levels: ["causal+", "eventual"],
    neverSeenBroken: {
      PRAM: "the replicas' clocks run level, as each hears of the others all the time",
    },
    wanderingLevels: isBare
      ? ["eventual"]
      : ["read your writes", "monotonic writes", "writes follow reads", "eventual"],
    clients: "stay",
    endures: ["partition", "slow", "pause", "crash", "late"],
    duplicates: true,
    answersAlone: () => true,
  };
}

/** Both. */
export const crdtServices: readonly CrdtRegisters[] = [crdtRegisters(), crdtRegisters(ALL)];
