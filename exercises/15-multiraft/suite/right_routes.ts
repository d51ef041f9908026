/**
 * What a gateway must know: each route that was learned and is right, one after the other. @module
 */

import type { GroupId, Interval, Route } from "../given.ts";

/** Whether a key is in an interval. */
export function holds({ start, end }: Interval, key: string): boolean {
  return key >= start && (end === null || key < end);
}

/** Whether two intervals have a key in common. */
export function overlap(a: Interval, b: Interval): boolean {
  return (b.end === null || a.start < b.end) && (a.end === null || b.start < a.end);
}

/** Routes that have no key in common. */
export class RightRoutes {
  #known: Route[] = [];

  find(key: string): Route | undefined {
    return this.#known.find((route) => holds(route, key));
  }

  learn(news: Route): void {
    const met = this.#known.filter((each) => each.group === news.group || overlap(each, news));
    const knowBetter = met.some((each) =>
      each.version > news.version ||
      each.group === news.group && each.version === news.version && each.conf > news.conf
    );
    if (knowBetter) return;
    this.#known = [...this.#known.filter((each) => !met.includes(each)), news];
  }

  forget(group: GroupId): void {
    this.#known = this.#known.filter((each) => each.group !== group);
  }
}
