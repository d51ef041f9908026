/** How φ rises with the silence after the last heartbeat. @module */

import { phi } from "../../../membership/detector/estimators/phi.ts";
import { listen, type Logged } from "./arrivals.ts";
import { type NetworkName, NETWORKS, PERIOD_MS } from "./networks.ts";
import { ofAll } from "./tradeoff.ts";

/** φ at one moment. */
export interface PhiPoint {
  /** What the last 100 intervals came from. */
  readonly window: WindowName;
  /** How long the last heartbeat is ago, in ms. */
  readonly silentMs: number;
  /** φ then. */
  readonly phi: number;
}

/** Where the last 100 intervals come from: of a sender that pauses, whether one of its pauses is among them. */
export type WindowName = "a room" | "a continent" | "pauses, none of late" | "pauses, one of late";

/** How many heartbeats come before the silence. A window is 100 intervals; which ones hold a pause was found by looking. */
const windows: Readonly<Record<WindowName, readonly [NetworkName, beats: number]>> = {
  "a room": ["a room", 300],
  "a continent": ["a continent", 300],
  "pauses, none of late": ["pauses", 300],
  "pauses, one of late": ["pauses", 350],
};

/** All of them. */
export const WINDOW_NAMES = Object.keys(windows) as readonly WindowName[];

/** The longest of the last 100 intervals, in ms. */
export function longestOf(window: WindowName): number {
  const last = arrivalsOf(window).slice(-101).map(({ atMs }) => atMs);
  return Math.max(...last.slice(1).map((atMs, i) => atMs - last[i]!));
}

/** φ every 5 ms for three periods after the last heartbeat. It learns from all intervals, as in the paper. */
export function phiCurves(names: readonly WindowName[] = WINDOW_NAMES): PhiPoint[] {
  return names.flatMap((window) => {
    // σ is never taken for less than 1 ms: else in a room φ would be a cliff.
    const detector = phi({ threshold: 8, guessMs: PERIOD_MS, leastSigmaMs: 1 }, ofAll);
    const known = detector.start(0);
    for (const { atMs, sequence } of arrivalsOf(window)) {
      detector.arrive(known, { atMs, sequence, suspected: false });
    }
    return Array.from({ length: 3 * PERIOD_MS / 5 + 1 }, (_, i): PhiPoint => {
      const silentMs = 5 * i;
      return { window, silentMs, phi: detector.phi(known, known.lastMs! + silentMs) };
    });
  });
}

function arrivalsOf(window: WindowName): readonly Logged[] {
  const [network, beats] = windows[window];
  return listen(NETWORKS[network], beats).arrivals;
}
