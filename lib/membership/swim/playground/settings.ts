/** What there is to set of SWIM in the playground. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../kit/playground/settings.ts";
import { lifeguard, type Settings } from "../settings.ts";

/** What there is to set. */
export type SwimValues = NetworkValues & {
  /** In ms. */
  readonly periodMs: number;
  /** How long the target of a probe may take before others are asked, in ms. */
  readonly timeoutMs: number;
  /** k: how many are asked. */
  readonly helpers: number;
  /** λ: news is told λ·⌈log₁₀(n + 1)⌉ times. */
  readonly transmits: number;
  /** A suspicion lasts so many times max(1, log₁₀ n) periods. */
  readonly suspicionPeriods: number;
  /** How often a member compares all that it knows with another, in ms; 0 for never. */
  readonly syncMs: number;
  /** So many nodes, those of the greatest numbers, are no members until they are told to join. */
  readonly newcomers: number;
  /** Round-robin or random. */
  readonly probes: string;
  /** Whether all that Lifeguard adds is on. */
  readonly lifeguard: boolean;
};

/** Periods are a fifth of memberlist's, so that a reader need not wait. Links name settings by their place. */
export const settings: SettingsOf<SwimValues> = {
  ...networkSettings,
  periodMs: {
    kind: "number",
    label: "Period, ms",
    words: "the period",
    bounds: [50, 2000],
    usual: 200,
  },
  timeoutMs: {
    kind: "number",
    label: "Probe timeout, ms",
    words: "the timeout of a probe",
    bounds: [5, 1000],
    usual: 100,
  },
  helpers: {
    kind: "number",
    label: "Helpers, k",
    words: "the number of helpers",
    bounds: [0, 8],
    usual: 3,
  },
  transmits: {
    kind: "number",
    label: "Retransmissions, λ",
    words: "the factor of retransmissions",
    bounds: [1, 10],
    usual: 4,
  },
  suspicionPeriods: {
    kind: "number",
    label: "Suspicion, times log n periods",
    words: "the suspicion multiplier",
    bounds: [1, 20],
    usual: 4,
  },
  syncMs: {
    kind: "number",
    label: "Full exchange, ms (0: never)",
    words: "the time between two full exchanges",
    bounds: [0, 60_000],
    usual: 6000,
  },
  newcomers: {
    kind: "number",
    label: "Newcomers",
    words: "the number of newcomers",
    bounds: [0, 10],
    usual: 0,
  },
  probes: {
    kind: "choice",
    label: "Probes",
    words: "the order of probes",
    options: ["round robin", "random"],
    usual: "round robin",
  },
  lifeguard: { kind: "switch", label: "Lifeguard", usual: false },
};

/** What nodes run, given what is set. */
export function settingsOf(values: SwimValues, nodes: number): Partial<Settings> {
  const { periodMs, timeoutMs, helpers, transmits, suspicionPeriods, syncMs } = values;
  return {
    members: Math.max(1, nodes - values.newcomers),
    periodMs,
    timeoutMs,
    helpers,
    transmits,
    suspicionPeriods,
    syncMs,
    probes: values.probes === "random" ? "random" : "round robin",
    ...(values.lifeguard ? lifeguard : {}),
  };
}

/** A probe is over before the next begins. */
export function refuse(
  { periodMs, timeoutMs }: SwimValues,
): { readonly must: string; readonly given: string } | undefined {
  return timeoutMs < periodMs ? undefined : {
    must: "the timeout of a probe must be shorter than a period",
    given: `${timeoutMs} ms and ${periodMs} ms`,
  };
}
