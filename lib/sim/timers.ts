/**
 * Which timer of each type and key is the pending one of each node. A timer that has been replaced,
 * cancelled or lost in a crash stays in the queue, and is recognised by its token when it comes out.
 *
 * @module
 */

import { clone } from "../model/clone.ts";
import type { Key, NodeId, Tagged } from "../model/protocol.ts";
import { keyOf } from "../model/timer_key.ts";

/**
 * The timers of all nodes of one world. The tokens of a type stand side by side for all nodes: with
 * thousands of nodes, a table for each would be a trip to distant memory at every timer. Keys may be
 * many and soon forgotten, so each node has a table of those that are pending.
 */
export class Timers {
  /** By type, the token of each node's pending timer without a key; 0 when it has none. */
  readonly #tokens = new Map<string, Float64Array>();
  /** By type and node, the tokens of pending timers with keys. Nothing is kept of others. */
  readonly #keyed = new Map<string, Map<Key, number>[]>();
  readonly #bare = new Map<string, Tagged>();
  #last = 0;

  /** Timers for `nodes` nodes, none of them pending. */
  constructor(readonly nodes: number) {}

  /** A new timer replaces the pending one of its type and key; its token. */
  begin(node: NodeId, timer: Tagged): number {
    const key = keyOf(timer);
    if (key !== undefined) return this.#beginKeyed(node, timer.type, key);
    let tokens = this.#tokens.get(timer.type);
    if (tokens === undefined) {
      tokens = new Float64Array(this.nodes);
      this.#tokens.set(timer.type, tokens);
    }
    return tokens[node] = ++this.#last;
  }

  /** The world's own copy of a timer. All timers of a type that carry nothing else are one object. */
  copy(timer: Tagged): Tagged {
    for (const key in timer) if (key !== "type") return clone(timer);
    let bare = this.#bare.get(timer.type);
    if (bare === undefined) {
      bare = Object.freeze({ type: timer.type });
      this.#bare.set(timer.type, bare);
    }
    return bare;
  }

  /** Whether `token` is that of the pending timer of this type and key. */
  isPending(node: NodeId, timer: Tagged, token: number): boolean {
    const key = keyOf(timer);
    if (key !== undefined) return this.#keyed.get(timer.type)?.[node]?.get(key) === token;
    return this.#tokens.get(timer.type)?.[node] === token;
  }

  /** The pending timer comes out of the queue, and is not pending any more. */
  fired(node: NodeId, timer: Tagged): void {
    // One without a key may stay: it is out of the queue, and the next one has another token.
    const key = keyOf(timer);
    if (key !== undefined) this.#keyed.get(timer.type)?.[node]?.delete(key);
  }

  /** The node has no pending timer of this type and key any more. */
  end(node: NodeId, type: string, key?: Key): void {
    if (key !== undefined) {
      this.#keyed.get(type)?.[node]?.delete(key);
      return;
    }
    const tokens = this.#tokens.get(type);
    if (tokens !== undefined) tokens[node] = 0;
  }

  /** The node has no pending timers any more. */
  endAll(node: NodeId): void {
    for (const tokens of this.#tokens.values()) tokens[node] = 0;
    for (const nodes of this.#keyed.values()) nodes[node]?.clear();
  }

  /** How many timers with keys are pending. */
  get keyed(): number {
    let pending = 0;
    for (const nodes of this.#keyed.values()) nodes.forEach((keys) => pending += keys.size);
    return pending;
  }

  #beginKeyed(node: NodeId, type: string, key: Key): number {
    let nodes = this.#keyed.get(type);
    if (nodes === undefined) this.#keyed.set(type, nodes = []);
    const keys = nodes[node] ??= new Map();
    keys.set(key, ++this.#last);
    return this.#last;
  }
}
