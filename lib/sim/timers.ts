/**
 * Which timer of each type is the pending one of each node. A timer that has been replaced, cancelled or
 * lost in a crash stays in the queue, and is recognised by its token when it comes out.
 *
 * @module
 */

import { clone } from "../model/clone.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";

/**
 * The timers of all nodes of one world. The tokens of a type stand side by side for all nodes: with
 * thousands of nodes, a table for each would be a trip to distant memory at every timer.
 */
export class Timers {
  /** By type, the token of each node's pending timer; 0 when it has none. */
  readonly #tokens = new Map<string, Float64Array>();
  readonly #bare = new Map<string, Tagged>();
  #last = 0;

  /** Timers for `nodes` nodes, none of them pending. */
  constructor(readonly nodes: number) {}

  /** A new timer replaces the pending one of the type; its token. */
  begin(node: NodeId, type: string): number {
    let tokens = this.#tokens.get(type);
    if (tokens === undefined) {
      tokens = new Float64Array(this.nodes);
      this.#tokens.set(type, tokens);
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

  /** Whether `token` is that of the pending timer. */
  isPending(node: NodeId, type: string, token: number): boolean {
    return this.#tokens.get(type)?.[node] === token;
  }

  /** The node has no pending timer of this type any more. */
  end(node: NodeId, type: string): void {
    const tokens = this.#tokens.get(type);
    if (tokens !== undefined) tokens[node] = 0;
  }

  /** The node has no pending timers any more. */
  endAll(node: NodeId): void {
    for (const tokens of this.#tokens.values()) tokens[node] = 0;
  }
}
