/** What comes of what happens to a stand-in. @module */

import type { Model } from "hb/grade/played.ts";
import { encode } from "hb/model/encode.ts";
import { told } from "hb/grade/told.ts";
import type { Context, Copy, HintRules, Key, NodeId } from "../given.ts";
import { inContext, inCopy } from "./dotted_words.ts";
import { type Act, Elsewhere } from "./elsewhere.ts";
import { inKey } from "./register_words.ts";
import { EMPTY, includes, isGrave, right } from "./right_dotted.ts";
import { REQUESTS } from "./right_coordinator.ts";

export interface Event {
  readonly type:
    | "keep"
    | "handoff"
    | "taken"
    | "round"
    | "sweep"
    | "mayPurge"
    | "purgeable"
    | "purge"
    | "look"
    | "crash";
  readonly key: Key;
  readonly node: NodeId;
  /** For whom it is to be kept; null: as a home. */
  readonly home: NodeId | null;
  readonly nth: number;
  readonly act: Act;
  /** What is said to have been seen: what is known here, what was known when it was last sent, or something else. */
  readonly about: "now" | "then" | "more" | "less";
  /** Filled in when it happens. */
  readonly copy?: Copy;
  readonly seen?: Context;
  /** How many records may be saved, and how long they may be together. */
  readonly saves?: number;
  readonly room?: number;
}

export const keptIt = (to: string, request: string) =>
  `it tells ${to} that it keeps that (request ${request} of ${to})`;
export const offers = (to: string, key: unknown, copy: string) =>
  `it offers ${to} ${copy} of ${inKeyOf(key)}`;
export const took = (to: string, key: unknown, seen: string) =>
  `it tells ${to} that it has seen ${seen} of ${inKeyOf(key)}`;
export const asksToPurge = (to: string, key: unknown, seen: string) =>
  `it asks ${to} whether ${inKeyOf(key)}, with ${seen}, may be forgotten`;
export const agrees = (to: string, key: unknown, seen: string) =>
  `it tells ${to} that ${inKeyOf(key)}, with ${seen}, may be forgotten`;
export const purges = (to: string, key: unknown, seen: string) =>
  `it tells ${to} to forget ${inKeyOf(key)}, with ${seen}`;
export const knowsOf = (key: unknown, copy: string) => `of ${inKeyOf(key)} it knows ${copy}`;
export const inKeyOf = (key: unknown) => inKey(key).replace("register", "key");

export class RightHandoff implements Model<Event> {
  readonly #rules: HintRules;
  readonly #copies = new Map<Key, Copy>();
  readonly #hints: { readonly home: NodeId; readonly key: Key; copy: Copy; sent: Copy }[] = [];
  readonly #sweeps = new Map<Key, { readonly seen: Context; readonly agreed: Set<NodeId> }>();
  /** What was asked about last. */
  readonly #asked = new Map<Key, Context>();
  readonly #elsewhere = new Elsewhere();

  constructor(rules: HintRules) {
    this.#rules = rules;
  }

