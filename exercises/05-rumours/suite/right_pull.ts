/** What comes of pulling. @module */

import type { Model } from "hb/grade/played.ts";
import type { NodeId, PullRules } from "../given.ts";
import { delivers } from "./right_push.ts";

export interface Event {
  readonly type: "begin" | "drop" | "round" | "digest" | "answer" | "rumours";
  /** What begins, is dropped, is there, or is told. */
  readonly ids: readonly string[];
  /** What was there, or is wanted. */
  readonly more: readonly string[];
  readonly node: NodeId | null;
}

/** What is sent, each list in words. */
export const asks = (to: string, has: string, had: string) =>
  `it asks ${to}, and has ${has} and had ${had}`;
export const answers = (to: string, rumours: string, wants: string) =>
  `it answers ${to} with ${rumours} and wants ${wants}`;
export const gives = (to: string, rumours: string) => `it gives ${to} ${rumours}`;

export class RightPull implements Model<Event> {
  readonly #rules: PullRules;
  /** All that were ever here, as they came; whether they are still there. */
  readonly #here = new Map<string, boolean>();

  constructor(rules: PullRules) {
    this.#rules = rules;
  }

  resolve(event: Event): Event | undefined {
    const [id] = event.ids;
    if (event.type === "begin" && this.#here.has(id!)) return undefined;
    if (event.type === "drop" && !this.#here.get(id!)) return undefined;
    if (event.type !== "digest") return event;
    // Who has something has not dropped it.
    return { ...event, more: event.more.filter((id) => !event.ids.includes(id)) };
  }

  after({ type, ids, more, node }: Event): string[] {
    const to = `node ${node}`;
    switch (type) {
      case "begin":
      case "rumours":
        return this.#hear(ids);
      case "drop":
        this.#here.set(ids[0]!, false);
        return [];
      case "round":
        return node === null
          ? []
          : [asks(to, words(this.#having(true)), words(this.#having(false)))];
      case "digest": {
        const lacks = this.#having(true).filter((id) => !ids.includes(id) && !more.includes(id));
        const some = lacks.slice(0, this.#rules.most);
        const wants = this.#rules.both ? ids.filter((id) => !this.#here.has(id)) : [];
        if (some.length + wants.length === 0) return [];
        return [answers(to, words(some), words(wants))];
      }
      case "answer": {
        const heard = this.#hear(ids);
        const wanted = this.#having(true).filter((id) => more.includes(id));
        if (wanted.length === 0) return heard;
        return [...heard, gives(to, words(wanted.slice(0, this.#rules.most)))];
      }
    }
  }

  #having(still: boolean): string[] {
    return [...this.#here].filter(([, is]) => is === still).map(([id]) => id);
  }

  #hear(ids: readonly string[]): string[] {
    const fresh = [...new Set(ids)].filter((id) => !this.#here.has(id));
    for (const id of fresh) this.#here.set(id, true);
    return fresh.map(delivers);
  }
}

const words = (ids: readonly string[]) => ids.toSorted().join(" ") || "nothing";
