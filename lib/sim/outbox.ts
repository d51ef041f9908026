/**
 * What the step under way sends. Steps are atomic and never nest, so all nodes of a world share one
 * outbox; what must wait for the disk is taken out of it as a batch.
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";

/** Messages and answers that leave together when their step ends. */
export class Outbox {
  /** How many there are. */
  count = 0;
  /** Whether the step saves too, so that all this must wait for the disk. */
  saves = false;
  // Used again by the next step; setting their length to 0 would make it allocate them anew.
  /** Where each goes; beyond `count` stand leftovers of earlier steps. */
  readonly to: NodeId[] = [];
  /** What it is. */
  readonly bodies: unknown[] = [];

  /** Adds a message or an answer. */
  add(to: NodeId, body: unknown): void {
    const at = this.count++;
    this.to[at] = to;
    this.bodies[at] = body;
  }

  /** The next step begins with nothing. */
  clear(): void {
    this.count = 0;
    this.saves = false;
  }

  /** Takes everything out, as lists of its own. */
  take(): { readonly to: readonly NodeId[]; readonly bodies: readonly unknown[] } {
    const { count } = this;
    this.clear();
    return { to: this.to.slice(0, count), bodies: this.bodies.slice(0, count) };
  }
}
