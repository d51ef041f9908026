/** The world as a node sees it while the explorer takes one of its steps. @module */

import { clone } from "../../model/clone.ts";
import { assertPlain } from "../../model/plain.ts";
import type { Io, NodeId, Tagged } from "../../model/protocol.ts";
import type { Networks } from "./networks.ts";
import type { Envelope } from "./protocol_system.ts";

/** How nodes are run. */
export interface NodeSetting {
  readonly nodes: number;
  readonly clocks: readonly number[];
  readonly networks: Networks;
  /** Whether answers go to clients at once. */
  readonly localAnswers: boolean;
}

/** Every way to answer the questions of a step, one after another, like an odometer. */
export class Forks {
  readonly #taken: number[] = [];
  readonly #ways: number[] = [];
  #asked = 0;

  /** The answer to the next question, from 0 to `ways` − 1. */
  choose(ways: number): number {
    const at = this.#asked++;
    if (at === this.#taken.length) {
      this.#taken.push(0);
      this.#ways.push(ways);
    }
    return this.#taken[at]!;
  }

  /** Turns to the next way; false when all have been taken. */
  next(): boolean {
    this.#asked = 0;
    while (this.#taken.length > 0) {
      const last = this.#taken.length - 1;
      if (++this.#taken[last]! < this.#ways[last]!) return true;
      this.#taken.pop();
      this.#ways.pop();
    }
    return false;
  }
}

/** Writes down what a handler asks for. */
export class RecordingIo<M extends Tagged, T extends Tagged, R> implements Io<M, T, R> {
  readonly peers: readonly NodeId[];
  /** Messages, and answers that travel. */
  readonly sent: Envelope[] = [];
  /** Answers to clients that sit at the node. */
  readonly answers: Envelope[] = [];
  readonly saved: R[] = [];
  readonly #timers: Map<string, T>;

  constructor(
    readonly self: NodeId,
    readonly setting: NodeSetting,
    readonly forks: Forks,
    timers: readonly T[],
  ) {
    this.peers = Array.from({ length: setting.nodes }, (_, node) => node);
    this.#timers = new Map(timers.map((timer) => [timer.type, timer]));
  }

  now(): number {
    const { clocks } = this.setting;
    return clocks.length === 1 ? clocks[0]! : clocks[this.forks.choose(clocks.length)]!;
  }

  choose(n: number): number {
    if (Number.isInteger(n) && n >= 1) return this.forks.choose(n);
    throw new RangeError(`Cannot choose as the number of choices must be 1 or more: given ${n}`);
  }

  send(to: NodeId, message: M): void {
    if (!this.peers.includes(to)) {
      throw new RangeError(
        `Cannot send "${message.type}" as its receiver must be a node from 0 to ` +
          `${this.peers.length - 1}: given ${to}`,
      );
    }
    assertPlain(message, `message "${message.type}"`);
    this.sent.push({ from: this.self, to, body: clone(message) });
  }

  answer(client: NodeId, result: unknown): void {
    if (!(client >= this.peers.length)) {
      throw new RangeError(
        `Cannot answer as the receiver must be the return address of a client ` +
          `(${this.peers.length} or more): given ${client}`,
      );
    }
    assertPlain(result, "an answer");
    const body = { type: "answer", result: clone(result) };
    const answer = { from: this.self, to: client, body };
    (this.setting.localAnswers ? this.answers : this.sent).push(answer);
  }

  /** There is no time: a timer that is pending may fire at any moment. */
  wait(_delayMs: number, timer: T): void {
    this.#timers.set(timer.type, clone(timer));
  }

  cancel(type: T["type"]): void {
    this.#timers.delete(type);
  }

  save(record: R): void {
    assertPlain(record, "a saved record");
    this.saved.push(clone(record));
  }

  /** A timer has fired. */
  forget(type: string): void {
    this.#timers.delete(type);
  }

  /** What is pending, sorted by type. */
  timers(): T[] {
    return [...this.#timers.values()].sort((a, b) => a.type < b.type ? -1 : 1);
  }
}
