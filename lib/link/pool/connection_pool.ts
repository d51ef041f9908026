/**
 * Connections to one address, used one request at a time. What goes wrong with pools is that they lend what
 * they should have closed: so a connection is dirty from the moment when it is lent, and clean only when its
 * user has read a whole response. Whoever is cancelled, times out or throws in between leaves it dirty, and
 * it is closed: the next would read an answer that is not its own (asyncmy 103, neo4rs 295). It has no
 * socket and no clock: its owner says what happened and does what it is told.
 *
 * @module
 */

import type { PoolAction, PoolClosing, PoolRefusal, PoolRules } from "./actions.ts";
import { Backoff } from "./backoff.ts";
import { Members } from "./members.ts";

interface Waiting {
  readonly request: number;
  /** When it waits no longer, in ms. */
  readonly deadline: number;
}

/**
 * A pool. It dials only when somebody waits; the oldest request is served first, by the connection that was
 * used last, so that those that are not needed grow old.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ConnectionPool } from "hb/link/pool/connection_pool.ts";
 *
 * const pool = new ConnectionPool({ connections: 1 });
 * assertEquals(pool.ask(7, 1000, 0), [{ type: "dial", connection: 0 }]);
 * assertEquals(pool.dialled(0, 5), [{ type: "lend", request: 7, connection: 0, loan: 0 }]);
 * pool.answered(0);
 * assertEquals(pool.release(0, 9), []);
 * assertEquals(pool.ask(8, 1000, 9), [{ type: "lend", request: 8, connection: 0, loan: 1 }]);
 * const why = "a response was not read to its end";
 * assertEquals(pool.release(1, 20), [{ type: "close", connection: 0, why }]);
 * ```
 */
export class ConnectionPool {
  readonly #rules: Required<Omit<PoolRules, "pauseMs">>;
  readonly #backoff: Backoff;
  readonly #members = new Members();
  #waiting: Waiting[] = [];
  #actions: PoolAction[] = [];
  #draining = false;

