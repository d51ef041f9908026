/** Which news may go with a message. @module */

import type { Model } from "hb/grade/played.ts";
import { isAlike } from "hb/grade/alike.ts";
import type { News, NodeId, PacketRules, Status } from "../given.ts";

export interface Event {
  readonly type: "add" | "take";
  readonly room: number;
  readonly n: number;
  readonly member: NodeId;
  /** Filled in when it happens. */
  readonly news?: News;
}

/** News, and how often it was told; or what is wrong with it. */
export type Counted = number | string;

export function inCounts(counts: readonly Counted[]): string {
  if (counts.length === 0) return "nothing goes with it";
  return `with it goes news that was told ${inARow(counts)} times before`;
}

function inARow(counts: readonly Counted[]): string {
  const sorted = [...counts].sort((a, b) =>
    typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === "number" ? -1 : 1
  );
  return sorted.join(", ");
}

interface Piece {
  readonly news: News;
  told: number;
}

/** All that must be told. */
export class RightPackets implements Model<Event> {
  readonly #pieces = new Map<NodeId, Piece>();
  #incarnation = 0;
  #taken: readonly News[] = [];

  constructor(readonly rules: PacketRules) {}

  limit(n: number): number {
    // So many digits has n, which is what the logarithm says, without its rounding.
    return this.rules.lambda * `${n}`.length;
  }

  /** How often what is to go with a message was told before. */
  counted(taken: readonly News[]): Counted[] {
    this.#taken = taken;
    const seen = new Set<NodeId>();
    return taken.map((news): Counted => {
      const { member } = news ?? {}, piece = this.#pieces.get(member);
      if (piece === undefined) return "what is not to be told any more, and";
      if (!isAlike(piece.news, news)) return "what is out of date, and";
      if (seen.has(member)) return "the same again, and";
      seen.add(member);
      return piece.told;
    });
  }

  resolve(event: Event): Event {
    if (event.type === "take") return event;
    const status: Status = (["alive", "suspect", "dead", "left"] as const)[this.#incarnation % 4]!;
    return { ...event, news: { member: event.member, status, incarnation: ++this.#incarnation } };
  }

  after({ type, news, room, n }: Event): string[] {
    if (type === "add") {
      this.#pieces.set(news!.member, { news: news!, told: 0 });
      return [];
    }
    const taken = this.#taken.map(({ member }) => member);
    this.#forget(n);
    const must = [...this.#pieces.values()].map(({ told }) => told).sort((a, b) => a - b);
    for (const member of taken) {
      const piece = this.#pieces.get(member);
      if (piece !== undefined) piece.told++;
    }
    this.#forget(n);
    return [inCounts(must.slice(0, room))];
  }

  #forget(n: number): void {
    for (const [member, { told }] of this.#pieces) {
      if (told >= this.limit(n)) this.#pieces.delete(member);
    }
  }
}
