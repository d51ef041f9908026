/**
 * The bytes of what a node has been shown, by what they prove, so that it can show them to others, and need not check
 * them again.
 *
 * A store that only grew would be right. This one forgets what has not been used for long and is not in the node's
 * state: what a node is still to show, it holds as a record there. What it shows and has forgotten all the same does
 * not leave, as a message may get lost.
 *
 * @module
 */

import { claimsIn, proofsOf } from "../../security/identity/proofs.ts";
import type { Bytes } from "../../security/identity/secret.ts";
import { keyOf } from "./proof_key.ts";

/** What a store is made of. */
export interface ProofStoreOptions {
  /** How many proofs it keeps that are not in the state; default 65,536. */
  readonly most?: number;
  /** The state of the node: what it holds is not forgotten. */
  readonly state?: () => unknown;
}

/** Bytes by what they prove. */
export class ProofStore {
  readonly #most: number;
  readonly #state: () => unknown;
  /** In the order of their last use. */
  readonly #bytes = new Map<string, Bytes>();
  /** At how many the next sweep is due. */
  #sweepAt: number;

  /** An empty one. */
  constructor({ most = 2 ** 16, state = () => undefined }: ProofStoreOptions = {}) {
    if (!(Number.isInteger(most) && most >= 1)) {
      throw new RangeError(
        `Cannot keep proofs because it must be at least 1 that is kept: given ${most}`,
      );
    }
    this.#most = most;
    this.#state = state;
    this.#sweepAt = 2 * most;
  }

  /** How many it has. */
  get size(): number {
    return this.#bytes.size;
  }

  /** The bytes of a proof, if it has them; they are in use now. */
  get(key: string): Bytes | undefined {
    const bytes = this.#bytes.get(key);
    if (bytes === undefined) return undefined;
    this.#bytes.delete(key);
    this.#bytes.set(key, bytes);
    return bytes;
  }

  /** Keeps the bytes of a proof, in the place of others for the same. */
  put(key: string, bytes: Bytes): void {
    this.#bytes.delete(key);
    this.#bytes.set(key, bytes);
    if (this.#bytes.size >= this.#sweepAt) this.#sweep();
  }

  #sweep(): void {
    const held = new Set<string>();
    for (const claim of claimsIn(this.#state())) {
      held.add(keyOf(claim));
      for (const { text } of proofsOf(claim)) held.add(text);
    }
    let idle = 0;
    for (const key of this.#bytes.keys()) if (!held.has(key)) idle++;
    for (const key of this.#bytes.keys()) {
      if (idle <= this.#most) break;
      if (held.has(key)) continue;
      this.#bytes.delete(key);
      idle--;
    }
    // To walk the state takes as long as it is large, so it must be worth it.
    this.#sweepAt = Math.max(2 * this.#most, 2 * this.#bytes.size);
  }
}
