/**
 * The simplest subject that is serializable: one lock for all, which a transaction takes at its first write
 * or read and holds to its end. It shows what a scheduler must cope with – steps that wait, beginnings that
 * are put off, answers that are lost – and needs no database.
 *
 * @module
 */

import type { Key, Model, Step, Value } from "../../check/isolation/transaction.ts";
import type { Session, Subject } from "./subject.ts";

/** How it treats those who come while the lock is held. */
export interface LockingOptions {
  /** What the keys hold. */
  readonly model: Model;
  /** They wait at their first step, or they are told at the beginning to come again. */
  readonly held: "wait" | "busy";
}

type Content = readonly Value[];

/** A store in memory with one lock. */
export function lockingSubject(options: LockingOptions): Subject {
  const store = new Map<Key, Content>(), queue: LockingSession[] = [];
  return {
    name: "one lock for all",
    open: () => Promise.resolve(new LockingSession(options, store, queue)),
  };
}

class LockingSession implements Session {
  readonly #own = new Map<Key, Content>();
  #granted: PromiseWithResolvers<void> | undefined;

  constructor(
    readonly options: LockingOptions,
    readonly store: Map<Key, Content>,
    /** Who holds the lock, and who waits for it. */
    readonly queue: LockingSession[],
  ) {}

  begin(): Promise<"ok" | "busy"> {
    if (this.options.held === "wait") return Promise.resolve("ok");
    if (this.queue.length > 0) return Promise.resolve("busy");
    this.queue.push(this);
    return Promise.resolve("ok");
  }

  async perform(step: Step): Promise<Step> {
    await this.#lock();
    const content = this.#own.get(step.key) ?? this.store.get(step.key) ?? [];
    if (step.type === "append") this.#own.set(step.key, [...content, step.value]);
    else if (step.type === "write") this.#own.set(step.key, [step.value]);
    else {
      const value = this.options.model === "list-append" ? content : content[0] ?? null;
      return { type: "read", key: step.key, value } as Step;
    }
    return step;
  }

  commit(): Promise<"ok"> {
    for (const [key, content] of this.#own) this.store.set(key, content);
    this.#release();
    return Promise.resolve("ok");
  }

  abort(): Promise<void> {
    this.#release();
    return Promise.resolve();
  }

  async hangUp(): Promise<void> {
    await this.commit();
  }

  waits(): Promise<boolean> {
    return Promise.resolve(this.queue.indexOf(this) > 0);
  }

  close(): Promise<void> {
    this.#release();
    return Promise.resolve();
  }

  async #lock(): Promise<void> {
    if (!this.queue.includes(this)) this.queue.push(this);
    if (this.queue[0] === this) return;
    this.#granted = Promise.withResolvers();
    await this.#granted.promise;
  }

  #release(): void {
    this.#own.clear();
    const place = this.queue.indexOf(this);
    if (place >= 0) this.queue.splice(place, 1);
    const next = this.queue[0];
    if (next !== undefined) next.#granted?.resolve();
  }
}
