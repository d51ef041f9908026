/** Part 1: routes in the order of their keys. */

import type { Interval, Route, Routes } from "../../exercises/15-multiraft/given.ts";

interface State {
  /** No two have a key in common. */
  routes: Route[];
}

export const routes: Routes<State> = {
  start: () => ({ routes: [] }),
  learn(s, route) {
    const met = s.routes.filter((each) => each.group === route.group || overlap(each, route));
    if (met.some((each) => isBetter(each, route))) return;
    s.routes = s.routes.filter((each) => !met.includes(each));
    s.routes.splice(placeOf(s, route.start), 0, route);
  },
  find(s, key) {
    const route = s.routes[placeOf(s, key) - 1];
    return route !== undefined && (route.end === null || key < route.end) ? route : undefined;
  },
  forget(s, group) {
    s.routes = s.routes.filter((each) => each.group !== group);
  },
};

/** How many routes begin at a key or before it. */
function placeOf({ routes }: State, key: string): number {
  let low = 0, high = routes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (routes[middle]!.start <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBetter(known: Route, news: Route): boolean {
  if (known.version !== news.version) return known.version > news.version;
  return known.group === news.group && known.conf > news.conf;
}

function overlap(a: Interval, b: Interval): boolean {
  return (a.end === null || b.start < a.end) && (b.end === null || a.start < b.end);
}
