/** What comes of what happens to a coordinator. @module */

import type { Model } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Context, Copy, CopyRules, Key, NodeId } from "../given.ts";
import { inContext, inCopy } from "./dotted_words.ts";
import { type Act, Elsewhere } from "./elsewhere.ts";
import { inKey } from "./register_words.ts";
import { EMPTY, right } from "./right_dotted.ts";

export interface Event {
  readonly type:
    | "get"
    | "put"
    | "fetch"
    | "keep"
    | "own"
    | "found"
    | "unread"
    | "kept"
    | "overdue"
    | "ended";
  readonly key: Key;
  readonly value: string | null;
  readonly node: NodeId;
  /** Which request of this node, counted from the last; or how another node's is called. */
  readonly nth: number;
  /** What happened at another node before. */
  readonly act: Act;
  /** From where a client has its context. */
  readonly seen: "nothing" | "an answer" | "another node";
  /** Filled in when it happens. */
  readonly request?: number;
  readonly client?: number;
  readonly copy?: Copy;
  /** It is for a request that is over, or comes again. */
  readonly isLate?: boolean;
  readonly context?: Context;
}

export const fetches = (to: string, key: unknown, request: string) =>
  `it fetches from ${to} what is known of ${inKey(key).replace("register", "key")} (${request})`;
export const tells = (to: string, copy: string, request: string) =>
  `it tells ${to} that it knows ${copy} (request ${request} of ${to})`;
export const gives = (to: string, key: unknown, copy: string, request: string) =>
  `it tells ${to} to keep ${copy} of ${inKey(key).replace("register", "key")} (${request})`;
export const hasKept = (to: string, request: string) =>
  `it tells ${to} that it has kept that (request ${request} of ${to})`;
export const answersValues = (client: unknown, values: string, context: string) =>
  `it answers client ${told(client)} with ${values}, of which it has seen ${context}`;
export const answersDone = (client: unknown) => `it answers client ${told(client)} that it is done`;
export const answersTooFew = (client: unknown) =>
  `it answers client ${told(client)} that there were too few`;
export const waits = (request: string, ms: unknown) => `it waits ${told(ms)} ms for ${request}`;
export const inValues = (values: unknown) =>
  Array.isArray(values) ? values.map(told).sort().join(" and ") || "no value" : told(values);

interface Request {
  readonly type: "get" | "put";
  readonly key: Key;
  readonly client: number;
  readonly found: Map<NodeId, Copy | null>;
  isAnswered: boolean;
  isOver: boolean;
  own?: Copy;
}

export class RightCoordinator implements Model<Event> {
  readonly #rules: CopyRules;
  readonly #copies = new Map<Key, Copy>();
  readonly #requests: Request[] = [];
  readonly #elsewhere = new Elsewhere();
  readonly #answered = new Map<Key, Context>();
  #clients = 0;

  constructor(rules: CopyRules) {
    this.#rules = rules;
  }

  resolve(event: Event): Event | undefined {
    const { self } = this.#rules, { type, node, key, nth, act, seen } = event;
    const of = (which: (request: Request) => boolean) => {
      const all = this.#requests.flatMap((request, i) => which(request) ? [i] : []);
      return all.at(-1 - nth);
    };
    const there = (key: Key) => this.#elsewhere.after(node, key, act, this.#own(key));
    const client = 100 + this.#clients;
    switch (type) {
      case "get":
        return { ...event, client };
      case "put": {
        const other = seen === "another node" && node !== self ? there(key).seen : [];
        const context = seen === "an answer" ? this.#answered.get(key) ?? [] : other;
        return { ...event, client, context };
      }
      case "fetch":
        return node === self ? undefined : event;
      case "keep": {
        const copy = node === self ? EMPTY : there(key);
        return copy.seen.length === 0 ? undefined : { ...event, copy };
      }
      case "own": {
        const request = of(({ type }) => type === "get");
        return request === undefined ? undefined : { ...event, request };
      }
      case "overdue":
      case "ended": {
        const request = of(({ isOver }) => isOver === (type === "ended"));
        return request === undefined ? undefined : { ...event, request };
      }
      default:
        return this.#answer(event, of(({ type: of }) => (of === "put") === (type === "kept")));
    }
  }

