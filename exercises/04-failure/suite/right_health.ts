/** A member that doubts itself, and its suspicions, as they must be. @module */

import type { Model } from "hb/grade/played.ts";
import type { HealthRules, NodeId } from "../given.ts";

export interface Event {
  readonly type: "answered" | "failed" | "refuted" | "suspects" | "cleared" | "expired";
  readonly member: NodeId;
  /** Who suspects; of a probe that failed, how many were silent. */
  readonly by: number;
  /** How many members there are; of a probe that failed, how many were asked. */
  readonly n: number;
  readonly afterMs: number;
  /** Filled in when it happens. */
  readonly now?: number;
  /** What is left of the suspicion then. */
  readonly restMs?: number;
  readonly why?: string;
}

export const WORDS = {
  waits: (member: NodeId, ms: number) => `it waits ${inMs(ms)} ms for node ${member}`,
  tells: (member: NodeId, by: NodeId) => `it tells that node ${by} suspects node ${member}`,
  dies: (member: NodeId) => `node ${member} is dead`,
  spans: (periodMs: number, timeoutMs: number) =>
    `its period is ${inMs(periodMs)} ms, its timeout ${inMs(timeoutMs)} ms`,
};

const inMs = (ms: number) => Math.round(ms * 1000) / 1000;

interface Suspicion {
  readonly began: number;
  readonly by: Set<NodeId>;
  readonly n: number;
  deadline: number;
}

/** All that must be done. */
export class RightHealth implements Model<Event> {
  #now = 0;
  #doubt = 0;
  readonly #suspicions = new Map<NodeId, Suspicion>();
  /** Whose timer may still be set, as nobody need cancel it. */
  readonly #over = new Set<NodeId>();

  constructor(readonly rules: HealthRules) {}

  resolve(event: Event): Event | undefined {
    const { type, member, by, n } = event, suspicion = this.#suspicions.get(member);
    const now = type === "expired" && suspicion !== undefined
      ? suspicion.deadline
      : this.#now + event.afterMs;
    const isLate = [...this.#suspicions.values()].some(({ deadline }) => deadline < now);
    if (isLate || type === "failed" && by > n) return undefined;
    if (type === "expired" && suspicion === undefined && !this.#over.has(member)) return undefined;
    const restMs = type === "suspects" ? this.#rest(event, now) : undefined;
    // Where nothing is left but what rounding makes of it, either is right.
    if (restMs !== undefined && suspicion !== undefined && Math.abs(restMs) < 1e-6) {
      return undefined;
    }
    this.#now = now;
    const why = type === "expired" && suspicion === undefined ? OVER : WHY[type];
    return { ...event, now, why, ...(restMs === undefined ? {} : { restMs }) };
  }

  #rest({ member, by, n }: Event, now: number): number {
    const suspicion = this.#suspicions.get(member);
    if (suspicion === undefined) return this.#lasts(0, n);
    const { size } = suspicion.by, confirmations = suspicion.by.has(by) ? size - 1 : size;
    return suspicion.began + this.#lasts(confirmations, suspicion.n) - now;
  }

  #lasts(confirmations: number, n: number): number {
    const { alpha, beta, periodMs } = this.rules, wanted = this.#wanted(n);
    const least = alpha * Math.max(1, Math.log10(n)) * periodMs, most = beta * least;
    if (wanted === 0) return least;
    return most - (most - least) * Math.log(confirmations + 1) / Math.log(wanted + 1);
  }

  /** Those who are waited for. */
  #wanted(n: number): number {
    return n - 2 < this.rules.wanted ? 0 : this.rules.wanted;
  }

  after(event: Event): string[] {
    const { periodMs, timeoutMs } = this.rules, did = this.#does(event), d = this.#doubt + 1;
    return [...did, WORDS.spans(periodMs * d, timeoutMs * d)];
  }

  #does({ type, member, by, n, restMs }: Event): string[] {
    const suspicion = this.#suspicions.get(member);
    switch (type) {
      case "answered":
        this.#doubt = Math.max(0, this.#doubt - 1);
        return [];
      case "failed":
      case "refuted":
        this.#doubt += type === "refuted" || n === 0 ? 1 : by;
        this.#doubt = Math.min(this.rules.most, this.#doubt);
        return [];
      case "suspects": {
        const told = WORDS.tells(member, by);
        if (suspicion === undefined) {
          const deadline = this.#now + restMs!;
          this.#suspicions.set(member, { began: this.#now, by: new Set([by]), n, deadline });
          this.#over.delete(member);
          return [told, WORDS.waits(member, restMs!)];
        }
        if (suspicion.by.has(by) || suspicion.by.size > this.#wanted(suspicion.n)) return [];
        suspicion.by.add(by);
        suspicion.deadline = this.#now + restMs!;
        if (restMs! > 0) return [told, WORDS.waits(member, restMs!)];
        this.#end(member);
        return [told, WORDS.dies(member)];
      }
      case "cleared":
        this.#end(member);
        return [];
      case "expired":
        this.#over.delete(member);
        return this.#suspicions.delete(member) ? [WORDS.dies(member)] : [];
    }
  }

  #end(member: NodeId): void {
    if (this.#suspicions.delete(member)) this.#over.add(member);
  }
}

const DOUBT =
  "doubt grows by those who were asked and silent, by one if nobody was asked or an accusation was " +
  "refuted, and is one less with each answer, from 0 to the most; periods and timeouts last doubt " +
  "+ 1 times as long (Lifeguard, section IV.A)";
const LASTS =
  "a suspicion lasts max − (max − min) · log(C + 1) / log(K + 1) from its beginning, where C others " +
  "have confirmed it, each of whom counts once; the first K are told on, and where there are not so " +
  "many nobody is waited for (Lifeguard, section IV.B; memberlist, suspicion.go)";
const OVER = "the suspicion for which the timer was set is over";
const WHY: Readonly<Record<Event["type"], string>> = {
  answered: DOUBT,
  failed: DOUBT,
  refuted: DOUBT,
  suspects: LASTS,
  cleared: OVER,
  expired: "when a suspicion has lasted its time, its member is dead",
};
