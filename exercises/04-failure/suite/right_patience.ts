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
  /** The number of the first heartbeat that comes of a life: those before it may have been lost. */
  readonly first?: number;
  /** Filled in when it happens. */
  readonly peer?: NodeId;
  readonly beat?: Beat;
  /** Whether it is the first that comes of its sender. */
  readonly isFirst?: boolean;
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

  constructor(readonly rules: PatienceRules) {
    for (const peer of rules.peers) {
      this.#watched.set(peer, { timeoutMs: rules.firstMs, last: null, suspected: false });
    }
  }

  started() {
    const { peers, firstMs } = this.rules;
    return { must: peers.map((peer) => waits(peer, firstMs)), why: FROM_THE_START };
  }

  resolve(event: Event): Event | undefined {
    const { peers } = this.rules, { type, nth = 0, by = 1, first = 1 } = event;
    const beat = { life: 1, sequence: 1 };
    if (type === "stranger") return { ...event, peer: Math.max(...peers) + 1, beat };
    const peer = peers[nth % peers.length]!, { last, suspected } = this.#watched.get(peer)!;
    if (type === "expired") return suspected ? undefined : { ...event, peer };
    if (last === null) {
      return { ...event, type: "next", peer, beat: { life: by, sequence: first }, isFirst: true };
    }
    const { life, sequence } = last,
      to = (life: number, sequence: number) =>
        sequence < 1 || life < 1 ? undefined : { ...event, peer, beat: { life, sequence } };
    switch (type) {
      case "next":
        return to(life, sequence + by);
      case "life":
        return to(life + by, first);
      case "same":
        return to(life, sequence);
      case "old":
        return to(life, sequence - by);
      case "former":
        return to(life - by, sequence + 5);
    }
  }

  after({ type, peer, beat }: Event): string[] {
    const watched = this.#watched.get(peer!);
    if (watched === undefined) return [];
    const { last, suspected } = watched;
    if (type === "expired") {
      watched.suspected = true;
      return [suspects(peer!)];
    }
    if (type !== "next" && type !== "life") return [];
    if (suspected && (last === null || last.life === beat!.life)) {
      watched.timeoutMs += this.rules.growMs;
    }
    watched.last = beat!;
    watched.suspected = false;
    return [...(suspected ? [trusts(peer!)] : []), waits(peer!, watched.timeoutMs)];
  }
}

export const FROM_THE_START =
  "everybody is waited for, from the start on; who is silent for so long is suspected (Chandra " +
  "and Toueg 1996)";
