/** What a replica of HotStuff does about blocks. @module */

import { leaderOf } from "../digest.ts";
import type { NodeId, SafetyRules } from "../given.ts";
import { sends, sizesOf } from "./did.ts";

/** A block of a run: blocks are named by their places, from 1; 0 is "genesis". */
export interface RunBlock {
  readonly view: number;
  /** The place of its parent. */
  readonly parent: number;
  /** Who has signed the certificate in it. */
  readonly signers: readonly NodeId[];
  /** The place of the block that its certificate is for, where that is not its parent. */
  readonly justifies?: number;
  /** The cluster that the votes in its certificate are for, where that is another. */
  readonly cluster?: string;
  /** What the votes in its certificate are, where they are none. */
  readonly kind?: string;
  /** The view that its certificate, for genesis, says. */
  readonly said?: number;
}

/** What happens to a replica. */
export type Event =
  | { readonly type: "proposal"; readonly block: number; readonly from: NodeId }
  | {
    readonly type: "certificate";
    readonly block: number;
    readonly signers: readonly NodeId[];
    readonly cluster?: string;
    readonly kind?: string;
    readonly said?: number;
  };

export const inBlock = (at: number) => at === 0 ? "genesis" : `block ${at}`;
export const votesFor = (at: number) => `its vote for ${inBlock(at)}`;
/** All that is committed in a step, the first one first. */
export const commits = (names: readonly string[]) =>
  names.length === 1
    ? `${names[0]} is committed`
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1)} are committed, in this order`;

/** Whether a certificate, of a block with this place, is genuine. */
export function isGenuine(
  rules: SafetyRules,
  at: number,
  { signers, cluster, kind, said }: {
    readonly signers: readonly NodeId[];
    readonly cluster?: string | undefined;
    readonly kind?: string | undefined;
    readonly said?: number | undefined;
  },
): boolean {
  if (cluster !== undefined || kind !== undefined || said !== undefined) return false;
  if (at === 0) return signers.length === 0;
  return new Set(signers).size === signers.length &&
    signers.every((signer) => signer < rules.replicas) &&
    signers.length >= sizesOf(rules.replicas).quorum;
}

/** The replica. */
export class RightSafety {
  readonly known: Set<number> = new Set([0]);
  /** The place of the block that is locked. */
  lock = 0;
  voted = 0;
  readonly committed: number[] = [];

  constructor(readonly rules: SafetyRules, readonly blocks: readonly RunBlock[]) {}

  resolve(event: Event): Event | undefined {
    return event;
  }

  after(event: Event): string[] {
    const did: string[] = [], { rules } = this;
    if (event.type === "certificate") {
      if (this.known.has(event.block) && isGenuine(rules, event.block, event)) {
        this.learn(event.block, did);
      }
      return did;
    }
    if (!this.takes(event)) return did;
    const { view, parent } = this.block(event.block);
    this.known.add(event.block);
    this.learn(parent, did);
    if (view <= this.voted || !this.isSafe(event.block)) return did;
    this.voted = view;
    const next = leaderOf(view + 1, rules.replicas);
    return [...did, sends(votesFor(event.block), [next], rules)];
  }

  /** Whether a proposal is looked at at all. */
  takes({ block, from }: Extract<Event, { type: "proposal" }>): boolean {
    const { rules } = this, { view, parent, justifies, ...certificate } = this.block(block);
    return from === leaderOf(view, rules.replicas) && justifies === undefined &&
      isGenuine(rules, parent, certificate) && this.known.has(parent) &&
      this.viewOf(parent) < view;
  }

  block(at: number): RunBlock {
    return this.blocks[at - 1]!;
  }

  viewOf(at: number): number {
    return at === 0 ? 0 : this.block(at).view;
  }

  isSafe(at: number): boolean {
    const { parent } = this.block(at);
    return this.extends(parent, this.lock) || this.viewOf(parent) > this.viewOf(this.lock);
  }

  extends(at: number, below: number): boolean {
    let next = at;
    while (next !== below && next !== 0) next = this.block(next).parent;
    return next === below;
  }

  learn(at: number, did: string[]): void {
    if (at === 0) return;
    const { view, parent } = this.block(at);
    if (this.viewOf(parent) > this.viewOf(this.lock)) this.lock = parent;
    if (parent === 0) return;
    const { view: before, parent: grand } = this.block(parent);
    if (grand === 0 || view !== before + 1 || before !== this.viewOf(grand) + 1) return;
    const chain: number[] = [];
    for (let next = grand; next !== 0 && !this.committed.includes(next);) {
      chain.unshift(next);
      next = this.block(next).parent;
    }
    this.committed.push(...chain);
    if (chain.length > 0) did.push(commits(chain.map(inBlock)));
  }
}
