/** What a node must do with calls. @module */

import type { CallRules, Failure } from "../given.ts";
import type { Model } from "./timed.ts";

/** What happens to a node; `nth` says to which of those to which it can happen, over and over. */
export interface Event {
  readonly type: "asked" | "cancelled" | "done" | "calls" | "answered" | "late word" | Failure;
  readonly nth: number;
  readonly forMs: number;
  readonly idempotent: boolean;
  readonly call?: number;
  readonly child?: number;
}

interface Call {
  readonly id: number;
  readonly deadline: number;
  isBegun: boolean;
}

interface Child {
  readonly id: number;
  readonly of: Call;
  readonly deadline: number;
  readonly idempotent: boolean;
  attempts: number;
  /** Infinity: an answer may come. */
  againAt: number;
}

/** Lists of all that goes on. */
export class RightCalls implements Model<Event> {
  #calls: Call[] = [];
  #children: Child[] = [];
  readonly #over: number[] = [];
  readonly #stopped: number[] = [];
  #names = 0;

  constructor(readonly rules: CallRules) {}

  dueAt(): number {
    return Math.min(
      ...this.#calls.map(({ deadline }) => deadline),
      ...this.#children.map(({ deadline, againAt }) => Math.min(deadline, againAt)),
    );
  }

  resolve(event: Event): Event | undefined {
    const of = <T>(list: readonly T[]) => list[event.nth % list.length];
    const begun = this.#calls.filter(({ isBegun }) => isBegun).map(({ id }) => id);
    if (event.type === "asked") return { ...event, call: ++this.#names };
    if (event.type === "late word") {
      const child = of(this.#over);
      return child === undefined ? undefined : { ...event, child };
    }
    if (event.type === "cancelled" || event.type === "done" || event.type === "calls") {
      const some = event.type === "cancelled" ? this.#calls.map(({ id }) => id) : begun;
      const call = of([...some, ...event.nth % 9 === 0 ? this.#stopped.slice(-2) : []]);
      if (call === undefined) return undefined;
      return event.type === "calls" ? { ...event, call, child: ++this.#names } : { ...event, call };
    }
    const child = of(this.#children.filter(({ againAt }) => againAt === Infinity))?.id;
    return child === undefined ? undefined : { ...event, child };
  }

  after(event: Event | undefined, now: number): string[] {
    const did: string[] = [];
    const call = this.#calls.find(({ id }) => id === event?.call);
    const child = this.#children.find(({ id }) => id === event?.child);
    switch (event?.type) {
      case "asked":
        this.#calls.push({ id: event.call!, deadline: now + event.forMs, isBegun: false });
        break;
      case "cancelled":
        if (call !== undefined) did.push(...this.#end(call));
        break;
      case "done":
        if (call === undefined) break;
        did.push(...this.#end({ ...call, isBegun: false }), `it replies to call ${call.id}: done`);
        break;
      case "calls":
        if (call === undefined) break;
        did.push(...this.#begin(event, call, now));
        break;
      case "answered":
        did.push(...this.#tell(child!, "answered"));
        break;
      case "untouched":
      case "unknown":
      case "refused":
        did.push(...this.#failed(child!, event.type, now));
    }
    return [...did, ...this.#pass(now)];
  }

  #begin({ child, forMs, idempotent }: Event, of: Call, now: number): string[] {
    const deadline = Math.min(of.deadline, now + forMs), id = child!;
    if (deadline <= now) return [`it tells the work that ${id} is late`];
    this.#children.push({ id, of, deadline, idempotent, attempts: 1, againAt: Infinity });
    return [`it asks for ${id}, with ${deadline - now} ms`];
  }

  #failed(child: Child, how: Failure, now: number): string[] {
    const { first, longest } = this.rules.pauseMs;
    const againAt = now + Math.min(longest, first * 2 ** (child.attempts - 1));
    const may = how === "untouched" || how === "unknown" && child.idempotent;
    if (!may || child.attempts >= this.rules.attempts || againAt >= child.deadline) {
      return this.#tell(child, "failed");
    }
    child.againAt = againAt;
    return [];
  }

  #tell(child: Child, how: string): string[] {
    this.#children.splice(this.#children.indexOf(child), 1);
    this.#over.push(child.id);
    return [`it tells the work that ${child.id} is ${how}`];
  }

  #end({ id, isBegun }: Call): string[] {
    const own = this.#children.filter(({ of }) => of.id === id);
    this.#children = this.#children.filter(({ of }) => of.id !== id);
    this.#calls = this.#calls.filter((each) => each.id !== id);
    this.#over.push(...own.map(({ id }) => id));
    this.#stopped.push(id);
    const asked = own.filter(({ againAt }) => againAt === Infinity);
    return [
      ...asked.map(({ id }) => `it cancels ${id}`),
      ...isBegun ? [`it stops call ${id}`] : [],
    ];
  }

  #pass(now: number): string[] {
    const did: string[] = [];
    for (const call of this.#calls.filter(({ deadline }) => deadline <= now)) {
      did.push(...this.#end(call), `it replies to call ${call.id}: late`);
    }
    for (const child of this.#children.filter(({ deadline }) => deadline <= now)) {
      did.push(`it cancels ${child.id}`, ...this.#tell(child, "late"));
    }
    for (const child of this.#children.filter(({ againAt }) => againAt <= now)) {
      child.againAt = Infinity;
      child.attempts++;
      did.push(`it asks for ${child.id}, with ${child.deadline - now} ms`);
    }
    for (const call of this.#calls) {
      if (
        call.isBegun || this.#calls.filter(({ isBegun }) => isBegun).length >= this.rules.workers
      ) continue;
      call.isBegun = true;
      did.push(`it begins call ${call.id}`);
    }
    return did;
  }
}
