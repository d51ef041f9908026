/** What comes of comparing versions. @module */

import type { Model } from "hb/grade/played.ts";
import { type NodeId, sizeOf, type Update, type Vector, type VersionsRules } from "../given.ts";

export interface Event {
  readonly type: "write" | "round" | "digest" | "answer" | "updates" | "crash";
  readonly node: NodeId | null;
  readonly value: string;
  /** What a partner says that it has: as far as this node is, and so many more or fewer. */
  readonly ahead: Vector;
  /** What comes: of an origin the update that is so many after the last one here. */
  readonly news: readonly (readonly [origin: NodeId, ahead: number])[];
  /** Whether it names origins, too, of which it has nothing. */
  readonly zeros?: boolean;
  /** Filled in when it happens. */
  readonly has?: Vector;
  readonly updates?: readonly Update[];
}

export const digests = (to: string, has: string) => `it tells ${to} that it has ${has}`;
export const answers = (to: string, updates: string, has: string) =>
  `it answers ${to} with ${updates}, and has ${has}`;
export const gives = (to: string, updates: string) => `it gives ${to} ${updates}`;
export const applies = (update: string) => `it applies ${update}`;

/** What an origin writes under a number, where another node judged it does not write itself. */
export const written = (origin: NodeId, number: number): Update => ({
  origin,
  number,
  value: "x".repeat((origin * 5 + number * 3) % 10),
});

export class RightVersions implements Model<Event> {
  readonly #rules: VersionsRules;
  /** All that was applied, in that order. */
  readonly applied: Update[] = [];
  readonly #dropped = new Set<Update>();
  readonly #said = new Map<NodeId, Map<NodeId, number>>();

  constructor(rules: VersionsRules) {
    this.#rules = rules;
  }

  resolve(event: Event): Event {
    const ofNode = ([origin, ahead]: readonly [NodeId, number]) =>
      [origin, Math.max(0, this.#reaches(origin) + ahead)] as const;
    const has = event.ahead.map(ofNode).filter(([, number]) => number > 0 || event.zeros);
    const news = event.news.map(ofNode).filter(([, number]) => number > 0);
    const updates = news.map(([origin, number]) =>
      this.#of(origin).find((each) => each.number === number) ?? written(origin, number)
    );
    return { ...event, has, updates };
  }

  after({ type, node, value, has, updates }: Event): string[] {
    const { self } = this.#rules, to = `node ${node}`;
    switch (type) {
      case "crash":
        this.#said.clear();
        // What was saved is all there, until it is dropped again.
        this.#dropped.clear();
        return [];
      case "write":
        return this.#take([{ origin: self, number: this.#reaches(self) + 1, value }]);
      case "round":
        return node === null ? [] : [digests(to, vectorInWords(this.vector()))];
      case "digest": {
        this.#hear(node!, has!);
        const own = vectorInWords(this.vector());
        if (own === vectorInWords(has!)) return [];
        return [answers(to, updatesInWords(this.#lacking(has!)), own)];
      }
      case "answer": {
        this.#hear(node!, has!);
        const did = this.#take(updates!), lacks = this.#lacking(has!);
        return lacks.length === 0 ? did : [...did, gives(to, updatesInWords(lacks))];
      }
      case "updates":
        return this.#take(updates!);
    }
  }

  vector(): Vector {
    const origins = new Set(this.applied.map(({ origin }) => origin));
    return [...origins].map((origin) => [origin, this.#reaches(origin)] as const);
  }

  #of(origin: NodeId): Update[] {
    return this.applied.filter((each) => each.origin === origin);
  }

  #reaches(origin: NodeId): number {
    return this.#of(origin).length;
  }

  #take(updates: readonly Update[]): string[] {
    const did: string[] = [];
    for (const update of updates.toSorted((a, b) => a.number - b.number)) {
      if (update.number !== this.#reaches(update.origin) + 1) continue;
      this.applied.push(update);
      did.push(applies(updatesInWords([update])));
    }
    this.#drop();
    return did;
  }

  #hear(node: NodeId, has: Vector): void {
    this.#said.set(node, new Map(has));
    this.#drop();
  }

  #drop(): void {
    const others = this.#rules.members.filter((node) => node !== this.#rules.self);
    for (const update of this.applied) {
      const { origin, number } = update;
      const have = (node: NodeId) => (this.#said.get(node)?.get(origin) ?? 0) >= number;
      if (others.every(have)) this.#dropped.add(update);
    }
  }

  #lacking(has: Vector): Update[] {
    const theirs = new Map(has);
    const lacks = this.vector().map(([origin]) => this.#of(origin).slice(theirs.get(origin) ?? 0))
      .filter(([first]) => first !== undefined && !this.#dropped.has(first))
      .sort((a, b) => b.length - a.length || a[0]!.origin - b[0]!.origin);
    const sent: Update[] = [];
    let room = this.#rules.budget;
    for (const each of lacks.flatMap((all) => [all])) {
      for (const update of each) {
        if (sizeOf(update) > room && sent.length > 0) break;
        sent.push(update);
        room -= sizeOf(update);
        if (room < 0) return sent;
      }
    }
    return sent;
  }
}

/** By origin. */
export function vectorInWords(has: Vector): string {
  const some = has.filter(([, number]) => number !== 0).toSorted(([a], [b]) => a - b);
  return some.map(([origin, number]) => `${origin}:${number}`).join(" ") || "nothing";
}

/** By origin, and of each as they stand. */
export function updatesInWords(updates: readonly Update[]): string {
  return updates.toSorted((a, b) => a.origin - b.origin)
    .map(({ origin, number, value }) => `${origin}.${number} "${value}"`).join(", ") ||
    "no updates";
}
