/** A replica that goes to sleep, as it must be. @module */

import type { Facts, Heartbeat, NodeId, SleepRules } from "../given.ts";

/** What is not as it is with a group that has nothing to do. */
export const flaws: Readonly<Record<string, Partial<Facts>>> = {
  "its last entry is not committed": { commit: 6 },
  "it has not applied all": { applied: 6 },
  "node 2 has not all of its log": { matches: new Map([[1, 7], [2, 6]]) },
  "a request waits": { requests: 1 },
  "a read waits": { reads: 1 },
  "its members change": { isJoint: true },
  "it hands over": { handsOver: true },
  "its range has stopped": { hasStopped: true },
};

/** In what a heartbeat is not what a follower has. */
export const differences: Readonly<Record<string, readonly [Partial<Heartbeat>, Partial<Facts>]>> =
  {
    "the leader's term is later": [{ term: 5 }, {}],
    "the leader's log is longer": [{ previous: { index: 8, term: 4 } }, {}],
    "its last entry has another term": [{ previous: { index: 7, term: 3 } }, {}],
    "the leader has not committed all": [{ commit: 6 }, { commit: 6 }],
    "it does not know yet that all is committed": [{}, { commit: 6 }],
    "its own log is longer": [{}, { last: { index: 8, term: 4 } }],
  };

export type Kind = "leads" | "follows" | "due" | "slept" | "heard" | "asked" | "came" | "lost";

export interface Event {
  readonly type: Kind;
  readonly afterMs: number;
  readonly node: NodeId;
  /** What is unusual; "": nothing. */
  readonly flaw: string;
  readonly sleeps: boolean;
  /** Filled in when it happens. */
  readonly now?: number;
  readonly facts?: Facts;
}

export const waits = (isFree: boolean) =>
  `it waits for a leader, ${isFree ? "free" : "not free"} to help another`;
export const says = (would: boolean) => would ? "it would sleep" : "it would not sleep";
export const isAsleep = (sleeps: boolean) => sleeps ? "it sleeps" : "it does not sleep";

export const beatOf = ({ flaw, sleeps }: Event): Heartbeat => ({
  term: 4,
  previous: { index: 7, term: 4 },
  commit: 7,
  round: 9,
  sleeps,
  ...differences[flaw]?.[0],
});

/** A replica, and all that it must do. */
export class Right {
  #leads = false;
  #asleepSince: number | null = null;
  #beats = 0;
  #sleepers = new Set<NodeId>();
  #now = 0;

  constructor(readonly rules: SleepRules) {}

  resolve(event: Event): Event | undefined {
    const { type, flaw } = event;
    const canBe = type === "leads" || type === "heard"
      ? !this.#leads
      : type === "follows" || type === "slept"
      ? this.#leads
      : type !== "due" || this.#leads && this.#asleepSince === null;
    // Who begins to lead was awake: it has asked for votes.
    if (!canBe || type === "leads" && this.#asleepSince !== null) return undefined;
    if (type === "follows" && this.#asleepSince !== null) return undefined;
    const facts: Facts = {
      leader: this.#leads ? 0 : event.node === 2 ? null : 1,
      term: 4,
      last: { index: 7, term: 4 },
      commit: 7,
      applied: 7,
      matches: this.#leads ? new Map([[1, 7], [2, 7]]) : new Map(),
      requests: 0,
      reads: 0,
      isJoint: false,
      handsOver: false,
      hasStopped: false,
      ...(type === "heard" ? differences[flaw]?.[1] : flaws[flaw]),
    };
    this.#now += event.afterMs;
    return { ...event, facts, now: this.#now };
  }

  after(event: Event): string[] {
    const { type, node, flaw, facts } = event;
    switch (type) {
      case "leads":
      case "follows":
        this.#leads = type === "leads";
        this.#fresh();
        return [];
      case "due":
        this.#beats++;
        if (!this.#would(flaw)) this.#sleepers.clear();
        return [says(this.#would(flaw))];
      case "slept": {
        if (!this.#would(flaw) || this.#asleepSince !== null) return [];
        this.#sleepers.add(node);
        if (this.#sleepers.size < 2) return [];
        this.#asleepSince = this.#now;
        return ["it stops its timers"];
      }
      case "heard": {
        const may = beatOf(event).sleeps && flaw === "";
        if (!may) return [...this.#wake(), isAsleep(false)];
        if (this.#asleepSince !== null) return [isAsleep(true)];
        this.#asleepSince = this.#now;
        return ["it stops its timers", isAsleep(true)];
      }
      case "asked": {
        const woke = this.#wake(), { leader } = facts!;
        this.#fresh();
        return woke.length > 0 && !this.#leads && leader !== null
          ? [...woke, `it wakes node ${leader}`]
          : woke;
      }
      case "came":
        return this.#wake();
      case "lost":
        return !this.#leads && facts!.leader === node ? this.#wake() : [];
    }
  }

  #would(flaw: string): boolean {
    return this.#beats >= this.rules.sleepAfter && flaw === "";
  }

  #fresh(): void {
    this.#beats = 0;
    this.#sleepers.clear();
  }

  #wake(): string[] {
    if (this.#asleepSince === null) return [];
    const isFree = this.#now - this.#asleepSince >= this.rules.leaseMs;
    this.#asleepSince = null;
    this.#fresh();
    return [this.#leads ? "it beats" : waits(isFree)];
  }
}
