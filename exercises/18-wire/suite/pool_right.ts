/** What a pool must do. @module */

import type { PoolRules } from "../given.ts";
import type { Model } from "./timed.ts";

/** What happens to a pool; `nth` says to which of those for whom it can happen, over and over. */
export interface Event {
  readonly type:
    | "ask"
    | "dialled"
    | "failed"
    | "sends"
    | "answered"
    | "release"
    | "give up"
    | "release again"
    | "lost"
    | "spoke";
  readonly nth: number;
  /** How long a request waits, in ms. */
  readonly forMs: number;
  readonly request?: number;
  readonly connection?: number;
}

type Standing = { readonly is: "dialling" } | { readonly is: "idle"; readonly since: number } | {
  readonly is: "held";
  readonly by: number;
  clean: boolean;
};

/** Each connection, and how it stands. */
export class RightPool implements Model<Event> {
  readonly #connections = new Map<number, Standing>();
  readonly #waiting: { readonly request: number; readonly deadline: number }[] = [];
  readonly #over: number[] = [];
  #requests = 0;
  #dials = 0;
  #pauses = 0;
  #pausedUntil = 0;

  constructor(readonly rules: PoolRules) {}

  dueAt(): number {
    const idle = [...this.#connections.values()].map((each) =>
      each.is === "idle" ? each.since + this.rules.idleMs : Infinity
    );
    const dial = this.#wantsDial() ? this.#pausedUntil : Infinity;
    return Math.min(dial, ...idle, ...this.#waiting.map(({ deadline }) => deadline));
  }

  resolve(event: Event): Event | undefined {
    const of = <T>(list: readonly T[]) => list[event.nth % list.length];
    const are = (is: Standing["is"] | undefined) =>
      [...this.#connections].filter(([, each]) => is === undefined || each.is === is).map((
        [name],
      ) => name);
    switch (event.type) {
      case "ask":
        return { ...event, request: ++this.#requests };
      case "dialled":
      case "failed":
        return withConnection(event, of(are("dialling")));
      case "lost":
        return withConnection(event, of([...are("idle"), ...are("held")]));
      case "spoke":
        return withConnection(event, of([...are("idle"), ...are("held")]));
      case "give up":
        return withRequest(event, of(this.#waiting)?.request);
      case "release again":
        return withRequest(event, of(this.#over));
      default: {
        const holders = [...this.#connections.values()].flatMap((each) =>
          each.is === "held" ? [each.by] : []
        );
        // Who holds none may say something, too; one that waits and releases is an event of its own.
        const waiting = event.type !== "release" && event.nth % 5 === 0
          ? this.#waiting.map(({ request }) => request)
          : [];
        return withRequest(
          event,
          of([...holders, ...event.nth % 7 === 0 ? this.#over.slice(-2) : [], ...waiting]),
        );
      }
    }
  }

  after(event: Event | undefined, now: number, chosen: readonly string[]): string[] {
    const did: string[] = [], { type, request = 0, connection = 0 } = event ?? {};
    const held = [...this.#connections].find(([, each]) =>
      each.is === "held" && each.by === request
    );
    if (type === "ask") this.#waiting.push({ request, deadline: now + event!.forMs });
    if (type === "dialled") {
      this.#connections.set(connection, { is: "idle", since: now });
      this.#pauses = this.#pausedUntil = 0;
    }
    if (type === "failed") {
      const { first, longest } = this.rules.pauseMs;
      this.#connections.delete(connection);
      this.#pausedUntil = now + Math.min(longest, first * 2 ** this.#pauses++);
    }
    if (type === "give up") this.#leaves(request);
    if (held !== undefined && held[1].is === "held") {
      if (type === "sends" || type === "answered") held[1].clean = type === "answered";
      if (type === "release") {
        this.#over.push(request);
        if (held[1].clean) this.#connections.set(held[0], { is: "idle", since: now });
        else did.push(this.#closed(held[0]));
      }
    }
    if (type === "lost") this.#forget(connection);
    if (type === "spoke" && this.#connections.get(connection)?.is === "idle") {
      did.push(this.#closed(connection));
    }
    return type === "sends" || type === "answered" ? did : [...did, ...this.#serve(now, chosen)];
  }

  #serve(now: number, chosen: readonly string[]): string[] {
    const did: string[] = [];
    for (const { request, deadline } of [...this.#waiting]) {
      if (deadline > now) continue;
      this.#leaves(request);
      did.push(`it refuses request ${request}`);
    }
    for (const [name, each] of [...this.#connections]) {
      if (each.is === "idle" && each.since + this.rules.idleMs <= now) did.push(this.#closed(name));
    }
    for (const { request } of [...this.#waiting]) {
      const lends = (name: number) => `it lends connection ${name} to request ${request}`;
      const newest = this.#newest();
      // Of those that were used last at the same time it may be any.
      const name = newest.find((each) => chosen.includes(lends(each))) ?? newest[0];
      if (name === undefined) break;
      this.#waiting.shift();
      this.#connections.set(name, { is: "held", by: request, clean: false });
      did.push(lends(name));
    }
    while (this.#wantsDial() && now >= this.#pausedUntil) {
      this.#connections.set(++this.#dials, { is: "dialling" });
      did.push(`it dials connection ${this.#dials}`);
    }
    return did;
  }

  /** The idle connections that were used last; several if that was at the same time. */
  #newest(): number[] {
    const idle = [...this.#connections].flatMap(([name, each]) =>
      each.is === "idle" ? [{ name, since: each.since }] : []
    );
    const last = Math.max(...idle.map(({ since }) => since));
    return idle.flatMap(({ name, since }) => since === last ? [name] : []);
  }

  #wantsDial(): boolean {
    const dialling = [...this.#connections.values()].filter(({ is }) => is === "dialling").length;
    const wanted = this.#pauses > 0 ? Math.min(1, this.#waiting.length) : this.#waiting.length;
    return dialling < wanted && this.#connections.size < this.rules.connections;
  }

  #leaves(request: number): void {
    this.#over.push(request);
    this.#waiting.splice(this.#waiting.findIndex((each) => each.request === request), 1);
  }

  #closed(connection: number): string {
    this.#connections.delete(connection);
    return `it closes connection ${connection}`;
  }

  #forget(connection: number): void {
    const each = this.#connections.get(connection);
    if (each?.is === "held") this.#over.push(each.by);
    this.#connections.delete(connection);
  }
}

const withConnection = (event: Event, connection: number | undefined) =>
  connection === undefined ? undefined : { ...event, connection };
const withRequest = (event: Event, request: number | undefined) =>
  request === undefined ? undefined : { ...event, request };
