/** What a gateway knows of where a request must go. @module */

import type { GroupId } from "../range/interval.ts";
import { headOf } from "../range/state.ts";
import type { Pin, Route, Task } from "../messages.ts";
import type { Gateway, Pending } from "../state.ts";
import { learn, routeOfGroup, routeTo } from "./routes.ts";

/** Where the range is that it is asked of, as far as is known. */
export function wayOf({ routes }: Gateway, pending: Pending): Route | undefined {
  const group = groupOf(pending);
  return group !== undefined && routeOfGroup(routes, group) || routeTo(routes, pending.key);
}

/** The range that alone can answer, whatever keys it has by now; undefined: whichever has the key. */
export function groupOf({ task, heir }: Pending): GroupId | undefined {
  if (task.type !== "absorb") return undefined;
  return heir ?? headOf(task.source.state).merging!.into;
}

/** Whether one range alone can answer, and it is not known where it is. Its key may be another's by now. */
export function lacksGroup({ routes }: Gateway, pending: Pending): boolean {
  const group = groupOf(pending);
  return group !== undefined && routeOfGroup(routes, group) === undefined;
}

/** The key of which it is not known where it is, its own or that of the neighbour; undefined: all are known. */
export function keySought(gateway: Gateway, pending: Pending): string | undefined {
  if (wayOf(gateway, pending) === undefined) return pending.key;
  const { task } = pending;
  return task.type === "merge" && routeTo(gateway.routes, task.intoKey) === undefined
    ? task.intoKey
    : undefined;
}

/** Whether a range may still have the only epoch that an order is for: what is known of it may be older. */
export function mayBe(only: Pin, { group, conf, version }: Route): boolean {
  return group === only.group && version <= only.version && conf <= only.conf;
}

/**
 * Whether a range has the neighbour that it is to become a part of, as far as is known: yes (true), in words why not,
 * or where that one's key is must be asked first (null). A range that stopped for one that there never was would wait
 * for it for ever.
 */
export function hasNeighbour(
  { routes }: Gateway,
  { into, intoVersion, intoKey }: Extract<Task, { type: "merge" }>,
  own: Route,
): true | string | null {
  const there = routeTo(routes, intoKey);
  if (there === undefined) return null;
  const touch = own.end === there.start || there.end === own.start;
  if (there.group === into && there.version === intoVersion && touch) return true;
  return `"${intoKey}" is in range ${there.group} in version ${there.version}` +
    (touch ? "" : ", which is no neighbour");
}

/**
 * Whether a route is of the same range with members of before: the change that one has heard of may
 * have stood in the log of a leader that was replaced, and nowhere else. Whoever was asked knows better,
 * or is behind, and then whoever leads says so.
 */
export function isBack({ group, version, conf }: Route): (route: Route) => boolean {
  return (route) => route.group === group && route.version === version && route.conf < conf;
}

/** Whether it has been asked so often that what is believed of its range must be wrong. */
export function isOld({ unheard }: Pending): boolean {
  return unheard % 3 === 0;
}

/** All of them are news, or are known. */
export function learnAll(gateway: Gateway, routes: readonly Route[]): void {
  for (const route of routes) gateway.routes = learn(gateway.routes, route);
}
