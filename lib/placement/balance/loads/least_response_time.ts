/**
 * Least response time: whoever is expected to answer first, by what it took lately and by how many
 * wait there. What it took is a peak-sensitive moving average, as in Finagle (Twitter 2015,
 * PeakEwma): a slower answer than what is left of it is believed at once, a faster one is averaged
 * with that, and all of it fades with time, so that a server which was slow once is tried again.
 *
 * ```text
 * known at t           average · e^(−(t − since) / decay)
 * an answer after l    l, if that is more than what is known; else known · e^(−…) + l · (1 − e^(−…))
 * cost                 known · (under way + 1) / weight
 * ```
 *
 * So what is believed lies between the two, and an answer that is a little faster than another one
 * changes it by a little less.
 *
 * @module
 */

import { exp } from "../../../model/real/exp.ts";
import type { Balancer, Draws } from "../balancer.ts";
import { balancerOf, errorsOf, type Member } from "../roster.ts";
import { type Rules, rules as usual } from "../rules.ts";
import { sampleSeveral } from "../sample.ts";
import { cheapest, warmWeight } from "./load.ts";

/** What is known of a server's latency. */
export interface Latency {
  /** What it was at `since`; 0: nothing is known. */
  averageMs: number;
  /** When that was, in ms. */
  since: number;
}

/**
 * Of a server that has something under way and has answered nothing yet, in ms: one request is
 * enough.
 */
const UNKNOWN_MS = 1000;

/** A balancer that looks at every server, or at `choices` that it draws. */
export function leastResponseTime(
  draws: Draws,
  { choices = Infinity, ...change }: Partial<Rules> & { readonly choices?: number } = {},
): Balancer {
  const rules = { ...usual, ...change };
  return balancerOf<Latency>({
    name: "least response time",
    remembers: () => ({ averageMs: 0, since: 0 }),
    choose(among, now) {
      const few = choices < among.length
        ? sampleSeveral(among, choices, rules.distinct, draws)
        : among;
      return cheapest(few, (member) => costOf(member, now, rules), rules.ties, draws);
    },
    ended({ own }, now, latencyMs, ok) {
      const kept = fading(own, now, rules.decayMs), known = own.averageMs * kept;
      // That an error came fast is no answer's speed; it counts as one that is under way for a
      // while.
      if (!ok && latencyMs < (known || UNKNOWN_MS)) return;
      own.averageMs = latencyMs > known ? latencyMs : known * kept + latencyMs * (1 - kept);
      own.since = now;
    },
  }, rules);
}

/** What the next request is expected to take, for the server's weight. */
function costOf(member: Member<Latency>, now: number, rules: Rules): number {
  const knownMs = member.own.averageMs * fading(member.own, now, rules.decayMs);
  const others = member.inFlight + errorsOf(member, now, rules.errorMs);
  const eachMs = knownMs === 0 && others > 0 ? UNKNOWN_MS : knownMs;
  return eachMs * (others + 1) / warmWeight(member, now, rules);
}

function fading({ since }: Latency, now: number, decayMs: number): number {
  return exp((since - now) / decayMs);
}
