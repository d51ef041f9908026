import text from "./routes.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Any, GroupId, Route, Routes } from "../given.ts";
import { historyOf, intervalInWords, KEYS } from "./keyspace.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import { RightRoutes } from "./right_routes.ts";

type Event =
  | { readonly type: "learn"; readonly route: Route }
  /** Of ranges beside each other, one by one. */
  | { readonly type: "learn all"; readonly all: readonly Route[] }
  | { readonly type: "forget"; readonly group: GroupId };

interface Case {
  readonly script: readonly Event[];
  readonly keys: readonly string[];
}

export const routes = task<Answers>(text, ({ routes }, grading) => {
  playAll<Event, Case>(cases(grading), ({ keys }) => gameOf(routes, keys), grading);
  forgetsOver(routes, grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 400, "routes", (random, at) => {
    const history = historyOf(random, 2 + at % 20, undefined, at % 2);
    const script = Array.from(
      { length: 1 + at % 24 },
      () => happening(random, history),
    );
    return { script, keys: KEYS };
  });
  // All that there has been, from the newest on, and from the oldest.
  yield* drawnBy(grading, 6, "orders", (random, at) => {
    const history = historyOf(random, 40);
    const script = (at % 2 === 0 ? history : history.reverse())
      .map((route) => ({ type: "learn" as const, route }));
    return { script, keys: KEYS };
  });
  yield many();
}

/** Many ranges, of which one takes the place of all but a few. */
function many(): Case {
  const all = Array.from({ length: 260 }, (_, n) => nthOfMany(n));
  const news = { ...nthOfMany(300), start: nthKey(3), end: nthKey(257), version: 9 };
  const keys = [0, 1, 2, 3, 4, 63, 64, 128, 200, 255, 256, 257, 258, 259].map(nthKey);
  return { script: [{ type: "learn all", all }, { type: "learn", route: news }], keys };
}

const nthKey = (n: number) => `k${`${n}`.padStart(3, "0")}`;

function nthOfMany(n: number): Route {
  const where = { conf: 1, members: [0, 1, 2], leader: 0 };
  return { group: n, start: nthKey(n), end: nthKey(n + 1), version: 5, ...where };
}

/** What others took the place of, what was learned too late, and what led nowhere. */
function forgetsOver(routes: Routes, grading: Grading): void {
  const all = { start: "", end: null, conf: 1, members: [0, 1, 2], leader: null };
  const learn = (s: Any, group: GroupId, version: number) =>
    routes.learn(s, shown({ ...all, group, version }));
  const round = (words: string, round: (s: Any, nth: number) => void) =>
    forgets(`a gateway learns of ${words}`, () => routes.start(), round, grading);
  round("a newer version of the only range", (s, nth) => learn(s, 1, nth));
  round("another range that has all keys, in a later version", (s, nth) => learn(s, nth, nth));
  round("a range of an older version than one with the same keys", (s, nth) => {
    learn(s, nth > 1 ? nth : 1, nth > 1 ? 1 : 500);
  });
  round("another range, and forgets it", (s, nth) => {
    learn(s, nth, 1);
    routes.forget(s, nth);
  });
}

function happening(random: Random, history: readonly Route[]): Event {
  const route = history[random.below(history.length)]!;
  if (random.chance(0.1)) return { type: "forget", group: route.group };
  const leader = random.chance(0.3) ? route.members[random.below(3)]! : route.leader;
  return { type: "learn", route: { ...route, leader } };
}

function gameOf(routes: Routes, keys: readonly string[]): Game<Event> {
  return {
    words: "a gateway that remembers routes",
    model() {
      const right = new RightRoutes();
      return {
        resolve: (event) => event,
        after(event) {
          if (event.type === "forget") right.forget(event.group);
          else for (const each of learnedIn(event)) right.learn(each);
          return keys.map((key) => found(key, right.find(key)));
        },
      };
    },
    start: () => routes.start(),
    play(s, event, did) {
      if (event.type === "forget") routes.forget(s, event.group);
      else for (const each of learnedIn(event)) routes.learn(s, shown(each));
      for (const key of keys) did(found(key, routes.find(s, key)));
    },
    tell: (event) =>
      event.type === "forget"
        ? `it forgets group ${event.group}`
        : `it learns of ${learnedInWords(learnedIn(event))}`,
    why: ({ type }) => type === "forget" ? FORGOTTEN : NEWEST,
  };
}

function learnedIn(event: Exclude<Event, { type: "forget" }>): readonly Route[] {
  return event.type === "learn" ? [event.route] : event.all;
}

function learnedInWords(all: readonly Route[]): string {
  if (all.length === 1) return inWords(all[0]!);
  return `${all.length} ranges beside each other, from ${inWords(all[0]!)}, to ${
    inWords(all.at(-1)!)
  }`;
}

function inWords(route: Route): string {
  const { group, version, conf, members, leader } = route;
  return `group ${group} with ${
    intervalInWords(route)
  } in version ${version}, conf ${conf}, on nodes ${members.join(", ")}${
    leader === null ? "" : `, led by ${leader}`
  }`;
}

function found(key: string, route: Route | undefined): string {
  const where = route === undefined ? "is not known" : `is in ${inWords(route)}`;
  return `the key "${key}" ${where}`;
}

const NEWEST =
  "of routes with a key in common that of the later version is right about all of its keys, of " +
  "those of one group that of the later epoch; what is right takes the place of the others, and " +
  "what is not changes nothing; keys are ordered as JavaScript orders texts (section 15.3)";
const FORGOTTEN = "the route of that group is forgotten, and no other";
