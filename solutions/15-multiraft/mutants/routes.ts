/** Bugs of routes. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type { Any, Route, Routes } from "../../../exercises/15-multiraft/given.ts";
import { routes } from "../routes.ts";

/** A list without order, and something else in what it takes for better, for met, for found. */
function listed(
  { better = isBetter, meets = overlap, has = holds, replaces = (each: Route[]) => each }: {
    better?: (known: Route, news: Route) => boolean;
    meets?: (a: Route, b: Route) => boolean;
    has?: (route: Route, key: string) => boolean;
    replaces?: (met: Route[], news: Route) => Route[];
  },
): Routes {
  return {
    start: () => ({ all: [] }),
    learn(s, route) {
      const met: Route[] = s.all.filter((each: Route) =>
        each.group === route.group || meets(each, route)
      );
      if (met.some((each) => better(each, route))) return;
      const gone = replaces(met, route);
      s.all = [...s.all.filter((each: Route) => !gone.includes(each)), route];
    },
    find: (s, key) => s.all.find((each: Route) => has(each, key)),
    forget(s, group) {
      s.all = s.all.filter((each: Route) => each.group !== group);
    },
  };
}

function isBetter(known: Route, news: Route): boolean {
  if (known.version !== news.version) return known.version > news.version;
  return known.group === news.group && known.conf > news.conf;
}

const overlap = (a: Route, b: Route) =>
  (a.end === null || b.start < a.end) && (b.end === null || a.start < b.end);

const holds = ({ start, end }: Route, key: string) => start <= key && (end === null || key < end);

let beside: Any;

export const routeMutants: Mutants<Answers> = {
  routes: {
    "latest: whatever is learned last is right": listed({ better: () => false }),
    "no-conf: of one version an older conf takes the place of a newer one": listed({
      better: (known, news) => known.version > news.version,
    }),
    "all-confs: the confs of different groups are compared": listed({
      better: (known, news) => isBetter(known, news) || known.conf > news.conf,
    }),
    "own-group: what other groups were known to have stays": listed({ meets: () => false }),
    "same-start: only what begins at the same key goes": listed({
      meets: (a, b) => a.start === b.start,
    }),
    "first: of what it takes the place of the first goes": listed({
      replaces: (met, { group }) => met.filter((each, i) => i === 0 || each.group === group),
    }),
    "twice: a group's older interval stays where it was": listed({
      replaces: (met, news) => met.filter((each) => overlap(each, news)),
    }),
    "endless: a range without an end has a key in common with nobody": listed({
      meets: (a, b) => a.end !== null && b.end !== null && overlap(a, b),
    }),
    "inclusive: the end of a range is in it": listed({
      has: ({ start, end }, key) => start <= key && (end === null || key <= end),
    }),
    "below: whatever begins before a key has it": {
      find(s, key) {
        return s.routes.findLast((each: Route) => each.start <= key);
      },
    },
    "alphabetical: keys are ordered as people order words": listed({
      has: ({ start, end }, key) =>
        start.localeCompare(key) <= 0 && (end === null || key.localeCompare(end) < 0),
    }),
    "numbers: keys are ordered as numbers where they are some": listed({
      has: (route, key) =>
        holds(route, key) || Number(route.start) <= Number(key) && route.start !== "",
    }),
    "same-epoch: who leads now is news only with another epoch": listed({
      better: (known, news) =>
        isBetter(known, news) ||
        known.group === news.group && known.version === news.version && known.conf === news.conf,
    }),
    "touching: a neighbour that begins where it ends goes, too": listed({
      meets: (a, b) => overlap(a, b) || a.end === b.start || b.end === a.start,
    }),
    "eight: eight routes are remembered": {
      learn(s, route) {
        routes.learn(s, route);
        if (s.routes.length > 8) s.routes.shift();
      },
    },
    "forgets-all: what is known of neighbours goes with what led nowhere": {
      forget: (s) => void (s.routes = []),
    },
    "remembers: a route that led nowhere is still there": { forget: () => {} },
    "partly: where an older one knows more keys than the newer one, it stays": listed({
      better: (known, news) =>
        isBetter(known, news) ||
        overlap(known, news) && (news.end ?? "~") < (known.end ?? "~") &&
          known.group !== news.group,
    }),
    "beside: what is remembered is beside the state": {
      start: () => (beside = routes.start()),
      learn: (_s, route) => routes.learn(beside, route),
      find: (_s, key) => routes.find(beside, key),
      forget: (_s, group) => routes.forget(beside, group),
    },
  },
};
