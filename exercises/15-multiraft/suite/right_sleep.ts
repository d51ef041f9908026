/** A replica that goes to sleep, as it must be. @module */

import type { Facts, Heartbeat, NodeId, SleepRules } from "../given.ts";

/** The replica that is judged, and the others of its group. */
export interface Group {
  readonly rules: SleepRules;
  readonly self: NodeId;
  readonly others: readonly NodeId[];
  /** The last entry of the log. */
  readonly index: number;
}

const TERM = 4;

/** What is not as it is with a group that has nothing to do. */
export const flaws: Readonly<Record<string, (index: number) => Partial<Facts>>> = {
  "its last entry is not committed": (index) => ({ commit: index - 1 }),
  "it has not applied all": (index) => ({ applied: index - 1 }),
  "a request waits": () => ({ requests: 1 }),
  "a read waits": () => ({ reads: 1 }),
  "its members change": () => ({ isJoint: true }),
  "it hands over": () => ({ handsOver: true }),
  "its range has stopped": () => ({ hasStopped: true }),
};

/** One of the others has not all of the leader's log. */
export const LAGS = "one has not all of its log";

/** In what a heartbeat is not what a follower has. */
export const differences: Readonly<
  Record<string, (index: number) => readonly [Partial<Heartbeat>, Partial<Facts>]>
> = {
  "the leader's term is later": () => [{ term: TERM + 1 }, {}],
  "its own term is later": () => [{}, { term: TERM + 1 }],
  "the leader's log is longer": (index) => [{ previous: { index: index + 1, term: TERM } }, {}],
  "its last entry has another term": (index) => [{ previous: { index, term: TERM - 1 } }, {}],
  "the leader has not committed all": (index) => [{ commit: index - 1 }, { commit: index - 1 }],
  "it does not know yet that all is committed": (index) => [{}, { commit: index - 1 }],
  "its own log is longer": (index) => [{}, { last: { index: index + 1, term: TERM } }],
};

export type Kind =
  | "leads"
  | "follows"
  | "due"
  | "slept"
  | "heard"
  | "asked"
  | "came"
  | "lost"
  | "joins"
  | "leaves";

export interface Event {
  readonly type: Kind;
  readonly afterMs: number;
  /** Which of the others does it. */
  readonly nth: number;
  /** Which of the others leads, or lags. */
  readonly other: number;
  readonly knowsLeader: boolean;
  /** What is unusual; "": nothing. */
  readonly flaw: string;
  readonly sleeps: boolean;
  /** Filled in when it happens. */
  readonly now?: number;
  readonly node?: NodeId;
  readonly facts?: Facts;
  readonly beat?: Heartbeat;
}

export const waits = (isFree: boolean) =>
  `it waits for a leader, ${isFree ? "free" : "not free"} to help another`;
export const says = (would: boolean) => would ? "it would sleep" : "it would not sleep";
export const isAsleep = (sleeps: boolean) => sleeps ? "it sleeps" : "it does not sleep";

/** A replica, and all that it must do. */
export class Right {
  #leads = false;
  #asleepSince: number | null = null;
  #beats = 0;
  #sleepers = new Set<NodeId>();
  #now = 0;
  #others: readonly NodeId[];
  #next: NodeId;

  constructor(readonly group: Group) {
    this.#others = group.others;
    this.#next = Math.max(group.self, ...group.others) + 1;
  }

  resolve(event: Event): Event | undefined {
    const { type, flaw, nth, other } = event, { index, self } = this.group;
    if (!this.#canBe(type)) return undefined;
    this.#now += event.afterMs;
    const others = this.#others, at = (nth: number) => others[nth % others.length]!;
    const [said, has] = differences[flaw]?.(index) ?? [{}, {}];
    const matches = others.map((node) => [node, index] as const);
    const facts: Facts = {
      leader: this.#leads ? self : event.knowsLeader ? at(other) : null,
      term: TERM,
      last: { index, term: TERM },
      commit: index,
      applied: index,
      matches: new Map(this.#leads ? matches : []),
      requests: 0,
      reads: 0,
      isJoint: false,
      handsOver: false,
      hasStopped: false,
      ...flaws[flaw]?.(index),
      ...(flaw === LAGS ? { matches: new Map([...matches, [at(other), index - 1]]) } : {}),
      ...has,
    };
    const previous = { index, term: TERM }, { sleeps } = event;
    return {
      ...event,
      facts,
      beat: { term: TERM, previous, commit: index, round: 9, sleeps, ...said },
      now: this.#now,
      node: type === "joins" ? this.#next : at(nth),
      flaw: flaw === LAGS ? `node ${at(other)} has not all of its log` : flaw,
    };
  }

  #canBe(type: Kind): boolean {
    const isAwake = this.#asleepSince === null;
    switch (type) {
      case "leads":
        // Who begins to lead was awake: it has asked for votes.
        return !this.#leads && isAwake;
      case "heard":
        return !this.#leads;
      case "slept":
        return this.#leads;
      case "leaves":
        return this.#leads && isAwake && this.#others.length > 1;
      case "follows":
      case "due":
      case "joins":
        return this.#leads && isAwake;
      default:
        return true;
    }
  }

  after(event: Event): string[] {
    const { type, flaw, facts, beat } = event, node = event.node!;
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
        if (!this.#others.every((each) => this.#sleepers.has(each))) return [];
        this.#asleepSince = this.#now;
        return ["it stops its timers"];
      }
      case "heard": {
        const may = beat!.sleeps && flaw === "";
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
      case "joins":
        this.#others = [...this.#others, this.#next++];
        return [];
      case "leaves":
        this.#others = this.#others.filter((each) => each !== node);
        return [];
    }
  }

  #would(flaw: string): boolean {
    return this.#beats >= this.group.rules.sleepAfter && flaw === "";
  }

  #fresh(): void {
    this.#beats = 0;
    this.#sleepers.clear();
  }

  #wake(): string[] {
    if (this.#asleepSince === null) return [];
    const isFree = this.#now - this.#asleepSince >= this.group.rules.leaseMs;
    this.#asleepSince = null;
    this.#fresh();
    return [this.#leads ? "it beats" : waits(isFree)];
  }
}
