/** Part 8: steps, each with its order and its goal. */

import type { Epoch, NodeId, Order, Replace, Seen } from "../../exercises/15-multiraft/given.ts";

type Goal =
  | { readonly leader: NodeId }
  | { readonly voters: readonly NodeId[]; readonly learners: readonly NodeId[] };

interface Step {
  readonly order: Order;
  readonly goal: Goal;
  /** Who must have caught up before. */
  readonly needs: NodeId | null;
}

interface State {
  readonly steps: readonly Step[];
  readonly stepMs: number;
  /** The step that is under way. */
  at: number;
  since: number;
  pin: Epoch;
}

export const replace: Replace<State> = {
  start(seen, from, to, stepMs, now) {
    const { conf, version } = seen;
    return { steps: stepsFor(seen, from, to), stepMs, at: 0, since: now, pin: { conf, version } };
  },
  next(s, seen, now) {
    // No two goals are reached at once: they are of other members.
    if (s.at < s.steps.length && isReached(s.steps[s.at]!.goal, s.pin, seen)) {
      s.at++;
      s.since = now;
      s.pin = { conf: seen!.conf, version: s.pin.version };
    }
    const step = s.steps[s.at];
    if (step === undefined) return { type: "done" };
    if (now - s.since > s.stepMs) return { type: "over", why: "late" };
    const { conf, version } = s.pin;
    if (seen?.conf !== conf || seen.version !== version) return { type: "over", why: "changed" };
    if (step.needs !== null && !seen.caughtUp.includes(step.needs)) return { type: "wait" };
    return { type: "send", epoch: s.pin, order: step.order };
  },
};

function stepsFor({ leader, voters, learners, caughtUp }: Seen, from: NodeId, to: NodeId): Step[] {
  const steps: Step[] = [];
  if (leader === from) {
    const next = Math.min(...voters.filter((node) => node !== from && caughtUp.includes(node)));
    steps.push({ order: { type: "transfer", to: next }, goal: { leader: next }, needs: null });
  }
  if (!learners.includes(to)) {
    steps.push({
      order: { type: "members", changes: [{ type: "addLearner", node: to }] },
      goal: { voters, learners: [...learners, to] },
      needs: null,
    });
  }
  const without = (nodes: readonly NodeId[], node: NodeId) => nodes.filter((each) => each !== node);
  steps.push({
    order: {
      type: "members",
      changes: [{ type: "addVoter", node: to }, { type: "remove", node: from }],
    },
    goal: { voters: [...without(voters, from), to], learners: without(learners, to) },
    needs: to,
  });
  return steps;
}

function isReached(goal: Goal, pin: Epoch, seen: Seen | undefined): boolean {
  if (seen?.version !== pin.version) return false;
  if ("leader" in goal) return seen.leader === goal.leader && seen.conf === pin.conf;
  return isAlike(goal.voters, seen.voters) && isAlike(goal.learners, seen.learners);
}

function isAlike(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((node) => b.includes(node));
}
