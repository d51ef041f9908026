/** What comes of rumours that cool. @module */

import type { Model } from "hb/grade/played.ts";
import type { InterestRules, NodeId } from "../given.ts";
import { delivers } from "./right_push.ts";

export interface Event {
  readonly type: "begin" | "round" | "rumours" | "knew";
  readonly afterMs: number;
  readonly ids: readonly string[];
  readonly node: NodeId | null;
  /** For which rumours a coin that is tossed now says that they cool. */
  readonly cools: readonly string[];
  /** Filled in when it happens. */
  readonly now?: number;
}

export const tells = (to: string, ids: string) => `it tells ${to}: ${ids}`;
export const knew = (to: string, ids: string) => `it says to ${to} that it knew ${ids}`;
export const tosses = (id: string) => `it tosses a coin for ${id}`;

export class RightInterest implements Model<Event> {
  readonly #rules: InterestRules;
  /** When each id was last heard of. */
  readonly #known = new Map<string, number>();
  /** How often what counts has happened to what is hot. */
  readonly #hot = new Map<string, number>();
  #now = 0;

  constructor(rules: InterestRules) {
    this.#rules = rules;
  }

  resolve(event: Event): Event | undefined {
    const now = this.#now + event.afterMs;
    if (event.type === "begin" && this.#knows(event.ids[0]!, now)) return undefined;
    this.#now = now;
    return { ...event, now };
  }

  after({ type, ids, node, cools }: Event): string[] {
    const now = this.#now, { feedback } = this.#rules, to = `node ${node}`;
    for (const id of [...this.#known.keys()]) {
      if (!this.#knows(id, now)) this.#known.delete(id);
    }
    if (type === "begin") return this.#hear(ids);
    if (type === "round") {
      const hot = [...this.#hot.keys()].sort();
      if (node === null || hot.length === 0) return [];
      return [
        tells(to, hot.join(" ")),
        ...feedback ? [] : hot.flatMap((id) => this.#count(id, cools)),
      ];
    }
    if (type === "knew" && !feedback) return [];
    const old = ids.filter((id) => this.#known.has(id));
    for (const id of old) this.#known.set(id, now);
    if (type === "knew") {
      return ids.flatMap((id) => this.#hot.has(id) ? this.#count(id, cools) : []);
    }
    const heard = this.#hear(ids.filter((id) => !old.includes(id)));
    if (!feedback || old.length === 0) return heard;
    return [...heard, knew(to, old.toSorted().join(" "))];
  }

  #knows(id: string, now: number): boolean {
    const last = this.#known.get(id);
    return last !== undefined && (this.#hot.has(id) || now - last < this.#rules.keepMs);
  }

  #count(id: string, cools: readonly string[]): string[] {
    const { by, k } = this.#rules, times = this.#hot.get(id)! + 1, isByCoin = by === "coin";
    this.#hot.set(id, times);
    if (isByCoin ? cools.includes(id) : times >= k) {
      this.#hot.delete(id);
      this.#known.set(id, this.#now);
    }
    return isByCoin ? [tosses(id)] : [];
  }

  #hear(ids: readonly string[]): string[] {
    for (const id of ids) {
      this.#known.set(id, this.#now);
      this.#hot.set(id, 0);
    }
    return ids.map(delivers);
  }
}
