/** What comes of pushing. @module */

import type { Model } from "hb/grade/played.ts";
import type { NodeId, PushRules } from "../given.ts";

export interface Event {
  readonly type: "begin" | "round" | "upon";
  readonly ids: readonly string[];
  readonly from: NodeId;
  readonly nodes: readonly NodeId[];
}

export const sends = (to: string, ids: string) => `it tells ${to}: ${ids}`;
export const delivers = (id: string) => `it delivers ${id}`;

export class RightPush implements Model<Event> {
  readonly #rules: PushRules;
  /** In how many rounds each was told; all that it ever had. */
  readonly #told = new Map<string, number>();

  constructor(rules: PushRules) {
    this.#rules = rules;
  }

  resolve(event: Event): Event | undefined {
    // Nobody begins what there is.
    const begun = event.type === "begin" && this.#told.has(event.ids[0]!);
    return begun ? undefined : event;
  }

  after({ type, ids, nodes }: Event): string[] {
    if (type !== "round") return this.#hear(ids);
    const { self, fanout, rounds } = this.#rules;
    const partners = nodes.filter((node) => node !== self).slice(0, fanout);
    const hot = [...this.#told].filter(([, times]) => times < rounds).map(([id]) => id).sort();
    if (hot.length === 0 || partners.length === 0) return [];
    for (const id of hot) this.#told.set(id, this.#told.get(id)! + 1);
    return partners.map((node) => sends(`node ${node}`, hot.join(" ")));
  }

  #hear(ids: readonly string[]): string[] {
    const fresh = [...new Set(ids)].filter((id) => !this.#told.has(id));
    for (const id of fresh) this.#told.set(id, 0);
    return fresh.map(delivers);
  }
}
