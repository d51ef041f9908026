import text from "./retry.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Entries, Operation, RangeAnswer, Retry, Route } from "../given.ts";
import { anOperation } from "./gateways.ts";
import { historyOf } from "./keyspace.ts";
import { forgets, playAll } from "hb/grade/played.ts";
import type { Event } from "./retry_words.ts";
import { CUTS, gameOf, type Gateway, ioOf, KEYS } from "./retry_world.ts";
import { RightRoutes } from "./right_routes.ts";

interface Case {
  readonly gateway: Gateway;
  readonly script: readonly Event[];
}

const USUAL: Gateway = { self: 3, boot: 2 };

export const retry = task<Answers>(text, ({ retry }, grading) => {
  playAll<Event, Case>(cases(grading), ({ gateway }) => gameOf(retry, gateway), grading);
  forgetsAll(retry, grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 900, "gateways", (random, at) => {
    const history = historyOf(random, 2 + random.below(14), CUTS);
    const known = history.slice(-4).map((route) => located([route]));
    const script = Array.from({ length: 2 + at % 30 }, () => happening(random, history));
    const other = { self: random.below(12), boot: 2 + random.below(10) };
    const gateway = random.chance(0.6) ? USUAL : other;
    return { gateway, script: [...(random.chance(0.7) ? known : []), ...script] };
  });
  for (const script of directed()) yield { gateway: USUAL, script };
}

const put: Event = { type: "asked", operation: { type: "put", key: "a", value: "v" } };
const scan: Event = {
  type: "asked",
  operation: { type: "scan", key: "a", end: null, limit: 6 },
};
const told = { type: "routed", nth: -1, isOldBoot: false, routes: [], finds: 3 } as const;
const part = { ...told, kind: "answer" } as const;

/** What comes about too seldom by chance. */
function* directed(): Generator<readonly Event[]> {
  const first = [range(1, "", "k", 1), range(2, "k", null, 1)];
  // While a range answers its part of a scan, it becomes another one (CockroachDB 1428).
  for (const becomes of [[range(2, "", null, 3)], [range(1, "", "d", 2), range(3, "d", "k", 2)]]) {
    yield [located(first), scan, located(becomes), part, part];
  }
  const again = (times: number) =>
    Array.from({ length: times }, (): Event => ({ type: "again", nth: 0 }));
  yield [put, put, ...again(102), put];
  // The try that is one too many may come of anything.
  const news = [2, 1].map((leader): Event => ({
    ...told,
    kind: "not leader",
    routes: [{ ...range(1, "", "k", 1), leader }],
  }));
  yield [located(first), put, ...again(99), ...news, put];
  yield [located(first), scan, ...again(99), part, put];
  yield [put, ...again(99), located(first), put];
  // Numbers of two digits, and more than 64 at once.
  const answers = Array.from({ length: 9 }, (_, nth): Event => ({ ...part, nth, finds: 0 }));
  yield [located(first), ...Array.from({ length: 70 }, () => put), ...answers, put];
}

function range(group: number, start: string, end: string | null, version: number): Route {
  return { group, start, end, version, conf: 0, members: [0, 1, 2], leader: 1 };
}

const located = (routes: readonly Route[], nth = 0): Event => ({ type: "located", nth, routes });

function happening(random: Random, history: readonly Route[]): Event {
  const which = random.below(24), nth = random.below(40);
  const routes = Array.from({ length: random.below(3) }, () => {
    // What is newer is heard of more often.
    const at = Math.floor(history.length * Math.sqrt(random.unit())), route = history[at]!;
    return { ...route, leader: random.chance(0.7) ? route.members[random.below(3)]! : null };
  });
  if (which < 6) {
    const isScan = random.chance(0.3), drawn = anOperation(random, KEYS, `v${random.below(9)}`);
    const end = random.chance(0.4) ? null : "w", key = random.chance(0.7) ? "a" : "";
    return {
      type: "asked",
      operation: isScan ? { type: "scan", key, end, limit: 1 + random.below(6) } : drawn,
    };
  }
  if (which < 9) return { type: "again", nth };
  if (which < 11) return located(routes, nth);
  const kinds = ["stale", "stale", "not leader", "no replica", "busy"] as const;
  const kind = kinds[random.below(9)] ?? "answer";
  return {
    type: "routed",
    nth: random.chance(0.7) ? -1 : nth,
    kind,
    isOldBoot: random.below(14) === 0,
    // What is asked goes well more often than not, and then there is no news.
    routes: kind === "answer" && random.chance(0.6) ? [] : routes,
    finds: random.below(5),
  };
}

/** Nothing is remembered of what is over, however it came to be over. */
function forgetsAll(retry: Retry, grading: Grading): void {
  const routes = new RightRoutes(), io = ioOf(USUAL, routes, undefined, () => {});
  routes.learn(range(1, "", "k", 1));
  routes.learn(range(2, "k", null, 1));
  const start = () => retry.start(), key = "a";
  const answer = (s: unknown, id: number, answer: RangeAnswer) =>
    retry.routed(s, 1, id, USUAL.boot, { type: "answer", answer }, [], io);
  const done: readonly (readonly [Operation, RangeAnswer])[] = [
    [{ type: "put", key, value: "v" }, { ok: true, value: null }],
    [{ type: "get", key }, { ok: true, value: "v" }],
    [{ type: "delete", key }, { ok: false, why: "old" }],
    [{ type: "cas", key, expected: null, value: "v" }, { ok: false, why: "refused" }],
  ];
  forgets("a client asks something and is answered, which comes twice", start, (s, nth) => {
    const [operation, said] = done[nth % done.length]!;
    retry.asked(s, 7, operation, io);
    for (let times = 0; times < 2; times++) answer(s, nth - 1, said);
  }, grading);
  forgets("a client scans two ranges and is answered by both", start, (s, nth) => {
    retry.asked(s, 7, { type: "scan", key, end: null, limit: 6 }, io);
    for (const [start, end] of [["a", "k"], ["k", null]] as const) {
      const value: Entries = { start, end, entries: [[start, "v"]], more: false };
      answer(s, nth - 1, { ok: true, value });
    }
  }, grading);
  const words = "a client asks something and is answered, and every fifth time it is given up " +
    "after a hundred tries instead";
  forgets(words, start, (s, nth) => {
    retry.asked(s, 7, { type: "get", key }, io);
    if (nth % 5 > 0) return answer(s, nth - 1, { ok: true, value: "v" });
    for (let tries = 1; tries <= 100; tries++) retry.again(s, nth - 1, io);
  }, grading);
}
