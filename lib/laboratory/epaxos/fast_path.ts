/**
 * How often a command is decided on the fast path, as a law and as it comes out. Each other site has a window in
 * which a command of its own that interferes makes replicas find something which the coordinator did not know.
 *
 * @module
 */

import { type Attributes, sameAttributes } from "../../consensus/epaxos/instance.ts";
import { fastQuorum, usualSizes } from "../../consensus/epaxos/quorums.ts";
import { exp } from "../../model/real/exp.ts";
import { FIVE_SITES, type Load, type RoundTrips, underLoad } from "./load.ts";

/** Commands that interfere, at each site. */
export interface Hot {
  /** How far the sites are from each other; default `FIVE_SITES`. */
  readonly rtt?: RoundTrips;
  /** How many of them come to each site in a second, on average. */
  readonly perSecond: number;
}

/**
 * The share of commands that interfere which take the fast path, by the site of their coordinator, where the commands
 * of each site come at random (a Poisson process) and replicas compare dependencies alone.
 *
 * Let i be the coordinator and k another site, d half of a round trip, and say that k puts a command at the time t after
 * i does. Replica r finds that command and i did not know it when −d(k, i) < t < d(i, r) − d(k, r). Only k's first
 * command after −d(k, i) counts, as it is found by all that find a later one. So replicas that disagree because of k
 * are those of the longest windows, and each site's share of chance is independent of the others'.
 */
export function fastShares({ rtt = FIVE_SITES, perSecond }: Hot): number[] {
  assertRate(perSecond);
  const sites = [...rtt.keys()];
  return sites.map((i) => {
    const others = sites.filter((site) => site !== i);
    const most = rtt.length - fastQuorum(usualSizes(rtt.length));
    const finds = others.map((k) => disagreements(rtt, i, k, others, perSecond / 1000));
    return chanceOfFew(finds, new Set(), most);
  });
}

/** Who disagrees because of one site, with its chance. */
interface Finding {
  readonly replicas: readonly number[];
  readonly chance: number;
}

/** Who may disagree because of site k, with the chance of each case: windows are in one another. */
function disagreements(
  rtt: RoundTrips,
  i: number,
  k: number,
  others: readonly number[],
  perMs: number,
): Finding[] {
  const far = (from: number, to: number) => (from === to ? 0 : rtt[from]![to]! / 2);
  const windows = others.map((r) => ({ r, ms: far(k, i) + far(i, r) - far(k, r) }))
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms);
  const within = (ms: number) => 1 - exp(-perMs * ms);
  return [...windows, { r: -1, ms: 0 }].map(({ ms }, count) => ({
    replicas: windows.slice(0, count).map(({ r }) => r),
    // The first command comes within the windows of just these.
    chance: (count === 0 ? 1 : within(windows[count - 1]!.ms)) - within(ms),
  }));
}

/** The chance that no more replicas than so many disagree. */
function chanceOfFew(
  [first, ...rest]: readonly (readonly Finding[])[],
  disagree: ReadonlySet<number>,
  most: number,
): number {
  if (disagree.size > most) return 0;
  if (first === undefined) return 1;
  return first.reduce(
    (sum, { replicas, chance }) =>
      sum +
      (chance === 0 ? 0 : chance * chanceOfFew(rest, new Set([...disagree, ...replicas]), most)),
    0,
  );
}

/** What came of a run: of commands that write the hot key. */
export interface FastShare {
  /** The share that was decided on the fast path. */
  readonly measured: number;
  /** The share that the law says, over all sites. */
  readonly law: number;
  /** How many such commands there were. */
  readonly commands: number;
}

/** Runs a load and counts; replicas compare sequence numbers, too, as the original has it, unless told otherwise. */
export function fastShare(
  { comparesSequences = true, ...load }:
    & Omit<Load, "by" | "options">
    & { readonly comparesSequences?: boolean },
): FastShare {
  const { rtt = FIVE_SITES, perSecond = 5, conflict } = load;
  const agrees = comparesSequences ? sameAttributes : sameDependencies;
  const { done } = underLoad({ ...load, by: "epaxos", options: { rules: { agrees } } });
  const hot = done.filter((each) => each.hot);
  const shares = fastShares({ rtt, perSecond: Math.max(perSecond * conflict, Number.MIN_VALUE) });
  return {
    measured: hot.filter(({ slow }) => !slow).length / hot.length,
    law: hot.reduce((sum, { site }) => sum + shares[site]!, 0) / hot.length,
    commands: hot.length,
  };
}

/** EPaxos* has no sequence numbers, so there is nothing else to compare. */
function sameDependencies(a: Attributes, b: Attributes): boolean {
  return a.dependencies.every((slot, replica) => slot === b.dependencies[replica]);
}

function assertRate(perSecond: number): void {
  if (perSecond > 0 && perSecond < Infinity) return;
  throw new RangeError(`Cannot tell a share because perSecond must be above 0: given ${perSecond}`);
}
