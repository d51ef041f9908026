/** How φ rises with the silence after the last heartbeat. @module */

import { phi } from "../../../membership/detector/estimators/phi.ts";
import { listen } from "./arrivals.ts";
import { NETWORK_NAMES, type NetworkName, NETWORKS, PERIOD_MS } from "./networks.ts";

/** φ at one moment. */
export interface PhiPoint {
  /** What the last 100 intervals came from. */
  readonly network: NetworkName;
  /** How long the last heartbeat is ago, in ms. */
  readonly silentMs: number;
  /** φ then. */
  readonly phi: number;
}

/** How many heartbeats come before the silence. */
const BEATS = 300;

/** φ every 5 ms for three periods after the last heartbeat, on each network. */
export function phiCurves(networks: readonly NetworkName[] = NETWORK_NAMES): PhiPoint[] {
  return networks.flatMap((network) => {
    // σ is never taken for less than 1 ms: else in a room φ would be a cliff.
    const detector = phi(
      { threshold: 8, guessMs: PERIOD_MS, leastSigmaMs: 1 },
      { learns: (intervalMs) => intervalMs >= 0 },
    );
    const known = detector.start(0), { arrivals } = listen(NETWORKS[network], BEATS);
    for (const { atMs, sequence } of arrivals) {
      detector.arrive(known, { atMs, sequence, suspected: false });
    }
    return Array.from({ length: 3 * PERIOD_MS / 5 + 1 }, (_, i): PhiPoint => {
      const silentMs = 5 * i;
      return { network, silentMs, phi: detector.phi(known, known.lastMs! + silentMs) };
    });
  });
}
