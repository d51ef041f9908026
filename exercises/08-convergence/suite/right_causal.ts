/** What a node of causal broadcast must do, and what the others do meanwhile. @module */

import type { Model } from "hb/grade/played.ts";
import type { Broadcast, CausalRules, NodeId } from "../given.ts";

export interface Event {
  readonly type: "say" | "elsewhere says" | "elsewhere delivers" | "comes" | "known" | "round";
  /** Who: says, delivers, sends it, is the partner. */
  readonly node: NodeId;
  /** Whose, or which: a large number is taken modulo how many there are. */
  readonly nth: number;
  readonly payload: string;
  /** What it is about, once that is known. */
  readonly broadcast?: Broadcast;
  readonly row?: readonly number[];
}

/** A broadcast in words. */
export const named = ({ origin, stamp, payload }: Broadcast) =>
  `${origin}.${stamp[origin]} ("${payload}", stamp ${stamp.join(" ")})`;
export const sends = (to: string, what: string) => `it sends ${what} to ${to}`;
export const delivers = (what: string) => `it delivers ${what}`;
export const tellsStable = (upTo: string) => `it tells that these are stable: ${upTo}`;
export const tellsRow = (to: string, row: string) => `it tells ${to} that it has ${row}`;

export class RightCausal implements Model<Event> {
  readonly #self: NodeId;
  readonly #nodes: readonly NodeId[];
  /** All that was said, by its origin. */
  readonly #said: Broadcast[][];
  /** What each node has delivered, and of others how that was before. */
  readonly #delivered: number[][];
  readonly #rows: (readonly number[])[][];
  /** What others are known to have delivered. */
  readonly #known: number[][];
  #waiting: Broadcast[] = [];
  #stable: number[];

  constructor({ self, nodes }: CausalRules) {
    const zeros = () => new Array<number>(nodes).fill(0);
    this.#self = self;
    this.#nodes = zeros().map((_, node) => node);
    this.#said = this.#nodes.map(() => []);
    this.#delivered = this.#nodes.map(zeros);
    this.#known = this.#nodes.map(zeros);
    this.#rows = this.#nodes.map(() => []);
    this.#stable = zeros();
  }

  resolve(event: Event): Event | undefined {
    const { type, nth } = event, others = this.#nodes.filter((node) => node !== this.#self);
    if (type === "say") return event;
    if (others.length === 0) return undefined;
    const node = others[event.node % others.length]!;
    switch (type) {
      case "elsewhere delivers": {
        const ready = this.#said.flatMap((all) => all.filter((each) => this.#isNext(each, node)));
        return ready.length === 0
          ? undefined
          : { ...event, node, broadcast: ready[nth % ready.length]! };
      }
      case "comes": {
        const all = this.#said.flat();
        return all.length === 0 ? undefined : { ...event, node, broadcast: all[nth % all.length]! };
      }
      case "known": {
        // The latest, or one of those before it.
        const before = this.#rows[node]!, rows = [...before, [...this.#delivered[node]!]];
        return { ...event, node, row: nth % 3 === 0 ? rows[nth % rows.length]! : rows.at(-1)! };
      }
      default:
        return { ...event, node };
    }
  }

  after({ type, node, payload, broadcast, row }: Event): string[] {
    const self = this.#self, own = this.#delivered[self]!;
    switch (type) {
      case "elsewhere says":
        this.#says(node, payload);
        return [];
      case "elsewhere delivers":
        this.#remember(node);
        this.#delivered[node]![broadcast!.origin]!++;
        return [];
      case "say": {
        const words = named(this.#says(self, payload));
        const sent = this.#nodes.filter((to) => to !== self).map((to) =>
          sends(`node ${to}`, words)
        );
        return [delivers(words), ...sent, ...this.#settle()];
      }
      case "round":
        return [tellsRow(`node ${node}`, own.join(" "))];
      case "comes":
        return this.#comes(broadcast!);
      case "known":
        return this.#hears(node, row!);
    }
  }

  #says(node: NodeId, payload: string): Broadcast {
    this.#remember(node);
    const stamp = this.#delivered[node]!;
    stamp[node]!++;
    const broadcast = { origin: node, stamp: [...stamp], payload };
    this.#said[node]!.push(broadcast);
    return broadcast;
  }

  #remember(node: NodeId): void {
    this.#rows[node]!.push([...this.#delivered[node]!]);
  }

  #isNext({ origin, stamp }: Broadcast, node: NodeId): boolean {
    const has = this.#delivered[node]!;
    return stamp.every((count, of) => of === origin ? count === has[of]! + 1 : count <= has[of]!);
  }

  #comes(broadcast: Broadcast): string[] {
    const own = this.#delivered[this.#self]!, { origin, stamp } = broadcast;
    if (stamp[origin]! <= own[origin]! || this.#waiting.includes(broadcast)) return [];
    this.#waiting.push(broadcast);
    const words: string[] = [];
    for (;;) {
      const next = this.#waiting.find((each) => this.#isNext(each, this.#self));
      if (next === undefined) return [...words, ...this.#settle()];
      this.#waiting = this.#waiting.filter((each) => each !== next);
      own[next.origin]!++;
      this.#counts(next.origin, next.stamp);
      words.push(delivers(named(next)));
    }
  }

  #hears(node: NodeId, row: readonly number[]): string[] {
    const has = this.#delivered[this.#self]!, before = this.#known[node]!;
    const lacks = this.#said.flatMap((all, origin) =>
      origin === node ? [] : all.slice(Math.max(row[origin]!, before[origin]!), has[origin])
    );
    if (row[node]! <= has[node]!) this.#counts(node, row);
    return [...lacks.map((each) => sends(`node ${node}`, named(each))), ...this.#settle()];
  }

  #counts(node: NodeId, row: readonly number[]): void {
    this.#known[node] = this.#known[node]!.map((count, of) => Math.max(count, row[of]!));
  }

  #settle(): string[] {
    const own = this.#delivered[this.#self]!;
    const upTo = own.map((count, of) =>
      Math.min(count, ...this.#known.flatMap((row, node) => node === this.#self ? [] : [row[of]!]))
    );
    const isMore = upTo.some((count, of) => count > this.#stable[of]!);
    this.#stable = upTo;
    return isMore ? [tellsStable(upTo.join(" "))] : [];
  }
}
