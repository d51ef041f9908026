/** Who reads and writes in a storm around a store, and what must come of it. @module */

import { linearizableStore } from "../../consensus/storms/promises.ts";
import type { Ask, Clients } from "../../model/clients.ts";
import type { Tagged } from "../../model/protocol.ts";
import { inSession, OPEN } from "../../replicated/client_sessions.ts";
import type { Answer, ClientRequest } from "../../replicated/requests.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import type { World } from "../../sim/world.ts";
import type { ReadMessage } from "../messages.ts";

/** When the last fault sets in, in ms. */
export const TROUBLE_MS = 1500;
/** By then all must be well again, in ms, where nobody says otherwise. */
const PATIENCE_MS = 6000;
/** How many clients ask, and how often each. */
const CLIENTS = 5, OPERATIONS = 16;

/**
 * Clients who read and write two keys, each now at one server and now at another; and somebody who asks as an
 * administrator, in the server's own words.
 */
export function readersAndWriters<M extends Tagged = Tagged>(
  random: Random,
  admin: readonly Ask[] = [],
): Clients<M | ClientRequest | Extract<ReadMessage, { type: "read" }>> {
  const ask = (client: number, i: number) => {
    const key = "xy"[random.below(2)]!;
    return random.chance(0.4)
      ? { input: { type: "put", key, value: `${client}.${i};` } }
      : { input: { type: "get", key } };
  };
  return {
    workload: [
      ...Array.from({ length: CLIENTS }, (_, client) => [
        { input: OPEN },
        ...Array.from({ length: OPERATIONS }, (_, i) => ask(client, i)),
      ]),
      ...(admin.length === 0 ? [] : [admin]),
    ],
    ask(input, which, seen) {
      const { type } = Object(input) as { readonly type?: string };
      if (which.client === CLIENTS) return input as M;
      if (type === "get") return { type: "read", command: input };
      return inSession(CLIENTS + (admin.length === 0 ? 0 : 1), () => seen!.history)(input, which);
    },
    to: ({ client, attempt }, nodes) => (client + attempt) % nodes,
    timeoutMs: 300,
    retries: 100,
    think: uniform(1, 80),
    outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
  };
}

/** When the trouble is over, all that is asked is answered, and the store was a single copy all the time. */
export function allIsAnswered<S, M extends Tagged, T extends Tagged, R>(
  world: World<S, M, T, R>,
  patienceMs: number = PATIENCE_MS,
): void {
  world.run(TROUBLE_MS);
  world.requireProgress(patienceMs, "whatever is asked is answered", () => !world.clientsBusy);
  world.require(linearizableStore);
}
