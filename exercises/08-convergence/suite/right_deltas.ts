/** What a copy of part 5 must do. @module */

import type { Model } from "hb/grade/played.ts";
import type { DeltaRules, NodeId, Texts } from "../given.ts";
import { join, minus } from "../given.ts";

export interface Event {
  readonly type: "update" | "round" | "deltas" | "ack" | "crash";
  readonly node: NodeId;
  readonly texts: Texts;
  readonly number: number;
}

export const inTexts = (texts: Texts) =>
  [...texts].sort().map((each) => each || '""').join(" ") || "nothing";
export const gives = (to: string, whole: boolean, upTo: string, texts: string) =>
  `it sends ${to} ${whole ? "all it has" : "deltas"} up to ${upTo}: ${texts}`;
export const acknowledges = (to: string, upTo: string) => `it acknowledges ${upTo} to ${to}`;
export const saves = (count: string, texts: string) => `it saves, as number ${count}: ${texts}`;
export const has = (texts: string) => `it has ${texts}`;

export class RightDeltas implements Model<Event> {
  readonly #rules: DeltaRules;
  #state: Texts = [];
  #count = 0;
  readonly #kept = new Map<number, Texts>();
  readonly #acked = new Map<NodeId, number>();
  /** What was sent to whom, in any life: it may be acknowledged at any time. */
  readonly #sent = new Map<NodeId, number[]>();

  constructor(rules: DeltaRules) {
    this.#rules = rules;
  }

  resolve(event: Event): Event | undefined {
    const { peers } = this.#rules, { type, number } = event;
    if (type === "update" || type === "crash") return event;
    if (peers.length === 0) return undefined;
    const node = peers[event.node % peers.length]!;
    if (type !== "ack") return { ...event, node };
    const sent = this.#sent.get(node) ?? [];
    return sent.length === 0 ? undefined : { ...event, node, number: sent[number % sent.length]! };
  }

  after({ type, node, texts, number }: Event): string[] {
    const words: string[] = [];
    if (type === "update" || type === "deltas") words.push(...this.#joins(texts));
    if (type === "deltas") words.push(acknowledges(`node ${node}`, `${number}`));
    if (type === "ack") this.#acked.set(node, Math.max(number, this.#acked.get(node) ?? 0));
    if (type === "round") words.push(...this.#gives(node));
    if (type === "crash") {
      this.#kept.clear();
      this.#acked.clear();
    }
    this.#forgets();
    return [...words, has(inTexts(this.#state))];
  }

  #joins(texts: Texts): string[] {
    const fresh = minus(texts, this.#state);
    if (fresh.length === 0) return [];
    this.#state = join(this.#state, fresh);
    this.#kept.set(++this.#count, fresh);
    return [saves(`${this.#count}`, inTexts(this.#state))];
  }

  #gives(node: NodeId): string[] {
    const acked = this.#acked.get(node), count = this.#count;
    if (count === (acked ?? 0)) return [];
    this.#sent.set(node, [...this.#sent.get(node) ?? [], count]);
    const lacks = [...this.#kept].filter(([number]) => number > (acked ?? 0));
    const whole = acked === undefined || lacks.length < count - acked;
    const texts = whole ? this.#state : lacks.reduce<Texts>((all, [, each]) => join(all, each), []);
    return [gives(`node ${node}`, whole, `${count}`, inTexts(texts))];
  }

  #forgets(): void {
    const { peers, most } = this.#rules;
    const all = Math.min(...peers.map((node) => this.#acked.get(node) ?? 0));
    for (const number of this.#kept.keys()) {
      if (number <= all || number <= this.#count - most) this.#kept.delete(number);
    }
  }
}
