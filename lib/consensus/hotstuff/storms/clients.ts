/** What is asked in a storm, and what is expected in the end. @module */

import type { Ask, Clients } from "../../../model/clients.ts";
import type { Invariant } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { uniform } from "../../../sim/latency.ts";
import type { Random } from "../../../sim/random.ts";
import type { World } from "../../../sim/world.ts";
import { linearizableStore } from "../../storms/promises.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import type { Replica } from "../state.ts";
import type { Anybody } from "./liars.ts";

/** When the last fault sets in, in ms. */
export const TROUBLE_MS = 2000;
/** When clients ask for the last time, in ms. */
const WELL_MS = TROUBLE_MS + 2500;
/** By then all must be well again, in ms after the last fault. */
const PATIENCE_MS = 120_000;
/** How many proxies there are. */
export const PROXIES = 2;
/** How many clients there are beside them, how much each asks, and how much of it when all is well. */
const CLIENTS = 4, OPERATIONS = 8, LAST = 2;

/** Clients sit beside their proxies, and ask three keys. */
export function clientsFor(random: Random, replicas: number): Clients<Message> {
  const ask = (): Ask => {
    const key = "xyz"[random.below(3)]!, value = `${random.below(1e6)};`;
    const type = ["get", "put", "append"][random.below(3)]!;
    return { input: type === "get" ? { type, key } : { type, key, value } };
  };
  const some = (count: number) => Array.from({ length: count }, ask);
  return {
    workload: Array.from({ length: CLIENTS }, () => [
      ...some(OPERATIONS - LAST),
      ...some(LAST).map((each) => ({ ...each, at: WELL_MS })),
    ]),
    ask: (command) => ({ type: "ask", command }),
    to: ({ client }) => replicas + client % PROXIES,
    link: "local",
    think: uniform(1, 200),
  };
}

/** Lets the trouble pass, and requires what was promised. */
export function drive(
  world: World<Anybody, Message, Timer, Saved>,
  liars: readonly NodeId[],
): void {
  world.run(TROUBLE_MS);
  world.requireProgress(
    PATIENCE_MS,
    "all clients are done, and all loyal replicas have executed the same",
    ({ states }) => {
      if (world.clientsBusy) return false;
      const loyal = states.filter((s, node): s is Replica =>
        !liars.includes(node) && (s as Replica | undefined)?.role === "replica"
      );
      return loyal.every(({ executed }) => executed === loyal[0]!.executed);
    },
  );
  world.require(linearizableStore as Invariant<Anybody>);
}
