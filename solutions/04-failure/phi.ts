/** Part 2: the last heartbeat, and a window of intervals. */

import { log10Tail, type Phi, type PhiRules } from "../../exercises/04-failure/given.ts";

interface State {
  readonly rules: PhiRules;
  lastMs: number | null;
  readonly intervals: number[];
}

export const phi: Phi<State> = {
  start: (rules) => ({ rules, lastMs: null, intervals: [] }),
  heard(s, nowMs, suspected) {
    const { rules, lastMs, intervals } = s;
    const intervalMs = lastMs === null ? rules.guessMs : nowMs - lastMs;
    s.lastMs = nowMs;
    if (lastMs !== null && (suspected || intervalMs < 0)) return;
    intervals.push(intervalMs);
    if (intervals.length > rules.size) intervals.shift();
  },
  phi({ rules, lastMs, intervals }, nowMs) {
    if (lastMs === null) return 0;
    const mean = meanOf(intervals);
    const spread = Math.sqrt(meanOf(intervals.map((each) => (each - mean) ** 2)));
    const sigma = Math.max(spread, rules.leastSigmaMs);
    return Math.max(0, -log10Tail((nowMs - lastMs - mean) / sigma));
  },
};

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
