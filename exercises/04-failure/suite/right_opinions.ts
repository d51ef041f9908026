/** What a node holds of others, as it must be. @module */

import type { Model } from "hb/grade/played.ts";
import type { News, NodeId, Standing, Status } from "../given.ts";

export interface Event {
  readonly type: "hear" | "failed" | "expired";
  readonly member: NodeId;
  readonly status: Status;
  /** How much greater the incarnation is than the one that is held. */
  readonly by: number;
  /** Filled in when it happens. */
  readonly news?: News;
  readonly why?: string;
}

export const WORDS = {
  news: ({ member, status, incarnation }: News) =>
    `node ${member} is ${status} in incarnation ${incarnation}`,
  waits: (member: NodeId) => `it gives node ${member} the time of a suspicion`,
  saves: (incarnation: number) => `it saves incarnation ${incarnation}`,
};
export const tells = (news: News) => `it tells that ${WORDS.news(news)}`;
export const holds = (member: NodeId, standing: Standing | undefined) =>
  standing == null
    ? `it knows nothing of node ${member}`
    : `it holds that ${WORDS.news({ member, ...standing })}`;

const RANKS: readonly Status[] = ["alive", "suspect", "dead", "left"];

/** Whether one opinion is greater than another. */
export function isGreater(one: Standing, other: Standing): boolean {
  return one.incarnation > other.incarnation ||
    one.incarnation === other.incarnation &&
      RANKS.indexOf(one.status) > RANKS.indexOf(other.status);
}

/** All that must be done. */
export class RightOpinions implements Model<Event> {
  readonly #known = new Map<NodeId, Standing>();
  /** Timers that are pending, and those that may be, as nobody need cancel them. */
  readonly #timers = new Map<NodeId, "pending" | "over">();

  constructor(readonly self: NodeId, incarnation: number) {
    this.#known.set(self, { status: "alive", incarnation });
  }

  resolve(event: Event): Event | undefined {
    const { type, member, status, by } = event, known = this.#known.get(member);
    if (type === "expired") {
      if (!this.#timers.has(member)) return undefined;
      const over = this.#timers.get(member) === "over";
      return { ...event, why: over ? OVER : DIES };
    }
    if (type === "failed") return member === this.self ? undefined : { ...event, why: FAILED };
    const incarnation = (known?.incarnation ?? 0) + by;
    if (incarnation < 0) return undefined;
    const why = member === this.self ? REFUTES : known === undefined ? UNKNOWN : GREATER;
    return { ...event, news: { member, status, incarnation }, why };
  }

  after({ type, member, news }: Event): string[] {
    const known = this.#known.get(member);
    const now = () => holds(member, this.#known.get(member));
    if (type === "failed") {
      return known?.status === "alive"
        ? [...this.#take({ member, status: "suspect", incarnation: known.incarnation }), now()]
        : [now()];
    }
    if (type === "expired") {
      const pending = this.#timers.get(member) === "pending";
      this.#timers.delete(member);
      if (!pending) return [now()];
      return [...this.#take({ member, status: "dead", incarnation: known!.incarnation }), now()];
    }
    if (known !== undefined && !isGreater(news!, known)) return [now()];
    if (member !== this.self) return [...this.#take(news!), now()];
    const mine: News = { member, status: "alive", incarnation: news!.incarnation + 1 };
    this.#known.set(member, { status: "alive", incarnation: mine.incarnation });
    return [WORDS.saves(mine.incarnation), tells(mine), now()];
  }

  #take({ member, status, incarnation }: News): string[] {
    this.#known.set(member, { status, incarnation });
    if (this.#timers.has(member)) this.#timers.set(member, "over");
    const told = [tells({ member, status, incarnation })];
    if (status !== "suspect") return told;
    this.#timers.set(member, "pending");
    return [...told, WORDS.waits(member)];
  }
}

const GREATER =
  "of two opinions the greater stands: that of the later incarnation, and in one incarnation alive " +
  "< suspect < dead < left; what takes another's place is told on (SWIM, section 4.2)";
const UNKNOWN =
  "news of somebody of whom one has never heard is taken and told on, whatever it says: else who is " +
  "called dead may never hear of it (memberlist 311)";
const REFUTES =
  "whoever is accused answers in the incarnation after that of the accusation, which it saves before " +
  "it tells it; what is not greater is answered already (SWIM, section 4.2)";
const FAILED =
  "whose probe has failed is suspected in its incarnation, if it was alive: who is suspected, dead, " +
  "or unknown is no news (SWIM, section 4.2)";
const DIES =
  "who has been suspected for so long is dead in the incarnation in which it was suspected (SWIM, " +
  "section 4.2)";
const OVER =
  "the suspicion for which the timer was set is over: its member has answered, or something greater " +
  "is held (daos 18635)";
