/** Bugs of operators. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type { Any, Order, Replace, Seen, Verdict } from "../../../exercises/15-multiraft/given.ts";
import { replace } from "../replace.ts";

/** The reference, with other steps. */
const steps = (
  change: (steps: Any[], seen: Seen, from: number, to: number) => Any[],
): Partial<Replace> => ({
  start(seen, from, to, stepMs, now) {
    const s = replace.start(seen, from, to, stepMs, now);
    return { ...s, steps: change([...s.steps], seen, from, to) };
  },
});

/** The reference, whose verdicts are otherwise. */
const verdicts = (
  change: (verdict: Verdict, s: Any, seen: Seen | undefined) => Verdict,
): Partial<Replace> => ({
  next: (s, seen, now) => change(replace.next(s, seen, now), s, seen),
});

const swap = (order: Order, changes: Any[]): Order =>
  order.type === "transfer" ? order : { ...order, changes };

/** The reference, where another one leads of those that may. */
const leadTo = (choose: (may: readonly number[]) => number) =>
  steps((all, { voters, caughtUp }, from) =>
    all.map((each) => {
      if (each.order.type !== "transfer") return each;
      const to = choose(voters.filter((node) => node !== from && caughtUp.includes(node)));
      return { ...each, order: { ...each.order, to }, goal: { leader: to } };
    })
  );

let beside: Any;

