/** What a node of a tree does. @module */

import type { Model } from "hb/grade/played.ts";
import type { NodeId, TreeMessage, TreeRules } from "../given.ts";
import { messageInWords, payloadOf } from "./tree_words.ts";

export interface Event {
  readonly type: "up" | "down" | "begin" | "overdue" | TreeMessage["type"];
  readonly node: NodeId;
  readonly ids: readonly string[];
  /** Filled in when it happens. */
  readonly is?: Situation;
}

/** What a node is in when something happens, as far as rules differ. */
export interface Situation {
  /** Whether it comes of a neighbour. */
  readonly ofNeighbour: boolean;
  /** Whether the id that it is about is here, or was; whether it is waited for, and somebody is left to be asked. */
  readonly had: boolean;
  /** Of all ids that it names, those of which that holds. */
  readonly old: readonly string[];
  readonly awaited: boolean;
  readonly toAsk: boolean;
}

export const sends = (to: string, message: string) => `it sends ${to} ${message}`;
export const delivers = (id: string) => `it delivers ${id}`;
export const waits = (id: string, ms: unknown) => `it waits ${ms} ms for ${id}`;
export const waitsNoMore = (id: string) => `it waits no more for ${id}`;

export class RightTree implements Model<Event> {
  readonly #rules: TreeRules;
  /** Whether the link to a neighbour is eager. */
  readonly #links = new Map<NodeId, boolean>();
  readonly #here = new Set<string>();
  #kept: string[] = [];
  /** What is waited for, and who is still to be asked. */
  readonly #missing = new Map<string, NodeId[]>();

  constructor(rules: TreeRules) {
    this.#rules = rules;
  }

  resolve(event: Event): Event | undefined {
    const [id] = event.ids;
    if (event.type === "begin" && (this.#here.has(id!) || this.#missing.has(id!))) return undefined;
    if (event.type === "overdue" && !this.#missing.has(id!)) return undefined;
    const some = event.type === "ihave"
      ? event.ids.find((each) => !this.#here.has(each)) ?? id!
      : id!;
    const is = {
      ofNeighbour: this.#links.has(event.node),
      had: this.#here.has(some),
      old: event.ids.filter((each) => this.#here.has(each)),
      awaited: event.ids.some((each) => this.#missing.has(each)),
      toAsk: (this.#missing.get(some)?.length ?? 0) > 0,
    };
    return { ...event, is };
  }

  after({ type, node, ids }: Event): string[] {
    const id = ids[0]!, isNeighbour = this.#links.has(node);
    switch (type) {
      case "up":
        if (isNeighbour) return [];
        this.#links.set(node, true);
        return this.#kept.length === 0 ? [] : [say(node, { type: "ihave", ids: this.#kept })];
      case "down":
        this.#links.delete(node);
        for (const [each, nodes] of this.#missing) {
          this.#missing.set(each, nodes.filter((other) => other !== node));
        }
        return [];
      case "begin":
        return this.#take(id, undefined);
      case "overdue":
        return this.#overdue(id);
      case "gossip":
        if (!this.#here.has(id)) return this.#take(id, node);
        if (!isNeighbour) return [];
        this.#links.set(node, false);
        return [say(node, { type: "prune" })];
      case "ihave":
        return isNeighbour ? ids.flatMap((each) => this.#hear(each, node)) : [];
      case "graft":
        if (!isNeighbour) return [];
        this.#links.set(node, true);
        return this.#kept.includes(id) ? [say(node, gossip(id))] : [];
      case "prune":
        if (isNeighbour) this.#links.set(node, false);
        return [];
    }
  }

  #take(id: string, from: NodeId | undefined): string[] {
    const did = [delivers(id), ...this.#missing.delete(id) ? [waitsNoMore(id)] : []];
    this.#here.add(id);
    this.#kept = [...this.#kept, id].slice(-this.#rules.most);
    if (from !== undefined && this.#links.has(from)) this.#links.set(from, true);
    for (const [node, isEager] of this.#links) {
      if (node === from) continue;
      did.push(say(node, isEager ? gossip(id) : { type: "ihave", ids: [id] }));
    }
    return did;
  }

  #hear(id: string, node: NodeId): string[] {
    if (this.#here.has(id)) return [];
    const nodes = this.#missing.get(id);
    if (nodes === undefined) {
      this.#missing.set(id, [node]);
      return [waits(id, this.#rules.timeoutMs)];
    }
    if (!nodes.includes(node)) nodes.push(node);
    return [];
  }

  #overdue(id: string): string[] {
    const node = this.#missing.get(id)!.shift();
    if (node === undefined) {
      this.#missing.delete(id);
      return [];
    }
    this.#links.set(node, true);
    return [say(node, { type: "graft", id }), waits(id, this.#rules.retryMs)];
  }
}

const gossip = (id: string): TreeMessage => ({ type: "gossip", id, payload: payloadOf(id) });
const say = (node: NodeId, message: TreeMessage) => sends(`node ${node}`, messageInWords(message));
