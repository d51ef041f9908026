import text from "./routes.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { GroupId, Route, Routes } from "../given.ts";
import { historyOf, intervalInWords, KEYS } from "./keyspace.ts";
import { type Game, playAll } from "./played.ts";
import { RightRoutes } from "./right_routes.ts";

type Event =
  | { readonly type: "learn"; readonly route: Route }
  | { readonly type: "forget"; readonly group: GroupId };

interface Case {
  readonly script: readonly Event[];
  readonly keys: readonly string[];
}

export const routes = task<Answers>(text, ({ routes }, grading) => {
  playAll<Event, Case>(cases(grading), ({ keys }) => gameOf(routes, keys), grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 400, "routes", (random, at) => {
    const history = historyOf(random, 2 + at % 20);
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

/** A hundred ranges, of which one takes the place of the rest. */
function many(): Case {
  const nth = (n: number) => `k${`${n}`.padStart(3, "0")}`, half = { members: [0], leader: 0 };
  const route = (n: number): Route => ({
    group: n,
    start: nth(n),
    end: nth(n + 1),
    version: 5,
    conf: 1,
    ...half,
  });
  const all = Array.from({ length: 100 }, (_, n) => route(n));
  const script = [...all, { ...route(200), start: nth(3), end: nth(97), version: 9 }]
    .map((route) => ({ type: "learn" as const, route }));
  return { script, keys: all.filter((_, n) => n % 9 < 3).map(({ start }) => start) };
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
          if (event.type === "learn") right.learn(event.route);
          else right.forget(event.group);
          return keys.map((key) => found(key, right.find(key)));
        },
      };
    },
    start: () => routes.start(),
    play(s, event, did) {
      if (event.type === "learn") routes.learn(s, shown(event.route));
      else routes.forget(s, event.group);
      for (const key of keys) did(found(key, routes.find(s, key)));
    },
    tell: (event) =>
      event.type === "learn"
        ? `it learns of ${inWords(event.route)}`
        : `it forgets group ${event.group}`,
    why: ({ type }) => type === "learn" ? NEWEST : FORGOTTEN,
  };
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
  "what is not changes nothing (section 15.3)";
const FORGOTTEN = "the route of that group is forgotten, and no other";