export const replaceMutants: Mutants<Answers> = {
  replace: {
    "old order, new epoch: an order names the epoch that was reported last": {
      next(s, seen, now) {
        if (seen !== undefined) s.pin = { conf: seen.conf, version: seen.version };
        return replace.next(s, seen, now);
      },
    },
    "any conf: what others do with members does not count": {
      next(s, seen, now) {
        if (seen !== undefined) s.pin = { ...s.pin, conf: seen.conf };
        return replace.next(s, seen, now);
      },
    },
    "any version: a split does not count": {
      next(s, seen, now) {
        if (seen !== undefined) s.pin = { ...s.pin, version: seen.version };
        return replace.next(s, seen, now);
      },
    },
    "first epoch: all orders name the epoch of the start": {
      start(seen, from, to, stepMs, now) {
        const { conf, version } = seen;
        return { ...replace.start(seen, from, to, stepMs, now), first: { conf, version } };
      },
      next(s, seen, now) {
        const verdict = replace.next(s, seen, now);
        return verdict.type === "send" ? { ...verdict, epoch: s.first } : verdict;
      },
    },
    "votes at once: the new replica votes before it has caught up": steps((all) =>
      all.map((each) => ({ ...each, needs: null }))
    ),
    "no learner: the new replica is a voter at once": steps((all) =>
      all.slice(-1).map((each) => ({ ...each, needs: null }))
    ),
    "removes first: the old replica goes, and then the new one comes": steps((all, seen, from) => {
      const last = all.at(-1);
      const remove = {
        order: { type: "members", changes: [{ type: "remove", node: from }] },
        goal: { voters: seen.voters.filter((node) => node !== from), learners: seen.learners },
        needs: null,
      };
      return [...all.slice(0, -1), remove, last];
    }),
    "one by one: the new one comes, and then the old one goes": steps((all, seen, from, to) => {
      const last = all.at(-1),
        add = {
          ...last,
          order: { type: "members", changes: [{ type: "addVoter", node: to }] },
          goal: { ...last.goal, voters: [...seen.voters, to] },
        };
      const remove = {
        ...last,
        order: { type: "members", changes: [{ type: "remove", node: from }] },
      };
      return [...all.slice(0, -1), add, remove];
    }),
    "leader too: it does not ask who leads": steps((all) =>
      all.filter(({ order }) => order.type !== "transfer")
    ),
    "always transfers: somebody else leads, whoever is moved": steps((all, seen, from) => {
      if (all[0].order.type === "transfer") return all;
      const to = seen.voters.find((node) => node !== seen.leader && node !== from)!;
      return [{ order: { type: "transfer", to }, goal: { leader: to }, needs: null }, ...all];
    }),
    "leads behind: the lead goes to a voter that has not caught up": steps((
      all,
      { voters },
      from,
    ) =>
      all.map((each) => {
        if (each.order.type !== "transfer") return each;
        const to = Math.min(...voters.filter((node) => node !== from));
        return { ...each, order: { ...each.order, to }, goal: { leader: to } };
      })
    ),
    "first other: the first other voter that has caught up leads, not the lowest": leadTo((all) =>
      all[0]!
    ),
    "last other: the last other voter that has caught up leads, not the lowest": leadTo((all) =>
      all.at(-1)!
    ),
    "as texts: of voters 10 is lower than 2": leadTo((all) => [...all].sort()[0]!),
    "not 0: node 0 is no node to lead": leadTo((all) =>
      Math.min(...all.map((node) => node || Infinity))
    ),
    "own time: a step may take a second, whatever was said": {
      start: (seen, from, to, _stepMs, now) => replace.start(seen, from, to, 1000, now),
    },
    "from 0 on: the first step begins at 0 ms": {
      start: (seen, from, to, stepMs) => replace.start(seen, from, to, stepMs, 0),
    },
    "late start: the time of the first step begins when it is first asked": {
      start: (...given) => ({ ...replace.start(...given), isNew: true }),
      next(s, seen, now) {
        if (s.isNew) s.since = now;
        s.isNew = false;
        return replace.next(s, seen, now);
      },
    },
    "late pin: it is pinned to the epoch in which it is first asked": {
      start: (...given) => ({ ...replace.start(...given), isNew: true }),
      next(s, seen, now) {
        if (s.isNew && seen !== undefined) s.pin = { conf: seen.conf, version: seen.version };
        s.isNew = false;
        return replace.next(s, seen, now);
      },
    },
    "no epoch 0: an epoch of conf 0, or version 0, is none": {
      start(seen, ...rest) {
        const { conf, version } = seen, s = replace.start(seen, ...rest);
        return { ...s, pin: { conf: conf || -1, version: version || -1 } };
      },
    },
    "some members: it is enough that the new one votes, and the old one is gone": {
      start: (seen, from, to, ...rest) => ({ ...replace.start(seen, from, to, ...rest), from, to }),
      next(s, seen, now) {
        const isMoved = seen?.voters.includes(s.to) && !seen.voters.includes(s.from);
        return isMoved ? { type: "done" } : replace.next(s, seen, now);
      },
    },
    "leads newly: the lead goes to the new replica": steps((all, _seen, _from, to) =>
      all.map((each) =>
        each.order.type === "transfer"
          ? { ...each, order: { ...each.order, to }, goal: { leader: to } }
          : each
      )
    ),
    "adds again: a learner that is there is added": steps((all, seen, _from, to) => {
      if (!seen.learners.includes(to)) return all;
      const order = { type: "members", changes: [{ type: "addLearner", node: to }] };
      return [{ order, goal: { voters: [], learners: [] }, needs: null }, ...all];
    }),
    "other learners: learners that are there are no part of the goal": steps((all) =>
      all.map((each, i) =>
        i === all.length - 1 ? { ...each, goal: { ...each.goal, learners: [] } } : each
      )
    ),
    "in order: members in another order are other members": {
      next(s, seen, now) {
        const { goal } = s.steps[s.at];
        const isTurned = seen !== undefined && "voters" in goal &&
          goal.voters.join() !== seen.voters.join() &&
          [...goal.voters].sort().join() === [...seen.voters].sort().join();
        return replace.next(s, isTurned ? { ...seen, voters: [] } : seen, now);
      },
    },
    "patient: no step is ever late": {
      start: (seen, from, to, _stepMs, now) => replace.start(seen, from, to, Infinity, now),
    },
    "hurried: a step that takes as long as it may is late": {
      start: (seen, from, to, stepMs, now) => replace.start(seen, from, to, stepMs - 1, now),
    },
    "one time: all steps together may take as long as one": {
      next(s, seen, now) {
        const { since } = s, verdict = replace.next(s, seen, now);
        s.since = since;
        return verdict.type !== "done" && now - since > s.stepMs
          ? { type: "over", why: "late" }
          : verdict;
      },
    },
    "late though done: a step that was done late is given up": {
      next: (s, seen, now) =>
        now - s.since > s.stepMs ? { type: "over", why: "late" } : replace.next(s, seen, now),
    },
    "renews: each order that is given again has its time anew": {
      next(s, seen, now) {
        const verdict = replace.next(s, seen, now);
        if (verdict.type === "send") s.since = now;
        return verdict;
      },
    },
    "once: an order is given once": {
      next(s, seen, now) {
        const verdict = replace.next(s, seen, now);
        if (verdict.type !== "send") return verdict;
        if (s.given === s.at) return { type: "wait" };
        s.given = s.at;
        return verdict;
      },
    },
    "a step at a time: the next step begins when it is asked again": {
      next(s, seen, now) {
        const { at } = s, verdict = replace.next(s, seen, now);
        return s.at > at && verdict.type === "send" ? { type: "wait" } : verdict;
      },
    },
    "gone is done: a range that is gone is taken for moved": verdicts((verdict, _s, seen) =>
      seen === undefined && verdict.type === "over" && verdict.why === "changed"
        ? { type: "done" }
        : verdict
    ),
    "waits for ever: a range that has changed is waited for": verdicts((verdict) =>
      verdict.type === "over" && verdict.why === "changed" ? { type: "wait" } : verdict
    ),
    "keeps the old: the old replica stays": {
      next(s, seen, now) {
        const verdict = replace.next(s, seen, now);
        if (verdict.type !== "send" || verdict.order.type === "transfer") return verdict;
        const { changes } = verdict.order;
        return {
          ...verdict,
          order: swap(verdict.order, changes.filter(({ type }) => type !== "remove")),
        };
      },
    },
    "any leader: the first step is done when anybody else leads": {
      next(s, seen, now) {
        const { goal } = s.steps[s.at];
        const isOther = seen !== undefined && "leader" in goal && seen.leader !== s.from;
        return replace.next(s, isOther ? { ...seen, leader: goal.leader } : seen, now);
      },
      start: (seen, from, to, stepMs, now) => ({
        ...replace.start(seen, from, to, stepMs, now),
        from,
      }),
    },
    "led elsewhere: that it leads is enough, in whatever epoch": {
      next(s, seen, now) {
        const { goal } = s.steps[s.at];
        if (seen !== undefined && goal.leader === seen.leader) {
          s.pin = { ...s.pin, conf: seen.conf };
        }
        return replace.next(s, seen, now);
      },
    },
    "beside: what is remembered is beside the state": {
      start: (...given) => (beside = replace.start(...given)),
      next: (_s, seen, now) => replace.next(beside, seen, now),
    },
  },
};
