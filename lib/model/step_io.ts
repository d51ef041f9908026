/** An `Io` that does nothing but write down what a handler asks of it. @module */

import { clone } from "./clone.ts";
import type { Ahead, Io, Key, NodeId, Tagged } from "./protocol.ts";
import type { Choice, Effect, StepAt } from "./step_effect.ts";
import { keyOf } from "./timer_key.ts";

/** The `Io` of one step. */
export class StepIo<M extends Tagged, T extends Tagged, R> implements Io<M, T, R> {
  /** The node that takes the step. */
  readonly self: NodeId;
  /** Every node, self included. */
  readonly peers: readonly NodeId[];
  /** What was asked for, in order; all of it copies. */
  readonly effects: Effect<M, T, R>[] = [];
  /** The forks that were passed. */
  readonly choices: Choice[] = [];
  readonly #at: StepAt;

  /** An `Io` for one step at a node. Throws unless the node exists. */
  constructor(at: StepAt) {
    this.#at = at;
    this.self = at.self;
    this.peers = upTo(at.nodes);
    this.#assertNode(at.self, "take a step because the node");
  }

  now(): number {
    return this.#at.now ?? 0;
  }

  choose(n: number): number {
    if (!(Number.isInteger(n) && n >= 1)) {
      throw new RangeError(
        `Cannot choose because the number of choices must be 1 or more: given ${n}`,
      );
    }
    const took = this.#at.choices?.[this.choices.length] ?? 0;
    if (!(Number.isInteger(took) && took >= 0 && took < n)) {
      throw new RangeError(
        `Cannot take a step because choice ${this.choices.length} must be from 0 to ${n - 1}: ` +
          `given ${took}`,
      );
    }
    this.choices.push({ took, of: n });
    return took;
  }

  send(to: NodeId, message: M, ahead?: Ahead): void {
    this.#assertNode(to, `send "${message.type}" because its receiver`);
    this.effects.push({ kind: "send", to, message: clone(message), ...said(ahead) });
  }

  answer(client: NodeId, result: unknown, ahead?: Ahead): void {
    if (!(client >= this.peers.length)) {
      throw new RangeError(
        `Cannot answer because the receiver must be the return address of a client ` +
          `(${this.peers.length} or more): given ${client}`,
      );
    }
    this.effects.push({ kind: "answer", client, result: clone(result), ...said(ahead) });
  }

  wait(delayMs: number, timer: T): void {
    if (!(delayMs >= 0)) {
      throw new RangeError(
        `Cannot use a delay of timer "${timer.type}" because ` +
          `it must be at least 0: given ${delayMs}`,
      );
    }
    keyOf(timer); // throws on a key that is none
    this.effects.push({ kind: "wait", delayMs, timer: clone(timer) });
  }

  cancel(type: T["type"], key?: Key): void {
    this.effects.push({ kind: "cancel", type, ...(key === undefined ? {} : { key }) });
  }

  save(record: R): void {
    this.effects.push({ kind: "save", record: clone(record) });
  }

  #assertNode(node: NodeId, what: string): void {
    if (Number.isInteger(node) && node >= 0 && node < this.peers.length) return;
    throw new RangeError(
      `Cannot ${what} must be a node from 0 to ${this.peers.length - 1}: given ${node}`,
    );
  }
}

/** The word, where it was said: an effect without it is one that waits. */
function said(ahead: Ahead | undefined): { readonly ahead?: Ahead } {
  return ahead === undefined ? {} : { ahead };
}

function upTo(nodes: number): NodeId[] {
  const all: NodeId[] = [];
  for (let node = 0; node < nodes; node++) all.push(node);
  return all;
}
