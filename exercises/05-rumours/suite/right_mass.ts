/** What comes of push-sum. All numbers are binary fractions, so that no sum is rounded. @module */

import type { Model } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { NodeId, Share } from "../given.ts";

export interface Event {
  readonly type: "round" | "upon" | "returned" | "changed" | "renew";
  readonly partners: readonly NodeId[];
  /** Of what comes: how many epochs it is ahead, its sum and weight, from whom. */
  readonly ahead: number;
  readonly sum: number;
  readonly weight: number;
  /** Of what is back: which of all that were sent. */
  readonly nth: number;
  /** Filled in when it happens. */
  readonly share?: Share;
  /** The epoch that it is in then. */
  readonly before?: number;
}

export const sends = (to: string, share: Share) => `it sends ${shareInWords(share)} to ${to}`;
export const shareInWords = ({ epoch, sum, weight }: Share) =>
  `sum ${told(sum)} and weight ${told(weight)} of epoch ${told(epoch)}`;
export const estimates = (estimate: unknown) => `its estimate is ${told(estimate)}`;

export class RightMass implements Model<Event> {
  #value: number;
  readonly #weight: number;
  #own: Share;
  readonly #sent: Share[] = [];
  #rounds = 0;

  constructor(value: number, weight: number) {
    [this.#value, this.#weight] = [value, weight];
    this.#own = { epoch: 0, sum: value, weight };
  }

  resolve(event: Event): Event | undefined {
    const { epoch } = this.#own;
    // So many halvings can be written down exactly.
    if (event.type === "round" && this.#rounds++ > 14) return undefined;
    if (event.type === "upon") {
      const { ahead, sum, weight } = event;
      const share = { epoch: Math.max(0, epoch + ahead), sum, weight };
      return { ...event, share, before: epoch };
    }
    if (event.type !== "returned") return event;
    if (this.#sent.length === 0) return undefined;
    const [share] = this.#sent.splice(event.nth % this.#sent.length, 1);
    return { ...event, share: share!, before: epoch };
  }

  after({ type, partners, sum, share }: Event): string[] {
    const did: string[] = [];
    if (type === "round" && partners.length > 0) {
      const own = this.#own, parts = partners.length + 1;
      const part = { epoch: own.epoch, sum: own.sum / parts, weight: own.weight / parts };
      this.#own = part;
      for (const node of partners) {
        this.#sent.push(part);
        did.push(sends(`node ${node}`, part));
      }
    }
    if (type === "changed") {
      const own = this.#own;
      this.#own = { ...own, sum: own.sum + sum - this.#value };
      this.#value = sum;
    }
    if (type === "renew") this.#begin(this.#own.epoch + 1);
    if (share !== undefined) this.#take(share);
    const { sum: total, weight } = this.#own;
    return [...did, estimates(weight === 0 ? null : total / weight)];
  }

  #begin(epoch: number): void {
    this.#own = { epoch, sum: this.#value, weight: this.#weight };
  }

  #take({ epoch, sum, weight }: Share): void {
    if (epoch > this.#own.epoch) this.#begin(epoch);
    if (epoch < this.#own.epoch) return;
    const own = this.#own;
    this.#own = { epoch, sum: own.sum + sum, weight: own.weight + weight };
  }
}