  #answer(event: Event, request: number | undefined): Event | undefined {
    const answer = this.#answerOf(event, request);
    if (answer === undefined) return undefined;
    const { isOver, found } = this.#requests[request!]!;
    return { ...answer, isLate: isOver || found.has(event.node) };
  }

  #answerOf(event: Event, request: number | undefined): Event | undefined {
    const { self } = this.#rules, { type, node, act } = event;
    const about = this.#requests[request ?? -1];
    if (about === undefined) return undefined;
    if (type === "kept") return node === self ? undefined : { ...event, request: request! };
    // A home answers but one thing to one question.
    const before = about.found.get(node);
    if (before !== undefined && (before === null) !== (type === "unread")) return undefined;
    if (type === "unread") return { ...event, request: request! };
    if (node === self) {
      return about.own === undefined ? undefined : { ...event, request: request!, copy: about.own };
    }
    const copy = before ?? this.#elsewhere.after(node, about.key, act, this.#own(about.key));
    return { ...event, request: request!, copy };
  }

  after(event: Event): string[] {
    const { self, homes, actor, write, patienceMs } = this.#rules;
    const { type, key, value, node, nth, copy, request } = event, to = `node ${node}`;
    switch (type) {
      case "get": {
        const name = this.#begin("get", event);
        const sent = homes.map((home) => fetches(`node ${home}`, key, name));
        return [...sent, waits(name, patienceMs)];
      }
      case "put": {
        const next = right.event(this.#own(key), event.context!, actor, value);
        this.#copies.set(key, next);
        const others = homes.filter((home) => home !== self);
        // A request that is over at once, and of which nobody hears, has no name.
        const name = others.length === 0 ? "" : this.#begin("put", event);
        if (name === "") this.#clients++;
        const sent = others.map((home) => gives(`node ${home}`, key, inCopy(next), name));
        if (write > 1) return [...sent, waits(name, patienceMs)];
        if (name !== "") this.#requests.at(-1)!.isOver = true;
        return [...sent, answersDone(event.client)];
      }
      case "fetch":
        return [tells(to, inCopy(this.#own(key)), foreign(nth))];
      case "keep":
        this.#copies.set(key, right.sync(this.#own(key), copy!));
        return [hasKept(to, foreign(nth))];
      case "own": {
        const get = this.#requests[request!]!;
        get.own ??= this.#own(get.key);
        return [tells(`node ${self}`, inCopy(this.#own(get.key)), `${request! + 1}`)];
      }
      case "overdue":
        return this.#close(request!, []);
      case "ended":
        return [];
      case "found":
      case "unread":
        return this.#found(request!, node, copy ?? null);
      case "kept": {
        const put = this.#requests[request!]!;
        put.found.set(node, null);
        if (put.isOver || put.found.size + 1 < write) return [];
        put.isOver = true;
        return [answersDone(put.client)];
      }
    }
  }

  #own = (key: Key): Copy => this.#copies.get(key) ?? EMPTY;

  #begin(type: Request["type"], { key, client }: Event): string {
    this.#clients++;
    const state = { found: new Map(), isAnswered: false, isOver: false };
    this.#requests.push({ type, key, client: client!, ...state });
    return `request ${this.#requests.length}`;
  }

  #found(nth: number, node: NodeId, copy: Copy | null): string[] {
    const { homes, read } = this.#rules, get = this.#requests[nth]!;
    if (get.isOver || get.found.has(node)) return [];
    get.found.set(node, copy);
    const good = [...get.found.values()].filter((each) => each !== null), did: string[] = [];
    const left = homes.length - get.found.size;
    if (!get.isAnswered && good.length >= read) {
      get.isAnswered = true;
      const all = good.reduce(right.sync, EMPTY);
      const values = all.siblings.flatMap(({ value }) => value === null ? [] : [value]);
      this.#answered.set(get.key, all.seen);
      did.push(answersValues(get.client, inValues(values), inContext(all.seen)));
    } else if (!get.isAnswered && good.length + left < read) {
      get.isAnswered = true;
      did.push(answersTooFew(get.client));
    }
    return left > 0 ? did : this.#close(nth, did);
  }

  #close(nth: number, did: readonly string[]): string[] {
    const request = this.#requests[nth]!, { key, client, found } = request;
    const late = request.isAnswered ? [] : [answersTooFew(client)];
    request.isOver = request.isAnswered = true;
    if (request.type === "put") return late;
    const all = [...found.values()].reduce<Copy>(
      (all, copy) => copy === null ? all : right.sync(all, copy),
      EMPTY,
    );
    const behind = [...found].filter(([, copy]) => copy !== null && !right.knows(copy, all));
    const mends = behind.map(([node]) =>
      gives(`node ${node}`, key, inCopy(all), `request ${nth + 1}`)
    );
    return [...did, ...late, ...mends];
  }
}

/** How other nodes call their requests. */
export const REQUESTS = [1, "1", "", 0, "constructor", 2.5, "7.3"] as const;

const foreign = (nth: number) => told(REQUESTS[nth % REQUESTS.length]);
