/** Whether the other side of a connection is still there. */

import type { ConnectionRules } from "../../exercises/18-wire/given.ts";

type Patience = Pick<ConnectionRules, "askAfterMs" | "patienceMs">;

/** Patience begins when it is to be asked: whether that can be written is another matter. */
export class Alive {
  askedAt: number | undefined;
  isDead = false;

  constructor(readonly rules: Patience, public heardAt: number) {}

  heard(now: number): void {
    this.heardAt = now;
    this.askedAt = undefined;
  }

  dueAt(): number {
    if (this.isDead) return Infinity;
    if (this.askedAt === undefined) return this.heardAt + this.rules.askAfterMs;
    return this.askedAt + this.rules.patienceMs;
  }

  tick(now: number, ask: () => void): boolean {
    if (now < this.dueAt()) return !this.isDead;
    if (this.askedAt !== undefined) {
      this.isDead = true;
      return false;
    }
    this.askedAt = now;
    ask();
    return true;
  }
}