  /** An empty pool. */
  constructor({ pauseMs = { first: 50, longest: 5000 }, ...rules }: PoolRules) {
    const defaults = { waiting: 1000, idleMs: 60_000, checkAfterMs: Infinity, graceMs: 30_000 };
    this.#rules = { ...defaults, ...rules };
    if (!(rules.connections >= 1 && this.#rules.checkAfterMs > 0)) {
      throw new RangeError(
        `Cannot make a pool because 1 connection and times above 0 are required: ` +
          `given ${rules.connections} and ${this.#rules.checkAfterMs} ms`,
      );
    }
    this.#backoff = new Backoff(pauseMs.first, pauseMs.longest);
  }

  /** How many connections there are, dialling ones included. */
  get size(): number {
    return this.#members.all.size;
  }

  /** How many requests wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** A request wants a connection until `deadline`, at the time `now` in ms. */
  ask(request: number, deadline: number, now: number): PoolAction[] {
    if (this.#draining) this.#refuse(request, "the pool is being drained");
    else if (deadline <= now) this.#refuse(request, "the time is over");
    else this.#waiting.push({ request, deadline });
    return this.#serve(now);
  }

  /** A request waits no longer. If it has a connection already, its user has to release that. */
  cancel(request: number, now: number): PoolAction[] {
    this.#waiting = this.#waiting.filter((waiting) => waiting.request !== request);
    return this.#serve(now);
  }

  /** A dial has succeeded. */
  dialled(connection: number, now: number): PoolAction[] {
    if (this.#members.becomesIdle(connection, "dialling", now)) this.#backoff.succeeded();
    return this.#serve(now);
  }

  /** A dial has failed: the oldest request is told; the others wait for the next dial, after a pause. */
  failed(connection: number, now: number): PoolAction[] {
    if (this.#members.all.get(connection)?.state !== "dialling") return [];
    this.#members.forget(connection);
    this.#backoff.failed(now);
    const oldest = this.#waiting.shift();
    if (oldest !== undefined) this.#refuse(oldest.request, "the other side cannot be reached");
    return this.#serve(now);
  }

  /** On a loan, a request is about to be sent that is not the first. */
  asking(loan: number): void {
    this.#members.mark(loan, false);
  }

  /** On a loan, a response was read to its end, and no other is to come. */
  answered(loan: number): void {
    this.#members.mark(loan, true);
  }

  /** The user of a loan is done with it. Nothing happens if it is over. */
  release(loan: number, now: number): PoolAction[] {
    const connection = this.#members.loans.get(loan);
    if (connection === undefined) return [];
    this.#members.loans.delete(loan);
    const { clean, retireAt } = this.#members.all.get(connection)!;
    if (!clean) this.#close(connection, "a response was not read to its end");
    else if (retireAt < Infinity) this.#close(connection, "its credentials are old");
    else if (this.#draining) this.#close(connection, "the pool is being drained");
    else this.#members.becomesIdle(connection, "lent", now);
    return this.#serve(now);
  }

  /** A connection has ended by itself. */
  lost(connection: number, now: number): PoolAction[] {
    this.#members.forget(connection);
    return this.#serve(now);
  }

  /** A late answer came on an idle connection; the next user would take it for its own. */
  spoke(connection: number, now: number): PoolAction[] {
    if (this.#members.all.get(connection)?.state === "idle") {
      this.#close(connection, "it said something that nobody had asked for");
    }
    return this.#serve(now);
  }

  /** A check is over. */
  checked(connection: number, good: boolean, now: number): PoolAction[] {
    if (this.#members.all.get(connection)?.state !== "checking") return [];
    if (good) this.#members.becomesIdle(connection, "checking", now);
    else this.#close(connection, "it did not pass its check");
    return this.#serve(now);
  }

  /** The credentials are new: no connection of the old ones is lent again, and loans end after a grace. */
  renew(now: number): PoolAction[] {
    for (const [connection, member] of this.#members.all) {
      if (member.state !== "lent") this.#close(connection, "its credentials are old");
      // A second renewal does not prolong the grace of the first.
      else member.retireAt = Math.min(member.retireAt, now + this.#rules.graceMs);
    }
    return this.#serve(now);
  }

  /** Nothing is lent any more; who has a loan may finish. The pool is empty when `size` is 0. */
  drain(now: number): PoolAction[] {
    this.#draining = true;
    for (const { request } of this.#waiting) this.#refuse(request, "the pool is being drained");
    this.#waiting = [];
    for (const [connection, { state }] of this.#members.all) {
      if (state !== "lent") this.#close(connection, "the pool is being drained");
    }
    return this.#serve(now);
  }

  /** When `tick` has something to do, in ms. */
  get dueAt(): number {
    let due = this.#wantsDial() ? this.#backoff.nextAt : Infinity;
    for (const { deadline } of this.#waiting) due = Math.min(due, deadline);
    for (const { state, since, retireAt } of this.#members.all.values()) {
      due = Math.min(due, retireAt, state === "idle" ? since + this.#rules.idleMs : Infinity);
    }
    return due;
  }

  /** Time has passed. To be called when it is due, or regularly. */
  tick(now: number): PoolAction[] {
    for (const { request, deadline } of this.#waiting) {
      if (deadline <= now) this.#refuse(request, "the time is over");
    }
    this.#waiting = this.#waiting.filter(({ deadline }) => deadline > now);
    for (const [connection, { state, since, retireAt }] of this.#members.all) {
      if (now >= retireAt) this.#close(connection, "its credentials are old");
      else if (state === "idle" && now >= since + this.#rules.idleMs) {
        this.#close(connection, "it lay idle for too long");
      }
    }
    return this.#serve(now);
  }

  /** What does not add up at `now`, one sentence each. All quiet and still blocked is one of these. */
  violations(now: number): string[] {
    const problems = this.#members.violations();
    const most = this.#rules.connections, idle = this.#members.count("idle");
    if (this.size > most) problems.push(`${this.size} of ${most} connections`);
    if (this.waiting > 0 && idle > 0) {
      problems.push(`requests wait beside ${idle} idle connections`);
    }
    if (this.#wantsDial() && now >= this.#backoff.nextAt) {
      problems.push("requests wait for no dial");
    }
    if (this.#draining && this.size > this.#members.loans.size) {
      problems.push("a drained pool keeps connections");
    }
    return problems;
  }

  /** Lends what is idle to those who wait, and dials for the others. */
  #serve(now: number): PoolAction[] {
    while (this.waiting > 0) {
      const connection = this.#members.newestIdle();
      if (connection === undefined) break;
      const member = this.#members.all.get(connection)!;
      if (now - member.since >= this.#rules.checkAfterMs) {
        member.state = "checking";
        this.#actions.push({ type: "check", connection });
      } else {
        const { request } = this.#waiting.shift()!, loan = this.#members.lend(connection);
        this.#actions.push({ type: "lend", request, connection, loan });
      }
    }
    while (this.#wantsDial() && now >= this.#backoff.nextAt) {
      this.#actions.push({ type: "dial", connection: this.#members.dial(now) });
    }
    while (this.waiting > this.#rules.waiting) {
      const { request } = this.#waiting.pop()!;
      this.#refuse(request, "there are too many requests that wait");
    }
    const actions = this.#actions;
    this.#actions = [];
    return actions;
  }

  /** Whether somebody waits for whom nothing is coming, and there is room. */
  #wantsDial(): boolean {
    const coming = this.#members.count("dialling", "checking");
    const enough = this.#backoff.failing ? Math.min(1, this.waiting) : this.waiting;
    return coming < enough && this.size < this.#rules.connections;
  }

  #refuse(request: number, why: PoolRefusal): void {
    this.#actions.push({ type: "refuse", request, why });
  }

  #close(connection: number, why: PoolClosing): void {
    this.#members.forget(connection);
    this.#actions.push({ type: "close", connection, why });
  }
}
