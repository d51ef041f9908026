/** Part 7: a number for the doubt; for each suspicion who says so, and how long it may last. */

import type { Health, HealthRules, NodeId } from "../../exercises/04-failure/given.ts";

interface Suspicion {
  readonly beganMs: number;
  readonly leastMs: number;
  readonly mostMs: number;
  /** How many confirmations count. */
  readonly wanted: number;
  readonly accusers: Set<NodeId>;
}

interface State {
  readonly rules: HealthRules;
  doubt: number;
  readonly suspicions: Map<NodeId, Suspicion>;
}

export const health: Health<State> = {
  start: (rules) => ({ rules, doubt: 0, suspicions: new Map() }),
  answered(s) {
    s.doubt = Math.max(0, s.doubt - 1);
  },
  failed: (s, asked, silent) => doubts(s, asked === 0 ? 1 : silent),
  refuted: (s) => doubts(s, 1),
  spans: ({ doubt, rules: { periodMs, timeoutMs } }) => ({
    periodMs: periodMs * (doubt + 1),
    timeoutMs: timeoutMs * (doubt + 1),
  }),
  suspects(s, member, by, n, nowMs, io) {
    const known = s.suspicions.get(member), suspicion = known ?? begun(s.rules, n, nowMs);
    const { accusers, wanted } = suspicion;
    if (accusers.has(by) || accusers.size > wanted) return;
    accusers.add(by);
    s.suspicions.set(member, suspicion);
    io.tell(member, by);
    const restMs = suspicion.beganMs + lasts(suspicion) - nowMs;
    if (restMs > 0) return io.wait(member, restMs);
    io.cancel(member);
    s.suspicions.delete(member);
    io.die(member);
  },
  cleared(s, member, io) {
    if (s.suspicions.delete(member)) io.cancel(member);
  },
  expired(s, member, io) {
    if (s.suspicions.delete(member)) io.die(member);
  },
};

function doubts(s: State, more: number): void {
  s.doubt = Math.min(s.rules.most, s.doubt + more);
}

function begun(
  { alpha, beta, periodMs, wanted }: HealthRules,
  n: number,
  beganMs: number,
): Suspicion {
  const leastMs = alpha * Math.max(1, Math.log10(n)) * periodMs;
  return {
    beganMs,
    leastMs,
    mostMs: beta * leastMs,
    wanted: n - 2 < wanted ? 0 : wanted,
    accusers: new Set(),
  };
}

/** How long it lasts, given who has confirmed it: all accusers but the first. */
function lasts({ leastMs, mostMs, wanted, accusers }: Suspicion): number {
  if (wanted === 0) return leastMs;
  return mostMs - (mostMs - leastMs) * Math.log(accusers.size) / Math.log(wanted + 1);
}
