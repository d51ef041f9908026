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

const utf8 = new TextEncoder();

/** As bytes are ordered, which is how code points are. */
function inBytes(a: string, b: string): number {
  const [x, y] = [utf8.encode(a), utf8.encode(b)], at = x.findIndex((each, i) => each !== y[i]);
  return at < 0 ? x.length - y.length : x[at]! - (y[at] ?? -1);
}

/** The reference, which besides remembers more. */
const keeping = (
  besides: (s: Any, route: Route | undefined, before: Any) => unknown,
): Partial<Routes> => ({
  start: () => ({ ...routes.start(), kept: [] }),
  learn(s, route) {
    const before = [...s.routes];
    routes.learn(s, route);
    s.kept.push(...[besides(s, route, before) ?? []].flat());
  },
  forget(s, group) {
    routes.forget(s, group);
    s.kept.push(...[besides(s, undefined, s.routes) ?? []].flat());
  },
});

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
    "bytes: keys are ordered as their bytes are": listed({
      has: ({ start, end }, key) =>
        inBytes(start, key) <= 0 && (end === null || inBytes(key, end) < 0),
      meets: (a, b) =>
        (a.end === null || inBytes(b.start, a.end) < 0) &&
        (b.end === null || inBytes(a.start, b.end) < 0),
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
    "two hundred: two hundred routes are remembered": {
      learn(s, route) {
        routes.learn(s, route);
        if (s.routes.length > 200) s.routes.shift();
      },
    },
    "keeps: what others took the place of is remembered besides": keeping((s, _, before) =>
      before.filter((each: Route) => !s.routes.includes(each))
    ),
    "keeps old news: what was learned too late is remembered besides": keeping((s, route) =>
      s.routes.includes(route) ? undefined : route
    ),
    "keeps what led nowhere: whatever is forgotten is remembered besides": keeping((_, route) =>
      route === undefined ? { forgotten: true } : undefined
    ),
    "texts: versions are compared as texts are": listed({
      better: (known, news) =>
        known.version === news.version
          ? isBetter(known, news)
          : `${known.version}` > `${news.version}`,
    }),
    "no zero: of a group of number 0 nothing is remembered": {
      learn: (s, route) => route.group ? routes.learn(s, route) : undefined,
    },
    "first versions: a version of 0 is taken for a version of 1": listed({
      better: (known, news) =>
        isBetter({ ...known, version: known.version || 1 }, {
          ...news,
          version: news.version || 1,
        }),
    }),
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
