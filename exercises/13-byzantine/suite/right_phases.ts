/** What a replica does in the three phases. @module */

import type { NodeId, OrderRules } from "../given.ts";
import { leaderOf } from "../digest.ts";
import { othersOf, sends, sizesOf } from "./did.ts";

/** What happens to a replica. */
export type Event =
  | { readonly type: "propose"; readonly digest: string }
  | Said & { readonly type: "prePrepare" | "prepare" | "commit" };

/** What somebody has signed; `kind` and `cluster` where they are not as they should be. */
export interface Said {
  readonly signer: NodeId;
  readonly view: number;
  readonly sequence: number;
  readonly digest: string;
  readonly kind?: string;
  readonly cluster?: string;
}

interface Slot {
  accepted: string | null;
  prepared: boolean;
  committed: boolean;
  readonly prepares: Map<NodeId, string>;
  readonly commits: Map<NodeId, string>;
}

export const inVote = (sort: string, sequence: number, digest: string) =>
  `${sort} ${sequence}:${digest}`;
export const isPrepared = (sequence: number, digest: string) =>
  `${sequence}:${digest} is prepared, with a proof`;
export const isCommitted = (sequence: number, digest: string) =>
  `${sequence}:${digest} is committed`;

/** The replica. */
export class RightPhases {
  readonly #slots = new Map<number, Slot>();
  #given: number;

  constructor(readonly rules: OrderRules) {
    this.#given = rules.low;
  }

  /** Where different right replicas may count otherwise, it does not happen. */
  resolve(event: Event): Event | undefined {
    if (event.type === "propose" || event.type === "prePrepare") return event;
    if (event.signer === this.rules.self) return undefined;
    const { sequence, signer, digest } = event;
    const known = this.#votes(this.#slot(sequence), event.type).get(signer);
    return this.#counts(event) && known !== undefined && known !== digest ? undefined : event;
  }

  after(event: Event): string[] {
    const { self, replicas, view, high } = this.rules, did: string[] = [];
    const primary = leaderOf(view, replicas), others = othersOf(self, replicas);
    const tell = (sort: string, sequence: number, digest: string) =>
      did.push(sends(inVote(sort, sequence, digest), others, this.rules));
    let sequence: number;
    if (event.type === "propose") {
      if (self !== primary || this.#given >= high) return did;
      sequence = ++this.#given;
      this.#slot(sequence).accepted = event.digest;
      tell("pre-prepare", sequence, event.digest);
    } else {
      if (!this.#counts(event)) return did;
      ({ sequence } = event);
      const slot = this.#slot(sequence), { signer, digest, type } = event;
      if (type === "prePrepare") {
        if (self === primary || slot.accepted !== null) return did;
        slot.accepted = digest;
        slot.prepares.set(self, digest);
        tell("prepare", sequence, digest);
      } else {
        this.#votes(slot, type).set(signer, digest);
      }
    }
    const slot = this.#slot(sequence), { accepted } = slot, { quorum } = sizesOf(replicas);
    if (accepted === null) return did;
    const count = (votes: Map<NodeId, string>) =>
      [...votes.values()].filter((digest) => digest === accepted).length;
    if (!slot.prepared && count(slot.prepares) >= quorum - 1) {
      slot.prepared = true;
      slot.commits.set(self, accepted);
      did.push(isPrepared(sequence, accepted));
      tell("commit", sequence, accepted);
    }
    if (slot.prepared && !slot.committed && count(slot.commits) >= quorum) {
      slot.committed = true;
      did.push(isCommitted(sequence, accepted));
    }
    return did;
  }

  /** Whether what somebody says is to be looked at. */
  #counts(
    { type, signer, view, sequence, kind, cluster }: Said & { readonly type: string },
  ): boolean {
    const { rules } = this, primary = leaderOf(rules.view, rules.replicas);
    if (kind !== undefined || cluster !== undefined || view !== rules.view) return false;
    if (sequence <= rules.low || sequence > rules.high) return false;
    if (type === "prePrepare") return signer === primary;
    return signer < rules.replicas && (type === "commit" || signer !== primary);
  }

  #votes(slot: Slot, type: "prepare" | "commit"): Map<NodeId, string> {
    return type === "prepare" ? slot.prepares : slot.commits;
  }

  #slot(sequence: number): Slot {
    let slot = this.#slots.get(sequence);
    if (slot === undefined) {
      slot = {
        accepted: null,
        prepared: false,
        committed: false,
        prepares: new Map(),
        commits: new Map(),
      };
      this.#slots.set(sequence, slot);
    }
    return slot;
  }
}
