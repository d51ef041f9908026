/** Storms in which machines crash and come back. @module */

import { puppet } from "../../../security/adversary/puppet.ts";
import { uniform } from "../../../sim/latency.ts";
import type { Random } from "../../../sim/random.ts";
import { replicasOf } from "../messages.ts";
import { one } from "./parts.ts";
import { CLIENTS, type PbftStorm, stormOf, TROUBLE_MS } from "./run.ts";

/** The proxies of clients crash a few times each, and are back soon. */
const proxiesCrash = (random: Random) =>
  Array.from({ length: 5 * CLIENTS }, (_, i) => ({
    kind: "crash" as const,
    at: 100 + random.below(TROUBLE_MS - 100),
    node: 4 + i % CLIENTS,
    downMs: 1 + random.below(100),
  }));

/** The storms. */
export const restarts: Readonly<Record<string, PbftStorm>> = {
  restarts: stormOf({
    words: "replicas crash again and again, and are back at once",
    weather: { faults: [10, 30], spanMs: [1, 60], mix: { crash: 1 } },
  }),
  "proxies crash": stormOf({
    words:
      "clients' proxies crash in the middle of what they are asked, and their clients ask them something else then",
    faults: proxiesCrash,
    clientMs: 300,
    operations: [20, 20, 20],
  }),
  "a late beginning": stormOf({
    words:
      "the first primary is cut off, the next begins its view late, and the others crash in the meantime",
    faults: (random) => [
      { kind: "partition", at: 300, forMs: 500, sides: [[0], [1, 2, 3]] },
      ...[2, 3].map((node) => ({
        kind: "crash" as const,
        at: 650 + random.below(150),
        node,
        downMs: 1,
      })),
    ],
    network: { latency: uniform(1, 10) },
    traitors: one(1, (honest, _, random) => {
      const byMs = 400 + random.below(600), types = ["newView", "prePrepare", "prepare", "commit"];
      return puppet(honest, {
        faces: [replicasOf(4 + CLIENTS)],
        deceits: types.map((type) => ({ kind: "delay", of: { type }, byMs })),
      });
    }),
  }),
};
