/** What a reader may set of PBFT. Links name the settings by their order. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../kit/playground/settings.ts";
import {
  type KeyValueCommand,
  keyValueMachine,
} from "../../../replicated/state_machine/key_value.ts";
import type { Options } from "../settings.ts";
import { NOBODY, ways } from "./liars.ts";

/** What there is to set. Times are in ms. */
export type PbftValues = NetworkValues & {
  /** Who lies, and how; a node is what it was when it started. */
  readonly liar: string;
  /** How long a request waits at a backup until it wants another primary. */
  readonly viewTimeoutMs: number;
  /** A checkpoint is taken when so many numbers have been executed. */
  readonly checkpointEvery: number;
  /** Whether reads are answered at once. */
  readonly readOnly: boolean;
};

/** Settings under which a reader can follow what happens. */
export const settings: SettingsOf<PbftValues> = {
  liar: {
    kind: "choice",
    label: "The traitor",
    words: "the traitor",
    options: [NOBODY, ...ways],
    usual: NOBODY,
  },
  viewTimeoutMs: {
    kind: "number",
    label: "Suspects the primary after, ms",
    words: "the time until a backup suspects the primary",
    bounds: [20, 10_000],
    usual: 300,
  },
  checkpointEvery: {
    kind: "number",
    label: "Numbers to a checkpoint",
    words: "the numbers to a checkpoint",
    bounds: [1, 64],
    usual: 8,
  },
  ...networkSettings,
  readOnly: { kind: "switch", label: "Reads are answered at once", usual: false },
};

/** How many replicas there are, of which one may lie; all other nodes are proxies of clients. */
export const REPLICAS = 4;

/** A store that says which of its commands only read. */
const store = {
  ...keyValueMachine,
  reads: ({ type }: KeyValueCommand) => type === "get",
} as unknown as Options["machine"];

/** The settings of all nodes. */
export function optionsOf({ viewTimeoutMs, checkpointEvery, readOnly }: PbftValues): Options {
  return {
    machine: store,
    replicas: REPLICAS,
    viewTimeoutMs,
    checkpointEvery,
    readOnly,
    // A command a number, so that a reader sees each of them travel.
    maxBatch: 1,
  };
}
