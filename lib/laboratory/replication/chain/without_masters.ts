/** What a chain still does when its masters are down: some of three, or all of them. @module */

import { assertKinds, wholeFrom } from "../../../model/kinds.ts";
import type { Settings } from "../../../replication/chain/settings.ts";
import { play, type Played, read, write } from "./scenes.ts";

/** What still works. */
export interface Still {
  /** Whether an update is answered. */
  readonly updates: boolean;
  /** Whether a query is answered. */
  readonly queries: boolean;
  /** Whether an update is answered after the middle server has failed, too. */
  readonly afterFailure: boolean;
}

const FIRST_SERVER = 3;

/** Three masters, and three servers; so many masters go down, and later the middle server. */
export function withoutMasters(down: number, counting: Settings["counting"]): Still {
  assertKinds("stop masters", { down }, { down: wholeFrom(0, FIRST_SERVER) });
  const played: Played = play({
    nodes: FIRST_SERVER + 3,
    settings: {
      masters: 3,
      chain: [FIRST_SERVER, FIRST_SERVER + 1, FIRST_SERVER + 2],
      counting,
      ...counting === "lease" ? { leaseMs: 150 } : {},
    },
    asks: [
      { at: 3000, node: FIRST_SERVER, ask: write(1) },
      { at: 3100, node: FIRST_SERVER + 2, ask: read },
      { at: 4000, node: FIRST_SERVER, ask: write(2) },
    ],
    faults: [
      ...Array.from({ length: down }, (_, node) => ({ kind: "crash" as const, at: 1500, node })),
      { kind: "crash", at: 3500, node: FIRST_SERVER + 1 },
    ],
    forMs: 6000,
  });
  const [updates, queries, afterFailure] = [0, 1, 2].map((id) =>
    played.history.find(({ process }) => process === id)?.outcome === "ok"
  );
  return { updates: updates!, queries: queries!, afterFailure: afterFailure! };
}
