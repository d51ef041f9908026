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
  /** How many of them need not wait for the disk. */
  ahead = 0;
  // Used again by the next step; setting their length to 0 would make it allocate them anew.
  /** Where each goes; beyond `count` stand leftovers of earlier steps. */
  readonly to: NodeId[] = [];
  /** What it is. */
  readonly bodies: unknown[] = [];
  /** Whether it need not wait for the disk. */
  readonly isAhead: boolean[] = [];

  /** Adds a message or an answer. */
  add(to: NodeId, body: unknown, isAhead = false): void {
    const at = this.count++;
    this.to[at] = to;
    this.bodies[at] = body;
    this.isAhead[at] = isAhead;
    if (isAhead) this.ahead++;
  }

  /** The next step begins with nothing. */
  clear(): void {
    this.count = 0;
    this.saves = false;
    this.ahead = 0;
  }

  /** Takes out what need not wait for the disk, in the order in which it was added. */
  takeAhead(): readonly { readonly to: NodeId; readonly body: unknown }[] {
    const taken = [];
    let kept = 0;
    for (let at = 0; at < this.count; at++) {
      const to = this.to[at]!, body = this.bodies[at];
      if (this.isAhead[at]) taken.push({ to, body });
      else {
        this.to[kept] = to;
        this.bodies[kept] = body;
        this.isAhead[kept++] = false;
      }
    }
    this.count = kept;
    this.ahead = 0;
    return taken;
  }

  /** Takes everything out, as lists of its own. */
  take(): { readonly to: readonly NodeId[]; readonly bodies: readonly unknown[] } {
    const { count } = this;
    this.clear();
    return { to: this.to.slice(0, count), bodies: this.bodies.slice(0, count) };
  }
}
