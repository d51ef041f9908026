/** A node that joins, leaves and comes back, as it must. @module */

import type { Model } from "hb/grade/played.ts";
import type { EntryRules, News, NodeId, Saved, Standing, Status } from "../given.ts";
import { WORDS } from "./entry_words.ts";
import { isGreater } from "./right_opinions.ts";

export { WORDS };

export interface Event {
  readonly type: "join" | "leave" | "gone" | "again" | "hear" | "sync" | "state";
  readonly from: NodeId;
  readonly contacts: readonly NodeId[];
  /** Of whom; and how much greater the incarnation is than the one that is held. */
  readonly news: readonly {
    readonly member: NodeId;
    readonly status: Status;
    readonly by: number;
  }[];
  /** Filled in when it happens. */
  readonly told?: readonly News[];
  /** Of whom it is asked then what it holds. */
  readonly asked?: readonly NodeId[];
  readonly why?: string;
}

const isIn = ({ status }: Standing) => status === "alive" || status === "suspect";

/** All that must be done. */
export class RightEntry implements Model<Event> {
  #part: "outside" | "member" | "leaving" = "outside";
  #incarnation = -1;
  #contacts: readonly NodeId[] = [];
  #next = 0;
  /** Whether it waits for a state; and whether a timer may be set, as nobody need cancel it. */
  #joining = false;
  #timer = false;
  readonly #known = new Map<NodeId, Standing>();
  #did: string[] = [];

  constructor(readonly rules: EntryRules, saved: Saved | null) {
    if (saved === null) return;
    this.#incarnation = saved.incarnation;
    this.#contacts = saved.contacts;
    if (saved.member) this.#enter();
  }

  started() {
    return { must: this.#did.splice(0), why: WHY.join };
  }

  resolve(event: Event): Event | undefined {
    const { type, news, from } = event, { self } = this.rules;
    if (type === "again" && !this.#timer) return undefined;
    if (type === "gone" && this.#part !== "leaving") return undefined;
    if ((type === "sync" || type === "state") && from === self) return undefined;
    const told = news.map(({ member, status, by }): News => {
      const held = member === self ? this.#incarnation : this.#known.get(member)?.incarnation ?? 0;
      return { member, status, incarnation: Math.max(0, held + by) };
    });
    // In a whole view there is one opinion of each.
    const once = told.filter(({ member }, i) =>
      told.findIndex((each) => each.member === member) === i
    );
    return {
      ...event,
      told: once,
      asked: [...new Set([self, ...once.map(({ member }) => member)])],
      why: this.#why(event, once),
    };
  }

  #why({ type }: Event, told: readonly News[]): string {
    if (type === "hear" || type === "sync" || type === "state") {
      if (this.#part === "outside") return OUTSIDE;
      const whole = type === "hear" ? "" : `; ${type === "sync" ? SYNC : STATE}`;
      return `${told.some(({ member }) => member === this.rules.self) ? SELF : ORDER}${whole}`;
    }
    return type === "join" && this.#part === "member" ? JOINS_AGAIN : WHY[type];
  }

  after(event: Event): string[] {
    const { type, told } = event;
    switch (type) {
      case "join":
        this.#contacts = event.contacts;
        this.#next = 0;
        if (this.#part !== "member") this.#enter();
        else {
          this.#save();
          this.#ask();
        }
        break;
      case "leave":
        if (this.#part !== "member") break;
        this.#part = "leaving";
        this.#joining = false;
        this.#announce();
        break;
      case "gone":
        this.#part = "outside";
        break;
      case "again":
        this.#timer = false;
        if (this.#joining) this.#ask();
        break;
      default:
        if (this.#part === "outside") break;
        for (const news of told!) this.#hear(type === "hear" ? news : this.#softened(news));
        if (type === "state") this.#joining = false;
        if (type === "sync") {
          this.#did.push(WORDS.sends(event.from, { type: "state", news: this.#all() }));
        }
    }
    for (const node of event.asked!) this.#did.push(WORDS.holds(node, this.#of(node)));
    return this.#did.splice(0);
  }

  #of(node: NodeId): Standing | undefined {
    if (node !== this.rules.self) return this.#known.get(node);
    const incarnation = this.#incarnation;
    return incarnation < 0
      ? undefined
      : { status: this.#part === "member" ? "alive" : "left", incarnation };
  }

  #all(): News[] {
    const all = [this.rules.self, ...this.#known.keys()];
    return all.map((member): News => ({ member, ...this.#of(member)! }));
  }

  #enter(): void {
    this.#part = "member";
    this.#incarnation++;
    this.#announce();
    this.#ask();
  }

  #announce(): void {
    this.#save();
    this.#did.push(WORDS.tells({ member: this.rules.self, ...this.#of(this.rules.self)! }));
  }

  #save(): void {
    const saved = {
      incarnation: this.#incarnation,
      member: this.#part === "member",
      contacts: this.#contacts,
    };
    this.#did.push(WORDS.saves(saved));
  }

  #ask(): void {
    const others = this.#contacts.filter((node) => node !== this.rules.self);
    this.#joining = others.length > 0;
    if (!this.#joining) return;
    const to = others[this.#next++ % others.length]!;
    this.#timer = true;
    this.#did.push(
      WORDS.sends(to, { type: "sync", news: this.#all() }),
      WORDS.waits(this.rules.retryMs),
    );
  }

  #softened(news: News): News {
    const held = this.#known.get(news.member);
    const isSoft = news.status === "dead" && held !== undefined && isIn(held) &&
      isGreater(news, held);
    return isSoft ? { ...news, status: "suspect" } : news;
  }

  #hear(news: News): void {
    const { member, status, incarnation } = news, held = this.#of(member);
    const isNews = held === undefined || isGreater(news, held);
    if (member === this.rules.self) {
      if (!isNews) return;
      this.#incarnation = incarnation + 1;
      this.#announce();
    } else if (isNews) {
      this.#known.set(member, { status, incarnation });
      this.#did.push(WORDS.tells({ member, status, incarnation }));
    } else if (isIn(news) && !isIn(held)) this.#did.push(WORDS.tells({ member, ...held }));
  }
}

const ORDER =
  "of two opinions the greater stands, and is told on, also of a stranger; who still takes one for a " +
  "member that is dead or has left is told that again (SWIM, section 4.2; memberlist 311; chitchat 94)";
const SELF =
  "who hears of itself what is greater than how it is, is so in the incarnation after that one, which " +
  "is saved and told; what is not greater is answered already (SWIM, section 4.2; habitat 5581)";
const OUTSIDE = "who has never joined, or is gone, hears and answers nobody";
const SYNC = "a whole view is answered with all that is held then, the dead and those that have " +
  "left as well, so that nobody is brought back; and behind a partition the living are called dead, " +
  "so that who is held for a member is only suspected (memberlist, push–pull)";
const STATE =
  "a state ends the asking; and behind a partition the living are called dead, so that " +
  "who is held for a member is only suspected (memberlist, push–pull)";
const JOINS_AGAIN =
  "a member that is to join is a member as before: it keeps its incarnation, saves its new contacts, " +
  "and asks the first of them that is another";
const WHY = {
  join:
    "each time it joins it is in a new incarnation, which is saved and told; then the first of " +
    "its contacts is asked that is another (habitat 5581)",
  leave:
    "who leaves says so itself, in its incarnation: it has left, and is not dead (memberlist 213)",
  gone: OUTSIDE,
  again: "contacts are asked one after the other, until a state has come",
};
