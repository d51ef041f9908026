/** What a replica does about checkpoints. @module */

import type { CheckpointRules, NodeId } from "../given.ts";
import { othersOf, sends, sizesOf } from "./did.ts";

/** What happens. */
export type Event =
  | { readonly type: "executed"; readonly sequence: number; readonly digest: string }
  | { readonly type: "between"; readonly sequence: number }
  | {
    readonly type: "checkpoint";
    readonly signer: NodeId;
    readonly sequence: number;
    readonly digest: string;
    readonly kind?: string;
    readonly cluster?: string;
  };

export const inState = (sequence: number, digest: string) => `its state ${digest} at ${sequence}`;
export const isStable = (sequence: number, digest: string) =>
  `state ${digest} at ${sequence} is stable, with a certificate`;

/** The replica. */
export class RightCheckpoints {
  #low = 0;
  #executed = 0;
  readonly #said = new Map<number, Map<NodeId, string>>();

  constructor(readonly rules: CheckpointRules) {}

  /** Where different right replicas may count otherwise, it does not happen. */
  resolve(event: Event): Event | undefined {
    if (event.type === "executed") {
      const { sequence } = event;
      // A replica executes up to its high mark; when it has fetched a state it goes on from there.
      if (sequence <= this.#executed || sequence > this.#low + this.rules.size) return undefined;
      return sequence === this.#executed + 1 || sequence === this.#low + 1 ? event : undefined;
    }
    if (event.type === "between") return event;
    const { signer, sequence, digest } = event, said = this.#said.get(sequence);
    if (signer === this.rules.self) return undefined;
    if (!this.#counts(event) || said?.has(signer) || this.#own(signer).length < this.#most) {
      return event;
    }
    // Whether one forgets first, or counts first, is left open.
    const same = [...said?.values() ?? []].filter((each) => each === digest).length + 1;
    return same < sizesOf(this.rules.replicas).quorum ? event : undefined;
  }

  after(event: Event): string[] {
    const { self, replicas, every, size } = this.rules;
    if (event.type === "between") {
      const isBetween = event.sequence > this.#low && event.sequence <= this.#low + size;
      return [isBetween ? "it lies between them" : "it does not"];
    }
    const did: string[] = [], { sequence, digest } = event;
    if (event.type === "executed") {
      this.#executed = sequence;
      if (sequence % every !== 0 || sequence <= this.#low) return did;
      did.push(sends(inState(sequence, digest), othersOf(self, replicas), this.rules));
      this.#note(sequence, self, digest);
    } else {
      if (!this.#counts(event)) return did;
      this.#note(sequence, event.signer, digest);
    }
    const same = [...this.#said.get(sequence)!.values()].filter((each) => each === digest);
    if (same.length < sizesOf(replicas).quorum) return did;
    this.#low = sequence;
    for (const at of this.#said.keys()) if (at <= sequence) this.#said.delete(at);
    did.push(isStable(sequence, digest));
    return did;
  }

  #counts({ signer, sequence, kind, cluster }: Extract<Event, { type: "checkpoint" }>): boolean {
    const { replicas, every } = this.rules;
    return kind === undefined && cluster === undefined && signer < replicas &&
      sequence > this.#low && sequence % every === 0;
  }

  #note(sequence: number, node: NodeId, digest: string): void {
    let said = this.#said.get(sequence);
    if (said === undefined) this.#said.set(sequence, said = new Map());
    if (said.has(node)) return;
    said.set(node, digest);
    const own = this.#own(node);
    if (own.length > this.#most) this.#said.get(Math.max(...own))!.delete(node);
  }

  /** The numbers about which a replica's word is remembered. */
  #own(node: NodeId): number[] {
    return [...this.#said].filter(([, said]) => said.has(node)).map(([sequence]) => sequence);
  }

  get #most(): number {
    return this.rules.size / this.rules.every + 1;
  }
}
