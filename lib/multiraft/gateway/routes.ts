/**
 * What a gateway knows of where ranges are. What it knows may be of yesterday: who is asked by mistake says so, and
 * nothing was done. Of two routes that have a key in common, the one of a later version is right about all of its
 * keys, since ranges divide the keys in any version.
 *
 * @module
 */

import { holds, overlap } from "../range/interval.ts";
import type { GroupId } from "../range/interval.ts";
import type { Route } from "../messages.ts";

/** The route of a key; undefined: it is not known. */
export function routeTo(routes: readonly Route[], key: string): Route | undefined {
  let low = 0, high = routes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (routes[middle]!.start <= key) low = middle + 1;
    else high = middle;
  }
  const route = routes[low - 1];
  return route !== undefined && holds(route, key) ? route : undefined;
}

/** The route of a group; undefined: it is not known. */
export function routeOfGroup(routes: readonly Route[], group: GroupId): Route | undefined {
  return routes.find((route) => route.group === group);
}

/** Takes in what somebody knows, unless what is known is newer; the routes are still in order. */
export function learn(routes: readonly Route[], news: Route): Route[] {
  const same = routeOfGroup(routes, news.group);
  if (same !== undefined && isNewer(same, news)) return [...routes];
  const others = routes.filter((each) => each.group !== news.group && overlap(each, news));
  if (others.some(({ version }) => version > news.version)) return [...routes];
  const gone = new Set([news.group, ...others.map(({ group }) => group)]);
  const rest = routes.filter(({ group }) => !gone.has(group));
  const at = rest.findIndex(({ start }) => start > news.start);
  rest.splice(at < 0 ? rest.length : at, 0, news);
  return rest;
}

/** Forgets a route that led nowhere. */
export function forget(routes: readonly Route[], group: GroupId): Route[] {
  return routes.filter((route) => route.group !== group);
}

/** Whether the first is newer than the second: of the same group. */
function isNewer(a: Route, b: Route): boolean {
  return a.version > b.version || a.version === b.version && a.conf > b.conf;
}
