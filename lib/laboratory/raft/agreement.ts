/** Keeps count of who has applied what, and sees where servers differ. @module */

import type { InvariantViolation } from "../../model/invariant.ts";
import type { Command, View } from "./subject.ts";

/** What the servers of one run have applied: one sequence, of which each has a prefix. */
export class Agreement {
  readonly #sequence: Command[] = [];
  readonly #places = new Map<Command, number>();
  /** How much of the sequence each server has been seen to apply. */
  readonly #lengths: number[];

  /** No server has applied anything. */
  constructor(servers: number) {
    this.#lengths = new Array(servers).fill(0);
  }

  /** Looks at what a server has applied by now; a server that restarts may begin anew. */
  see(server: number, { applied }: View): InvariantViolation | undefined {
    const known = this.#lengths[server]!;
    if (applied.length === known) return undefined;
    // One more is one more; any other change may be a restart or a snapshot, which replaces everything.
    const from = applied.length === known + 1 ? known : 0;
    for (let place = from; place < applied.length; place++) {
      const command = applied[place]!;
      if (place === this.#sequence.length) this.#add(command);
      else if (this.#sequence[place] !== command) return this.#differs(server, place, command);
    }
    this.#lengths[server] = applied.length;
    return undefined;
  }

  /** A server is down: it has applied nothing, as far as anybody can see. */
  forget(server: number): void {
    this.#lengths[server] = 0;
  }

  /** How many servers have applied a command. */
  count(command: Command): number {
    const place = this.#places.get(command);
    if (place === undefined) return 0;
    return this.#lengths.filter((length) => length > place).length;
  }

  /** Where a command stands in the sequence, from 0; −1 when nobody has applied it. */
  place(command: Command): number {
    return this.#places.get(command) ?? -1;
  }

  /** How many commands anybody has applied. */
  get length(): number {
    return this.#sequence.length;
  }

  #add(command: Command): void {
    this.#places.set(command, this.#sequence.length);
    this.#sequence.push(command);
  }

  #differs(server: number, place: number, command: Command): InvariantViolation {
    const other = this.#lengths.findIndex((length, each) => each !== server && length > place);
    return {
      words: `server ${server} has applied ${command} as its command ${place + 1}, ` +
        `others ${this.#sequence[place]}`,
      nodes: other < 0 ? [server] : [server, other],
    };
  }
}
