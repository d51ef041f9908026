/** A detector by timeouts, as it must be. @module */

import type { Model } from "hb/grade/played.ts";
import type { Beat, NodeId, PatienceRules } from "../given.ts";

export interface Event {
  /** Heard: the next, of a new life, the same again, an older one, one of an earlier life, of somebody else. */
  readonly type: "next" | "life" | "same" | "old" | "former" | "stranger" | "expired";
  /** Which of the peers. */
  readonly nth?: number;
  /** By how much numbers or lives differ. */
  readonly by?: number;
  /** Filled in when it happens. */
  readonly peer?: NodeId;
  readonly beat?: Beat;
}

export const waits = (peer: NodeId, ms: number) => `it waits ${ms} ms for node ${peer}`;
export const suspects = (peer: NodeId) => `it suspects node ${peer}`;
export const trusts = (peer: NodeId) => `it trusts node ${peer}`;

interface Watched {
  timeoutMs: number;
  last: Beat | null;
  suspected: boolean;
}

/** All that must be done. */
export class RightPatience implements Model<Event> {
  readonly #watched = new Map<NodeId, Watched>();
  #first: string[];

  constructor(readonly rules: PatienceRules) {
    for (const peer of rules.peers) {
      this.#watched.set(peer, { timeoutMs: rules.firstMs, last: null, suspected: false });
    }
    this.#first = rules.peers.map((peer) => waits(peer, rules.firstMs));
  }

  resolve(event: Event): Event | undefined {
    const { peers } = this.rules, { type, nth = 0, by = 0 } = event;
    const beat = { life: 1, sequence: 1 };
    if (type === "stranger") return { ...event, peer: Math.max(...peers) + 1, beat };
    const peer = peers[nth % peers.length]!, { last, suspected } = this.#watched.get(peer)!;
    if (type === "expired") return suspected ? undefined : { ...event, peer };
    if (last === null) return { ...event, type: "next", peer, beat: { life: by, sequence: by } };
    const { life, sequence } = last,
      to = (life: number, sequence: number) =>
        sequence < 1 || life < 1 ? undefined : { ...event, peer, beat: { life, sequence } };
    switch (type) {
      case "next":
        return to(life, sequence + by);
      case "life":
        return to(life + by, 1);
      case "same":
        return to(life, sequence);
      case "old":
        return to(life, sequence - by);
      case "former":
        return to(life - by, sequence + 5);
    }
  }

  after({ type, peer, beat }: Event): string[] {
    const did = this.#first, watched = this.#watched.get(peer!);
    this.#first = [];
    if (watched === undefined) return did;
    const { last, suspected } = watched;
    if (type === "expired") {
      watched.suspected = true;
      return [...did, suspects(peer!)];
    }
    if (type !== "next" && type !== "life") return did;
    if (suspected && (last === null || last.life === beat!.life)) {
      watched.timeoutMs += this.rules.growMs;
    }
    watched.last = beat!;
    watched.suspected = false;
    return [...did, ...(suspected ? [trusts(peer!)] : []), waits(peer!, watched.timeoutMs)];
  }
}
