/** A range, and an operator as it must be. @module */

import type { Epoch, NodeId, Order, Seen, Verdict } from "../given.ts";
import { inWords } from "./in_order.ts";
import type { Model } from "hb/grade/played.ts";

export type Event =
  /** The driver asks what is next. */
  | {
    readonly type: "turn";
    readonly afterMs: number;
    readonly now?: number;
    readonly seen?: Seen | undefined;
  }
  /** The range carries out the order that was given last, if it is for its epoch. */
  | { readonly type: "carries out" }
  | { readonly type: "catches up" }
  | { readonly type: "falls behind" }
  | { readonly type: "other leader"; readonly nth: number }
  /** Somebody else has changed the members, and changed them back again if `twice`. */
  | { readonly type: "other members"; readonly twice: boolean }
  | { readonly type: "is split" }
  | { readonly type: "is gone" };

/** What an operator is made for. */
export interface Job {
  readonly seen: Seen;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly stepMs: number;
  readonly startMs: number;
}

/** A range, and the operator as it must be. */
export class World implements Model<Event> {
  #seen: Seen | undefined;
  #now: number;
  #since: number;
  #pin: Epoch;
  #steps: { order: Order; isDone(seen: Seen, pin: Epoch): boolean; needs?: NodeId }[];
  #ordered: Extract<Verdict, { type: "send" }> | undefined;
  #isOver = false;

  constructor(readonly job: Job) {
    const { seen: first, from, to } = job;
    this.#seen = first;
    this.#now = this.#since = job.startMs;
    this.#pin = { conf: first.conf, version: first.version };
    const { voters, learners, leader, caughtUp } = first;
    const next = voters.filter((node) => node !== from && caughtUp.includes(node)).sort((a, b) =>
      a - b
    )[0]!;
    const all = (list: readonly NodeId[]) => [...list].sort().join();
    const withTo = [...learners.filter((node) => node !== to), to];
    const members =
      (voters: readonly NodeId[], learners: readonly NodeId[]) => (seen: Seen, pin: Epoch) =>
        seen.version === pin.version && all(seen.voters) === all(voters) &&
        all(seen.learners) === all(learners);
    this.#steps = [
      ...(leader === from
        ? [{
          order: { type: "transfer" as const, to: next },
          isDone: (seen: Seen, pin: Epoch) => seen.leader === next && isSame(seen, pin),
        }]
        : []),
      ...(learners.includes(to) ? [] : [{
        order: { type: "members" as const, changes: [{ type: "addLearner" as const, node: to }] },
        isDone: members(voters, withTo),
      }]),
      {
        order: {
          type: "members",
          changes: [{ type: "addVoter", node: to }, { type: "remove", node: from }],
        },
        isDone: members(
          [...voters.filter((node) => node !== from), to],
          learners.filter((node) => node !== to),
        ),
        needs: to,
      },
    ];
  }

  resolve(event: Event): Event | undefined {
    if (this.#isOver) return undefined;
    if (event.type === "turn") {
      this.#now += event.afterMs;
      return { ...event, now: this.#now, seen: this.#seen };
    }
    const { voters, leader } = this.#seen ?? { voters: [], leader: -1 };
    if (event.type === "other leader" && voters[event.nth % voters.length] === leader) {
      return undefined;
    }
    return this.#seen === undefined ? undefined : event;
  }

  after(event: Event): string[] {
    if (event.type === "turn") return [verdictInWords(this.#next())];
    this.#seen = this.#become(this.#seen!, event);
    return [];
  }

  #become(seen: Seen, event: Event): Seen | undefined {
    const { voters, learners, caughtUp, conf, version } = seen, { to } = this.job;
    switch (event.type) {
      case "is gone":
        return undefined;
      case "is split":
        return { ...seen, version: version + 1 };
      case "catches up":
        return [...voters, ...learners].includes(to)
          ? { ...seen, caughtUp: [...caughtUp, to] }
          : seen;
      case "falls behind":
        return { ...seen, caughtUp: caughtUp.filter((node) => node !== to) };
      case "other leader":
        return { ...seen, leader: voters[event.nth % voters.length]! };
      case "other members":
        return event.twice
          ? { ...seen, conf: conf + 2 }
          : { ...seen, conf: conf + 1, learners: [...learners, 100 + conf] };
      default:
        return this.#ordered !== undefined && isSame(seen, this.#ordered.epoch)
          ? carriedOut(seen, this.#ordered.order)
          : seen;
    }
  }

  #next(): Verdict {
    const seen = this.#seen;
    let [step] = this.#steps;
    while (step !== undefined && seen !== undefined && step.isDone(seen, this.#pin)) {
      this.#steps.shift();
      this.#pin = { conf: seen.conf, version: this.#pin.version };
      this.#since = this.#now;
      [step] = this.#steps;
    }
    if (step === undefined) return this.#over({ type: "done" });
    if (this.#now - this.#since > this.job.stepMs) return this.#over({ type: "over", why: "late" });
    if (seen === undefined || !isSame(seen, this.#pin)) {
      return this.#over({ type: "over", why: "changed" });
    }
    if (step.needs !== undefined && !seen.caughtUp.includes(step.needs)) return { type: "wait" };
    return this.#ordered = { type: "send", epoch: this.#pin, order: step.order };
  }

  #over(verdict: Verdict): Verdict {
    this.#isOver = true;
    return verdict;
  }
}

const isSame = (a: Epoch, b: Epoch) => a.conf === b.conf && a.version === b.version;

function carriedOut(seen: Seen, order: Order): Seen {
  if (order.type === "transfer") return { ...seen, leader: order.to };
  const voters = new Set(seen.voters), learners = new Set(seen.learners);
  for (const { type, node } of order.changes) {
    learners.delete(node);
    if (type === "addVoter") voters.add(node);
    else voters.delete(node);
    if (type === "addLearner") learners.add(node);
  }
  const leader = voters.has(seen.leader) ? seen.leader : Math.min(...voters);
  const isMember = (node: NodeId) => voters.has(node) || learners.has(node);
  return {
    ...seen,
    leader,
    conf: seen.conf + 3,
    // A log has its own idea of their order.
    voters: [...voters].reverse(),
    learners: [...learners].reverse(),
    caughtUp: seen.caughtUp.filter(isMember),
  };
}

export function verdictInWords(verdict: Verdict): string {
  if (verdict.type !== "send") {
    return verdict.type === "over" ? `over, ${verdict.why}` : verdict.type;
  }
  const { epoch: { conf, version }, order } = verdict;
  const words = order.type === "transfer"
    ? `node ${order.to} leads`
    : [...order.changes].map(({ type, node }) => `${type} ${node}`).sort().join(" and ");
  return `it orders, for ${inWords({ version, conf })}: ${words}`;
}
