/** What clients of a replicated store ask for in a run, and whom. @module */

import type { Ask, Clients } from "../../model/clients.ts";
import type { Tagged } from "../../model/protocol.ts";
import { inSession, OPEN } from "../../replicated/client_sessions.ts";
import type { Answer, ClientRequest } from "../../replicated/requests.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";

/** How many ask. */
export interface Users {
  /** Clients of the store. */
  readonly clients: number;
  /** Administrators, who come after them. */
  readonly admins: number;
}

/** How many operations a client asks for when all is well again. */
export const LAST = 3;

/**
 * What a client asks: reads and writes of three keys, in a session; and some more in another at the end, from
 * `wellMs` on, as the old one may be gone.
 */
export function clientWork(random: Random, operations: number, wellMs: number): Ask[] {
  const ask = (): Ask => {
    const key = "xyz"[random.below(3)]!, value = `${random.below(1e6)};`;
    const type = random.below(3);
    if (type === 0) return { input: { type: "get", key } };
    return { input: { type: type === 1 ? "put" : "append", key, value } };
  };
  const some = (count: number) => [{ input: OPEN }, ...Array.from({ length: count }, ask)];
  return [...some(operations - LAST), ...some(LAST).map((each) => ({ ...each, at: wellMs }))];
}

/**
 * Clients who ask in sessions, and administrators, whose requests go as they are. Each asks one of the servers that
 * know a leader, or take one for it, and gives up after some tries.
 */
export function usersFor<M extends Tagged>(
  { clients, admins }: Users,
  workload: readonly (readonly Ask[])[],
): Clients<M | ClientRequest> {
  return {
    workload,
    ask(input, which, seen) {
      if (which.client >= clients) return input as M;
      return inSession(clients + admins, () => seen!.history)(input, which);
    },
    to: ({ client, attempt }, _, seen) =>
      whoKnows(seen!.states as readonly (Knowing | undefined)[], client + attempt),
    timeoutMs: 250,
    retries: 6,
    think: uniform(1, 60),
    outcome: (result) => (result as Answer).ok ? "ok" : "fail",
  };
}

/** A server that may know a leader. */
interface Knowing {
  readonly leader: number | null;
}

function whoKnows(states: readonly (Knowing | undefined)[], turn: number): number {
  const all = states.map((_, node) => node);
  const knowing = all.filter((node) => (states[node]?.leader ?? null) !== null);
  const choice = knowing.length > 0 ? knowing : all;
  return choice[turn % choice.length]!;
}
