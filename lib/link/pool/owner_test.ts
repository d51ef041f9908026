/** An owner of a pool that believes nothing: it does what it is told, and checks that it may. */

import { assert, assertEquals } from "@std/assert";
import type { PoolAction, PoolRules } from "./actions.ts";
import { ConnectionPool } from "./connection_pool.ts";

export class Owner {
  readonly pool: ConnectionPool;
  now = 0;
  readonly dialling = new Set<number>();
  readonly checking = new Set<number>();
  /** Connections that are there, and whether somebody would read a stranger's answer on them. */
  readonly open = new Map<number, { dirty: boolean; readonly generation: number }>();
  readonly loans = new Map<number, { readonly connection: number; readonly request: number }>();
  readonly waiting: number[] = [];
  readonly refused = new Map<number, string>();
  readonly closed: string[] = [];
  generation = 0;
  /** How many loans there were. */
  lent = 0;
  #asked = 0;

  constructor(rules: PoolRules) {
    this.pool = new ConnectionPool(rules);
  }

  ask(patienceMs = 1000): number {
    const request = this.#asked++;
    this.waiting.push(request);
    this.do(this.pool.ask(request, this.now + patienceMs, this.now));
    return request;
  }

  dialled(connection: number): void {
    this.dialling.delete(connection);
    this.open.set(connection, { dirty: false, generation: this.generation });
    this.do(this.pool.dialled(connection, this.now));
  }

  failed(connection: number): void {
    this.dialling.delete(connection);
    this.do(this.pool.failed(connection, this.now));
  }

  answered(loan: number): void {
    const { connection } = this.loans.get(loan)!;
    this.open.get(connection)!.dirty = false;
    this.pool.answered(loan);
  }

  asking(loan: number): void {
    const { connection } = this.loans.get(loan)!;
    this.open.get(connection)!.dirty = true;
    this.pool.asking(loan);
  }

  release(loan: number): void {
    this.loans.delete(loan);
    this.do(this.pool.release(loan, this.now));
  }

  lost(connection: number): void {
    this.#gone(connection);
    this.do(this.pool.lost(connection, this.now));
  }

  checked(connection: number, good: boolean): void {
    this.checking.delete(connection);
    this.do(this.pool.checked(connection, good, this.now));
  }

  cancel(request: number): void {
    this.waiting.splice(this.waiting.indexOf(request), 1);
    this.do(this.pool.cancel(request, this.now));
  }

  renew(): void {
    this.generation++;
    this.do(this.pool.renew(this.now));
  }

  wait(ms: number): void {
    this.now += ms;
    this.do(this.pool.tick(this.now));
    assert(this.pool.dueAt > this.now, "what is due was done");
  }

  do(actions: readonly PoolAction[]): void {
    for (const action of actions) {
      if (action.type === "dial") this.dialling.add(action.connection);
      else if (action.type === "check") this.checking.add(action.connection);
      else if (action.type === "lend") this.#lent(action);
      else if (action.type === "refuse") {
        const [gone] = this.waiting.splice(this.waiting.indexOf(action.request), 1);
        assertEquals(gone, action.request);
        this.refused.set(action.request, action.why);
      } else {
        this.closed.push(action.why);
        this.dialling.delete(action.connection);
        this.#gone(action.connection);
      }
    }
    assertEquals(this.pool.violations(this.now), []);
    assertEquals(this.pool.waiting, this.waiting.length);
    assertEquals(this.pool.size, this.open.size + this.dialling.size);
  }

  #lent({ request, connection, loan }: Extract<PoolAction, { type: "lend" }>): void {
    assertEquals(this.waiting.shift(), request, "the oldest is served first");
    const open = this.open.get(connection);
    assert(open !== undefined && !open.dirty, `connection ${connection} is lent dirty, or closed`);
    assertEquals(open.generation, this.generation, "credentials of now");
    const users = [...this.loans.values()].filter((other) => other.connection === connection);
    assertEquals(users, [], "one user at a time");
    open.dirty = true;
    this.lent++;
    this.loans.set(loan, { connection, request });
  }

  #gone(connection: number): void {
    this.open.delete(connection);
    this.checking.delete(connection);
    for (const [loan, lent] of this.loans) {
      if (lent.connection === connection) this.loans.delete(loan);
    }
  }
}

/** A pool with one connection that is lent to request 0 as loan 0. */
export function lent(rules = {}): Owner {
  const owner = new Owner({ connections: 1, ...rules });
  owner.ask();
  owner.dialled(0);
  assertEquals([...owner.loans.keys()], [0]);
  return owner;
}
