/**
 * What may be chosen about SWIM without making it wrong. The defaults are those of hashicorp/memberlist for a local
 * network, but for its separate gossip: here all news goes with probes, as in the paper.
 *
 * @module
 */

import { usualWith } from "../../model/kinds.ts";
import { encode } from "../../model/encode.ts";
import { log, log10, log2 } from "../../model/real/log.ts";

/** The settings. Times are in ms. */
export interface Settings {
  /** So many nodes, 0, 1, …, know each other from the start; the others wait until they are told to join. */
  readonly members: number | "all";
  /** The protocol period T′: how often a member probes another. */
  readonly periodMs: number;
  /** When the periods of a member begin: at its own time, or with those of all others, as analyses have it. */
  readonly phases: "random" | "in step";
  /** How long the target of a probe may take before others are asked for help. */
  readonly timeoutMs: number;
  /** How many are asked: k of the paper. */
  readonly helpers: number;
  /** Round-robin over a list that is shuffled anew in each round (section 4.3), or a random member each time (section 3). */
  readonly probes: "round robin" | "random";
  /** λ: news is told λ·⌈log₁₀(n + 1)⌉ times. */
  readonly transmits: number;
  /** With a message goes so much news at most. */
  readonly perPacket: number;
  /** A suspicion lasts this many times max(1, log₁₀ n) periods before it is death. */
  readonly suspicionPeriods: number;
  /** Two members compare all that they know so often, less often when there are many; 0 for never. */
  readonly syncMs: number;
  /** Whether members now and then try to reach the dead, so that a partition that heals is noticed. */
  readonly reconnects: boolean;
  /** Lifeguard: how far a member may come to doubt itself, 0 for not at all. */
  readonly awareness: number;
  /** Lifeguard: a suspicion that nobody confirms lasts so many times longer; 1 for no longer. */
  readonly suspicionMost: number;
  /** Lifeguard: a ping to a suspected member tells it, whatever other news there is. */
  readonly buddy: boolean;
}

/** SWIM with suspicion, round-robin probes, full exchanges and attempts to reconnect. */
export const settings: Settings = {
  members: "all",
  periodMs: 1000,
  phases: "random",
  timeoutMs: 500,
  helpers: 3,
  probes: "round robin",
  transmits: 4,
  perPacket: 8,
  suspicionPeriods: 4,
  syncMs: 30_000,
  reconnects: true,
  awareness: 0,
  suspicionMost: 1,
  buddy: false,
};

/**
 * What Lifeguard adds (Dadgar, Phillips and Currey 2018), each part of which may be had alone. A member doubts itself by
 * 8 at most, and so is nine times as patient; memberlist stops one below its maximum, at eight times.
 */
export const lifeguard: Pick<Settings, "awareness" | "suspicionMost" | "buddy"> = {
  awareness: 8,
  suspicionMost: 6,
  buddy: true,
};

/** What the settings that are words may say. */
const words = {
  phases: ["random", "in step"],
  probes: ["round robin", "random"],
  reconnects: [true, false],
  buddy: [true, false],
} as const;

/** The settings with these; throws `RangeError` where they cannot be, or where one is none. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const all: Settings = usualWith("run SWIM", settings, chosen);
  for (const name of Object.keys(chosen)) {
    // One that is misspelt would leave the usual one in its place.
    if (!Object.hasOwn(settings, name)) {
      refuse("a setting", `one of ${Object.keys(settings).join(", ")}`, name);
    }
  }
  for (const name of ["phases", "probes", "reconnects", "buddy"] as const) {
    const known: readonly unknown[] = words[name];
    if (!known.includes(all[name])) refuse(name, known.map(encode).join(" or "), all[name]);
  }
  const { periodMs, timeoutMs, members, syncMs } = all;
  for (const name of ["periodMs", "transmits", "suspicionPeriods", "suspicionMost"] as const) {
    if (!(Number.isFinite(all[name]) && all[name] > 0)) {
      refuse(name, "greater than 0 and finite", all[name]);
    }
  }
  if (!(Number.isFinite(timeoutMs) && timeoutMs >= 0 && timeoutMs <= periodMs)) {
    refuse("timeoutMs", `from 0 to periodMs (${periodMs})`, timeoutMs);
  }
  if (members !== "all" && !isCount(members, 0)) refuse("members", `"all" or 0 or more`, members);
  if (!(Number.isFinite(syncMs) && syncMs >= 0)) refuse("syncMs", "0 or more, and finite", syncMs);
  for (const name of ["helpers", "awareness"] as const) {
    if (!isCount(all[name], 0)) refuse(name, "a whole number from 0", all[name]);
  }
  if (!isCount(all.perPacket, 1)) refuse("perPacket", "a whole number from 1", all.perPacket);
  return all;
}

function isCount(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

function refuse(name: string, must: string, given: unknown): never {
  throw new RangeError(`Cannot run SWIM because ${name} must be ${must}: given ${encode(given)}`);
}

/** How often a piece of news is told by each who has it, where there are `n` members. */
export function transmitLimit({ transmits }: Settings, n: number): number {
  return transmits * Math.ceil(log10(n + 1));
}

/** How long lies between two full exchanges of one member: the more members, the longer, as each is larger. */
export function syncEveryMs({ syncMs }: Settings, n: number): number {
  // As memberlist: the interval for up to 32 members, and once more for each doubling after them.
  return n <= 32 ? syncMs : syncMs * (Math.ceil(log2(n) - 5) + 1);
}

/** After how many ms a suspicion is death, by the number of confirmations: the most patient first. */
export function suspicionDeadlines(
  { suspicionPeriods, suspicionMost, periodMs }: Settings,
  n: number,
): number[] {
  const leastMs = suspicionPeriods * Math.max(1, log10(n)) * periodMs;
  const wanted = suspicionPeriods - 2;
  // Where there are not so many who could confirm, nobody is waited for.
  if (suspicionMost <= 1 || wanted < 1 || n - 2 < wanted) return [leastMs];
  const mostMs = suspicionMost * leastMs;
  return Array.from(
    { length: wanted + 1 },
    (_, c) => mostMs - (mostMs - leastMs) * log(c + 1) / log(wanted + 1),
  );
}
