/** What a reader may set of HotStuff. Links name the settings by their order. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../kit/playground/settings.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { keyValueMachine } from "../../../replicated/state_machine/key_value.ts";
import type { Variant } from "../rules.ts";
import type { Options } from "../settings.ts";
import { NOBODY, ways } from "./liars.ts";

/** What there is to set. Times are in ms. */
export type HotStuffValues = NetworkValues & {
  /** Who lies, and how; a node is what it was when it started. */
  readonly liar: string;
  /** How many certificates in a row decide, and who waits. */
  readonly variant: string;
  /** How long a view may bring nothing. */
  readonly viewMs: number;
};

/** The variants that are safe and live; links name them by their place. */
const variants: readonly Variant[] = ["three-chain", "hotstuff-2"];

/** How long a leader of HotStuff-2 waits: a view is longer. */
export const SETTLE_MS = 60;

/** Settings under which a reader can follow what happens. */
export const settings: SettingsOf<HotStuffValues> = {
  liar: {
    kind: "choice",
    label: "The traitor",
    words: "the traitor",
    options: [NOBODY, ...ways],
    usual: NOBODY,
  },
  variant: {
    kind: "choice",
    label: "What decides",
    words: "what decides",
    options: variants,
    usual: "three-chain",
  },
  viewMs: {
    kind: "number",
    label: "A view waits, ms",
    words: "how long a view waits",
    bounds: [SETTLE_MS + 1, 10_000],
    usual: 200,
  },
  ...networkSettings,
};

/** How many replicas there are, of which one may lie; all other nodes are proxies of clients. */
export const REPLICAS = 4;
/** Who leads in turn: node 0 has two turns, so that a traitor there can come back to what it has done. */
export const ORDER: readonly NodeId[] = [0, 0, 1, 2, 3];
/** How many views a turn has. */
export const TENURE = 4;

/** The settings of all nodes. */
export function optionsOf({ variant, viewMs }: HotStuffValues): Options {
  return {
    machine: keyValueMachine as Options["machine"],
    replicas: REPLICAS,
    variant: variant as Variant,
    order: ORDER,
    tenure: TENURE,
    viewMs,
    settleMs: SETTLE_MS,
    // A command a block, so that a reader sees each of them travel.
    maxBatch: 1,
  };
}