  resolve(event: Event): Event | undefined {
    const { self } = this.#rules, { type, node, key, home, act, about } = event;
    const own = this.#copies.get(key) ?? EMPTY;
    const there = () => this.#elsewhere.after(node, key, act, own);
    switch (type) {
      case "keep":
      case "handoff": {
        if (node === self || (type === "keep" && home === self)) return undefined;
        const copy = there(), known = this.#known(type === "keep" ? home : null, key);
        if (copy.seen.length === 0) return undefined;
        const isNew = known === undefined || !right.knows(known, copy);
        const room = encode(right.sync(known ?? EMPTY, copy)).length + 150;
        const fits = type === "handoff" || home === null || known !== undefined ||
          this.#hints.length < this.#rules.most;
        return { ...event, copy, saves: isNew && fits ? 1 : 0, room };
      }
      case "taken": {
        const hint = this.#hints.find((each) => each.home === node && each.key === key);
        const base = about === "then" ? hint?.sent.seen : hint?.copy.seen;
        const seen = changed(base ?? there().seen, about);
        const saves = hint !== undefined && includes(seen, hint.copy.seen) ? 1 : 0;
        return node === self ? undefined : { ...event, seen, saves, room: 200 };
      }
      case "mayPurge":
      case "purge": {
        const seen = changed(about === "then" ? this.#asked.get(key) ?? own.seen : own.seen, about);
        const saves = type === "purge" && isGraveOf(own, seen) ? 1 : 0;
        return seen.length === 0 ? undefined : { ...event, seen, saves, room: 200 };
      }
      case "purgeable": {
        const seen = changed(this.#asked.get(key) ?? [], about === "now" ? "then" : about);
        return seen.length === 0 ? undefined : { ...event, seen };
      }
      default:
        return event;
    }
  }

  after(event: Event): string[] {
    const { nodes } = this.#rules, { type, key, node, home, nth, copy, seen } = event;
    const to = `node ${node}`, said = inContext(seen);
    switch (type) {
      case "keep":
        return this.#keep(home, key, copy!)
          ? [keptIt(to, told(REQUESTS[nth % REQUESTS.length]))]
          : [];
      case "handoff":
        this.#keep(null, key, copy!);
        return [took(to, key, inContext(this.#copies.get(key)!.seen))];
      case "taken": {
        const at = this.#hints.findIndex((each) => each.home === node && each.key === key);
        if (at >= 0 && includes(seen!, this.#hints[at]!.copy.seen)) this.#hints.splice(at, 1);
        return [];
      }
      case "round":
        for (const hint of this.#hints) hint.sent = hint.copy;
        return this.#hints.map(({ home, key, copy }) => offers(`node ${home}`, key, inCopy(copy)));
      case "sweep": {
        const own = this.#copies.get(key);
        if (own === undefined || !isGrave(own)) return [];
        this.#asked.set(key, own.seen);
        this.#sweeps.set(key, { seen: own.seen, agreed: new Set() });
        return nodes.map((node) => asksToPurge(`node ${node}`, key, inContext(own.seen)));
      }
      case "mayPurge":
        return this.#agrees(key, seen!) ? [agrees(to, key, said)] : [];
      case "purgeable":
        return this.#agreed(key, node, seen!);
      case "purge":
        if (isGraveOf(this.#copies.get(key), seen!)) this.#copies.delete(key);
        return [];
      case "look": {
        const own = this.#copies.get(key);
        return [knowsOf(key, own === undefined ? "nothing" : inCopy(own))];
      }
      case "crash":
        this.#sweeps.clear();
        return [];
    }
  }

  #known(home: NodeId | null, key: Key): Copy | undefined {
    if (home === null) return this.#copies.get(key);
    return this.#hints.find((each) => each.home === home && each.key === key)?.copy;
  }

  #keep(home: NodeId | null, key: Key, copy: Copy): boolean {
    const known = this.#known(home, key), next = right.sync(known ?? EMPTY, copy);
    if (home === null) this.#copies.set(key, next);
    else if (known !== undefined) {
      this.#hints.find((each) => each.home === home && each.key === key)!.copy = next;
    } else {
      if (this.#hints.length >= this.#rules.most) return false;
      this.#hints.push({ home, key, copy: next, sent: next });
    }
    return true;
  }

  #agrees(key: Key, seen: Context): boolean {
    const { self, homes } = this.#rules;
    if (this.#hints.some((hint) => hint.key === key)) return false;
    return !homes.includes(self) || isGraveOf(this.#copies.get(key), seen);
  }

  #agreed(key: Key, node: NodeId, seen: Context): string[] {
    const { nodes } = this.#rules, sweep = this.#sweeps.get(key);
    if (sweep === undefined || !isSameContext(sweep.seen, seen)) return [];
    sweep.agreed.add(node);
    if (sweep.agreed.size < nodes.length) return [];
    this.#sweeps.delete(key);
    return nodes.map((node) => purges(`node ${node}`, key, inContext(seen)));
  }
}

const isSameContext = (a: Context, b: Context) => includes(a, b) && includes(b, a);

const isGraveOf = (copy: Copy | undefined, seen: Context) =>
  copy !== undefined && isGrave(copy) && isSameContext(copy.seen, seen);

/** A write more has been seen, or an actor less. */
function changed(seen: Context, about: Event["about"]): Context {
  if (about === "less") return seen.slice(1);
  if (about !== "more" || seen.length === 0) return seen.toReversed();
  const [[actor, count], ...rest] = seen as [Context[number], ...Context[number][]];
  return [[actor, count + 1], ...rest];
}
