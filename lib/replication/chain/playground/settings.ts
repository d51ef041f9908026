/** What there is to set of a chain. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../kit/playground/settings.ts";
import type { Reads, Settings } from "../settings.ts";

/** What there is to set. */
export type ChainValues = NetworkValues & {
  /** Who answers queries. */
  readonly reads: string;
  /** After how many ms of silence a server is taken for failed. */
  readonly timeoutMs: number;
};

/** The ways to read that are linearizable; links name them by their place. */
const ways: readonly Reads[] = ["tail", "craq"];

/** How many servers are in the chain, where there are so many; the others stand beside it. */
const LENGTH = 3;

/** The settings. */
export const settings: SettingsOf<ChainValues> = {
  reads: {
    kind: "choice",
    label: "Who answers queries",
    words: "who answers queries",
    options: ways,
    usual: "tail",
  },
  timeoutMs: {
    kind: "number",
    label: "Taken for failed after, ms",
    words: "the silence after which a server is taken for failed",
    bounds: [60, 10_000],
    usual: 200,
  },
  ...networkSettings,
};

/** The settings of so many nodes: one master, and servers. */
export function settingsOf({ reads, timeoutMs }: ChainValues, nodes: number): Partial<Settings> {
  const servers = Array.from({ length: nodes - 1 }, (_, i) => i + 1);
  return { chain: servers.slice(0, LENGTH), wanted: LENGTH, reads: reads as Reads, timeoutMs };
}
