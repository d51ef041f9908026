/** A gateway as it must be. @module */

import type { Entries, GatewayIo, NodeId, Operation, Outcome, Question, Route } from "../given.ts";
import { reads } from "./right_range.ts";

/** What a gateway is told. */
export interface Told {
  ask(address: number, operation: Operation): void;
  again(id: number): void;
  located(id: number, routes: readonly Route[]): void;
  routed(
    from: NodeId,
    id: number,
    boot: number,
    outcome: Outcome,
    routes: readonly Route[],
  ): void;
}

/** What it has asked. */
export interface Asked {
  readonly to: NodeId;
  readonly question: Question;
}

interface Task {
  readonly address: number;
  readonly operation: Operation;
  tries: number;
  key: string;
  found: (readonly [string, string])[];
  /** By which route it was asked last, and of whom; null: it was not. */
  last: { readonly route: Route; readonly to: NodeId } | null;
}

/** The most tries. */
const MOST = 100;

export class RightGateway implements Told {
  /** All that it has asked. */
  readonly questions: Asked[] = [];
  /** How much it was asked. */
  count = 0;
  /** The numbers that were given up. */
  readonly givenUp: number[] = [];
  readonly #tasks = new Map<number, Task>();

  constructor(readonly io: GatewayIo) {}

  /** The numbers that are not over, each of which waits for its turn. */
  waiting(): number[] {
    return [...this.#tasks.keys()];
  }

  /** The same, and one that is over. */
  numbers(): number[] {
    return [...this.#tasks.keys(), Math.max(0, this.count - 1)];
  }

  /** By which route it was asked last. */
  lastRoute(id: number): Route | undefined {
    return this.#tasks.get(id)?.last?.route;
  }

  ask(address: number, operation: Operation): void {
    const { key } = operation;
    this.#tasks.set(this.count, { address, operation, tries: 0, key, found: [], last: null });
    this.again(this.count++);
  }

  again(id: number): void {
    const { io } = this, task = this.#tasks.get(id);
    if (task === undefined) return;
    task.tries++;
    task.last = null;
    if (task.tries > MOST) {
      this.givenUp.push(id);
      return void this.#tasks.delete(id);
    }
    io.wait(id);
    const route = io.find(task.key);
    if (route === undefined) return io.locate(id, task.key);
    const { group, conf, version, members, leader } = route;
    const to = leader !== null && task.tries % 3 !== 0 ? leader : io.any(members);
    const { self: gateway, boot } = io, lowest = Math.min(...this.#tasks.keys());
    const question: Question = {
      id,
      boot,
      group,
      epoch: { conf, version },
      stamp: reads(task.operation) ? null : { gateway, boot, sequence: id, lowest },
      operation: part(task, route),
    };
    task.last = { route, to };
    this.questions.push({ to, question });
    io.ask(to, question);
  }

  located(id: number, routes: readonly Route[]): void {
    for (const route of routes) this.io.learn(route);
    const task = this.#tasks.get(id);
    if (task?.last === null && this.io.find(task.key) !== undefined) this.again(id);
  }

  routed(
    from: NodeId,
    id: number,
    boot: number,
    outcome: Outcome,
    routes: readonly Route[],
  ): void {
    for (const route of routes) this.io.learn(route);
    const task = this.#tasks.get(id);
    if (task === undefined || boot !== this.io.boot) return;
    if (outcome.type === "answer") return this.#settle(id, task, outcome);
    const { last } = task;
    if (outcome.type === "no replica" && last?.to === from) this.io.forget(last.route.group);
    if (outcome.type !== "stale" && outcome.type !== "not leader") return;
    const now = this.io.find(task.key), fields = ["group", "version", "conf", "leader"] as const;
    if (now !== undefined && fields.some((each) => now[each] !== last?.route[each])) this.again(id);
  }

  #settle(id: number, task: Task, { answer }: Extract<Outcome, { type: "answer" }>): void {
    const { operation, found, address } = task;
    const end = () => {
      this.#tasks.delete(id);
      this.io.cancel(id);
    };
    if (operation.type !== "scan" || !answer.ok) {
      end();
      return this.io.answer(address, answer);
    }
    const part = answer.value as Entries;
    if (part.start !== task.key) return;
    found.push(...part.entries);
    const isAtEnd = part.end === operation.end;
    if (!isAtEnd && found.length < operation.limit) {
      task.key = part.end!;
      return this.again(id);
    }
    end();
    const value: Entries = {
      start: operation.key,
      end: operation.end,
      entries: found,
      more: part.more || !isAtEnd,
    };
    this.io.answer(address, { ok: true, value });
  }
}

/** What one range is asked. */
function part({ operation, key, found }: Task, route: Route): Operation {
  if (operation.type !== "scan") return operation;
  const { end, limit } = operation;
  const isWithin = route.end === null || end !== null && end < route.end;
  return { type: "scan", key, end: isWithin ? end : route.end, limit: limit - found.length };
}
