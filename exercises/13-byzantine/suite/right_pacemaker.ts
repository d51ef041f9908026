/** What a pacemaker does. @module */

import type { NodeId, PacemakerRules } from "../given.ts";
import { othersOf, sends, sizesOf } from "./did.ts";

/** What happens. */
export type Event =
  | { readonly type: "overdue" }
  | { readonly type: "certified"; readonly view: number }
  | {
    readonly type: "wish";
    readonly signer: NodeId;
    readonly wish: number;
    readonly kind?: string;
    readonly cluster?: string;
  }
  | {
    readonly type: "entrance";
    readonly signers: readonly NodeId[];
    readonly wish: number;
    readonly kind?: string;
    readonly cluster?: string;
  };

export const inWish = (wish: number) => `that it wants view ${wish}`;
export const inEntrance = (wish: number) => `a certificate that view ${wish} is wanted`;
export const enters = (view: number) => `it enters view ${view}`;
export const waits = (ms: number) => `it waits ${ms} ms`;

/** The pacemaker. */
export class RightPacemaker {
  #view = 1;
  #wanted = 0;
  #failures = 0;
  readonly #wishes = new Map<NodeId, number>();

  constructor(readonly rules: PacemakerRules) {}

  started() {
    return {
      must: [waits(this.rules.viewMs)],
      why: "it is in view 1, and waits as long as a view may bring nothing",
    };
  }

  /** A loyal replica has not signed what it has not signed: a quorum needs others than the one that is judged. */
  resolve(event: Event): Event | undefined {
    if (event.type === "wish" && event.signer === this.rules.self) return undefined;
    return event;
  }

  after(event: Event): string[] {
    const { replicas, viewMs } = this.rules, did: string[] = [];
    switch (event.type) {
      case "overdue":
        this.#want(Math.max(this.#wanted, this.#view + 1), did);
        did.push(waits(this.#patience()));
        this.#gather(did);
        break;
      case "certified":
        if (event.view < this.#view) break;
        this.#failures = 0;
        this.#view = event.view + 1;
        did.push(enters(this.#view), waits(viewMs));
        break;
      case "wish": {
        const { signer, wish, kind, cluster } = event;
        if (kind !== undefined || cluster !== undefined || signer >= replicas) break;
        if (wish <= (this.#wishes.get(signer) ?? 0)) break;
        this.#wishes.set(signer, wish);
        this.#gather(did);
        break;
      }
      case "entrance": {
        const { signers, wish, kind, cluster } = event;
        if (kind !== undefined || cluster !== undefined || wish <= this.#view) break;
        const distinct = new Set(signers);
        if (distinct.size < signers.length || signers.some((signer) => signer >= replicas)) break;
        if (distinct.size < sizesOf(replicas).quorum) break;
        this.#enter(wish, did);
      }
    }
    return lastWait(did);
  }

  #patience(): number {
    return this.rules.viewMs * 2 ** Math.min(this.#failures, 10);
  }

  #want(wish: number, did: string[]): void {
    const { self, replicas } = this.rules;
    this.#wanted = wish;
    did.push(sends(inWish(wish), othersOf(self, replicas), this.rules));
  }

  #enter(view: number, did: string[]): void {
    this.#view = view;
    this.#failures++;
    did.push(enters(view), waits(this.#patience()));
  }

  #gather(did: string[]): void {
    const { self, replicas } = this.rules, { weak, quorum } = sizesOf(replicas);
    const others = [...this.#wishes.values()].sort((a, b) => b - a);
    const joined = others[weak - 1] ?? 0;
    if (joined > this.#wanted && joined > this.#view) this.#want(joined, did);
    const all = [...this.#wishes.values(), this.#wanted];
    const wanted = all.filter((wish) =>
      wish > this.#view && all.filter((other) => other === wish).length >= quorum
    );
    if (wanted.length === 0) return;
    did.push(sends(inEntrance(wanted[0]!), othersOf(self, replicas), this.rules));
    this.#enter(wanted[0]!, did);
  }
}

/** What is waited for is what was set last. */
function lastWait(did: readonly string[]): string[] {
  const isWait = (words: string) => words.startsWith("it waits");
  const last = did.findLastIndex(isWait);
  return did.filter((words, i) => !isWait(words) || i === last);
}
