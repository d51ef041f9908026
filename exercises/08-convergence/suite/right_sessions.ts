/** What a session needs, and what a copy must do for clients. @module */

import type { Model } from "hb/grade/played.ts";
import type { Guarantees, Name, NodeId, Request, Value, Vector } from "../given.ts";

/** Clients of part 8 have these addresses. */
export const CLIENTS: readonly NodeId[] = [7, 0, 8, 9];
/** The copy's own name as a writer. */
export const OWN: Name = "own";

export interface Event {
  readonly type: "ask" | "elsewhere" | "news" | "gone";
  readonly client: NodeId;
  readonly asks: Request["type"];
  readonly key: string;
  readonly value: Value;
  readonly guarantees: Guarantees;
  /** What it is answered elsewhere, or what this copy gets. */
  readonly covers: Vector;
}

/** The greater of each entry. */
export function both(a: Vector, b: Vector): Vector {
  const all = new Map(a);
  for (const [name, count] of b) all.set(name, Math.max(count, all.get(name) ?? 0));
  return all;
}

export function inVector(given: Vector): string {
  if (!(given instanceof Map)) return "no vector";
  return [...given].map(([name, count]) => `${name}:${count}`).sort().join(" ") || "nothing";
}

export const needs = (vector: string) => `it needs ${vector}`;
export const answers = (client: NodeId, result: string, covers: string) =>
  `client ${client} is answered ${result}, which covers ${covers}`;
export const refuses = (client: NodeId) => `client ${client} is refused`;
export const writes = (key: string, value: string) =>
  `the copy takes the write of ${value} to "${key}"`;

interface Token {
  written: Vector;
  seen: Vector;
}

interface Waits {
  readonly client: NodeId;
  readonly event: Event;
  readonly after: Vector;
}

export class RightSessions implements Model<Event> {
  readonly #mayWait: number;
  readonly #tokens = new Map<NodeId, Token>();
  readonly #registers = new Map<string, Value>();
  #covers: Vector = new Map();
  #waiting: Waits[] = [];

  constructor(mayWait: number) {
    this.#mayWait = mayWait;
  }

  resolve(event: Event): Event | undefined {
    const client = CLIENTS[event.client % CLIENTS.length]!;
    if (event.type === "gone" && !this.#waiting.some((each) => each.client === client)) {
      return undefined;
    }
    if (event.type === "elsewhere") {
      return { ...event, client, covers: this.#mayCover(event.covers) };
    }
    if (event.type !== "news") return { ...event, client };
    const covers = both(this.#covers, event.covers);
    return inVector(covers) === inVector(this.#covers) ? undefined : { ...event, covers };
  }

  after(event: Event): string[] {
    const { type, client, asks, guarantees, covers } = event;
    switch (type) {
      case "elsewhere":
        this.#noted(client, asks, covers);
        return [];
      case "gone":
        this.#leaves(client);
        return [];
      case "news":
        this.#covers = covers;
        return this.#serves();
      case "ask": {
        const after = this.#needs(client, asks, guarantees), words = [needs(inVector(after))];
        this.#leaves(client);
        this.#waiting.push({ client, event, after });
        words.push(...this.#serves());
        if (this.#waiting.length > this.#mayWait) {
          this.#leaves(client);
          words.push(refuses(client));
        }
        return words;
      }
    }
  }

  /** Nobody has more writes of this copy than it has made. */
  #mayCover(covers: Vector): Vector {
    const own = this.#covers.get(OWN) ?? 0;
    return new Map(
      [...covers].map(([name, count]) =>
        [name, name === OWN ? Math.min(count, own) : count] as const
      )
        .filter(([, count]) => count > 0),
    );
  }

  #leaves(client: NodeId): void {
    this.#waiting = this.#waiting.filter((each) => each.client !== client);
  }

  #token(client: NodeId): Token {
    const token = this.#tokens.get(client) ?? { written: new Map(), seen: new Map() };
    this.#tokens.set(client, token);
    return token;
  }

  #needs(client: NodeId, asks: Event["asks"], guarantees: Guarantees): Vector {
    const { readYourWrites, monotonicReads, monotonicWrites, writesFollowReads } = guarantees;
    const { written, seen } = this.#token(client), none = new Map();
    const isRead = asks === "read";
    return both(
      (isRead ? readYourWrites : monotonicWrites) ? written : none,
      (isRead ? monotonicReads : writesFollowReads) ? seen : none,
    );
  }

  #noted(client: NodeId, asks: Event["asks"], covers: Vector): void {
    const token = this.#token(client);
    if (asks === "read") token.seen = both(token.seen, covers);
    else token.written = both(token.written, covers);
  }

  #serves(): string[] {
    const words: string[] = [];
    for (;;) {
      const next = this.#waiting.find(({ after }) =>
        [...after].every(([name, count]) => count <= (this.#covers.get(name) ?? 0))
      );
      if (next === undefined) return words;
      this.#leaves(next.client);
      words.push(...this.#serve(next));
    }
  }

  #serve({ client, event: { asks, key, value } }: Waits): string[] {
    if (asks === "read") {
      this.#noted(client, asks, this.#covers);
      const result = JSON.stringify(this.#registers.get(key) ?? null);
      return [answers(client, result, inVector(this.#covers))];
    }
    const count = (this.#covers.get(OWN) ?? 0) + 1, covers = new Map([[OWN, count]]);
    this.#covers = both(this.#covers, covers);
    this.#registers.set(key, value);
    this.#noted(client, asks, covers);
    return [
      writes(key, JSON.stringify(value)),
      answers(client, "null", inVector(covers)),
    ];
  }
}
