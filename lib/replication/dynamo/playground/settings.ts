/** What there is to set of the store. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../kit/playground/settings.ts";
import type { Settings } from "../settings.ts";

/** What there is to set. */
export type DynamoValues = NetworkValues & {
  /** R: how many must answer before a get is answered. */
  readonly reads: number;
  /** W: how many must have a put before it is answered. */
  readonly writes: number;
  /** Whether stand-ins count. */
  readonly sloppy: boolean;
  /** Whether a get mends replicas that know less than others. */
  readonly readRepair: boolean;
  /** Whether replicas compare their copies now and then. */
  readonly compares: boolean;
};

/** N: as many copies as the paper has. */
const COPIES = 3;

/** From one comparison to the next, in ms. */
const REPAIR_MS = 1000;

/** The settings. */
export const settings: SettingsOf<DynamoValues> = {
  reads: {
    kind: "number",
    label: "R, answers to a get",
    words: "R",
    bounds: [1, COPIES],
    usual: 2,
  },
  writes: {
    kind: "number",
    label: "W, answers to a put",
    words: "W",
    bounds: [1, COPIES],
    usual: 2,
  },
  sloppy: { kind: "switch", label: "Stand-ins count (sloppy quorums)", usual: true },
  readRepair: { kind: "switch", label: "A get mends old copies (read repair)", usual: true },
  compares: { kind: "switch", label: "Replicas compare copies (anti-entropy)", usual: true },
  ...networkSettings,
};

/** The settings of a node. */
export function settingsOf(
  { reads, writes, sloppy, readRepair, compares }: DynamoValues,
): Partial<Settings> {
  return {
    copies: COPIES,
    reads,
    writes,
    sloppy,
    readRepair,
    repairMs: compares ? REPAIR_MS : null,
  };
}
