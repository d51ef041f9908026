/** What code under judgement does in one step, in words. @module */

import { encode } from "hb/model/encode.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { forgedIn } from "hb/security/adversary/unforged.ts";
import { proofsIn } from "hb/security/identity/proofs.ts";
import { inNodes } from "./words.ts";

/** The signatures that a node was shown, for as long as it is judged. */
export type ShownProofs = Set<string>;

/** Notes what a node is shown. */
export function showTo(shown: ShownProofs, data: unknown, self: NodeId): void {
  for (const { text, makers } of proofsIn(data)) if (!makers.includes(self)) shown.add(text);
}

/** "a forgery (…)", which is sent or shown; nothing if it forges nothing. */
export function forgery(data: unknown, self: NodeId, shown: ShownProofs): string | undefined {
  const forged = forgedIn(data, self, shown);
  return forged && `a forgery (it has not been shown this: ${forged})`;
}

/** Gathers what is sent in a step, so that what goes to all others is told once. */
export class Sends {
  readonly #to = new Map<string, NodeId[]>();

  constructor(readonly self: NodeId, readonly replicas: number) {}

  /** Sends a message, told in these words. */
  send(to: NodeId, words: string): void {
    const all = this.#to.get(words) ?? [];
    all.push(to);
    this.#to.set(words, all);
  }

  /** All of it, in words; what a node sends to itself is its own affair unless it is told to all. */
  told(withSelf = false): string[] {
    return [...this.#to].flatMap(([words, nodes]) => {
      const others = withSelf ? nodes : nodes.filter((node) => node !== this.self);
      return others.length === 0 ? [] : [sends(words, others, this)];
    });
  }
}

/** "it sends … to all other replicas". */
export function sends(
  words: string,
  to: readonly NodeId[],
  { self, replicas }: { readonly self: NodeId; readonly replicas: number },
): string {
  const sorted = [...to].sort((a, b) => a - b);
  const others = othersOf(self, replicas), all = [...Array(replicas).keys()];
  const whom = encode(sorted) === encode(others)
    ? "all other replicas"
    : encode(sorted) === encode(all)
    ? "all replicas"
    : inNodes(sorted);
  return `it sends ${words} to ${whom}`;
}

/** All replicas but one. */
export function othersOf(self: NodeId, replicas: number): NodeId[] {
  return Array.from({ length: replicas }, (_, node) => node).filter((node) => node !== self);
}

/** f, a quorum, and f + 1. */
export function sizesOf(n: number): { faults: number; quorum: number; weak: number } {
  const faults = Math.floor((n - 1) / 3);
  return { faults, quorum: Math.ceil((n + faults + 1) / 2), weak: faults + 1 };
}
