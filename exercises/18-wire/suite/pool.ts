import text from "./pool.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Pool, PoolIo, PoolRules } from "../given.ts";
import { type Event, RightPool } from "./pool_right.ts";
import { many } from "./saying.ts";
import { forgets, type Game, type Happening, playAll } from "./timed.ts";

interface Case {
  readonly rules: PoolRules;
  readonly script: readonly Happening<Event>[];
}

export const pool = task<Answers>(text, ({ pool }, grading) => {
  playAll<Event, PoolIo, Case>(cases(grading), ({ rules }) => gameOf(pool, rules), grading);
  const io = { dial: () => 0, lend: () => {}, refuse: () => {}, close: () => {}, wake: () => {} };
  const rules = { connections: 1, idleMs: 10 ** 9, pauseMs: { first: 1, longest: 1 } };
  let dials = 0;
  forgets(
    "a connection is dialled, lent, answered on and lost",
    () => pool.start(rules),
    (s, nth) => {
      const own = { ...io, dial: () => ++dials };
      pool.ask(s, nth, nth + 1000, nth, own);
      pool.dialled(s, dials, nth, own);
      pool.answered(s, nth);
      pool.release(s, nth, nth, own);
      pool.lost(s, dials, nth, own);
    },
    grading,
  );
  forgets(
    "a connection is dialled, lent and lost, and nobody releases it",
    () => pool.start(rules),
    (s, nth) => {
      const own = { ...io, dial: () => ++dials };
      pool.ask(s, nth, nth + 1000, nth, own);
      pool.dialled(s, dials, nth, own);
      pool.lost(s, dials, nth, own);
    },
    grading,
  );
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 900, "pools", (random, at) => {
    const connections = 1 + random.below(random.chance(0.2) ? 40 : 4);
    const first = 5 + random.below(30);
    const pauseMs = { first, longest: first * (1 + random.below(9)) };
    const rules = { connections, idleMs: 50 + random.below(400), pauseMs };
    const isDown = random.chance(0.3);
    return { rules, script: Array.from({ length: 1 + at % 40 }, () => happening(random, isDown)) };
  });
  yield* atOnce();
  // A crowd, for which the other side is down for a while.
  const rules = { connections: 60, idleMs: 100, pauseMs: { first: 10, longest: 80 } };
  const crowd = Array.from({ length: 70 }, () => step("ask", 0, 1, 10_000));
  const fails = Array.from({ length: 60 }, () => step("failed", 0, 1));
  const later = Array.from({ length: 9 }, () => step("failed", 0, 300));
  const up = Array.from({ length: 60 }, () => step("dialled", 0, 2));
  const used = Array.from({ length: 70 }, () => [step("answered", 0, 1), step("release", 0, 1)])
    .flat();
  yield { rules, script: [...crowd, ...fails, ...later, ...up, ...used] };
  yield {
    rules: { ...rules, connections: 20 },
    script: [...crowd, ...up, ...used, ...crowd, ...used],
  };
}

/** Several are used last, idle for too long, or too late, at the same time. */
function* atOnce(): Generator<Case> {
  const rules = { connections: 3, idleMs: 50, pauseMs: { first: 10, longest: 80 } };
  const each = (type: Event["type"], forMs = 0) => [0, 1, 2].map(() => step(type, 0, 0, forMs));
  const released = [0, 1, 2].flatMap(() => [step("answered", 0, 0), step("release", 0, 0)]);
  const used = [...each("ask", 1000), ...each("dialled"), ...released];
  yield { rules, script: used };
  yield { rules, script: [...used, step("ask", 0, 20, 1000)] };
  yield { rules, script: [...used, step("ask", 0, 0, 1000), step("ask", 0, 0, 1000)] };
  for (const forMs of [0, 30]) yield { rules, script: each("ask", forMs) };
  // One that is held or dialled goes on beside them.
  yield { rules, script: [...each("ask", 30), step("dialled", 0, 5), ...each("ask", 25)] };
}

const step = (type: Event["type"], nth: number, after: number, forMs = 0): Happening<Event> => ({
  after,
  event: { type, nth, forMs },
});

function happening(random: Random, isDown: boolean): Happening<Event> {
  const after = random.chance(0.1) ? 0 : 1 + random.below(random.chance(0.2) ? 300 : 12),
    nth = random.below(100);
  const which = random.below(30), forMs = random.below(20) === 0 ? 0 : 1 + random.below(250);
  const is = (type: Event["type"]) => step(type, nth, after, forMs);
  if (which < 9) return is("ask");
  if (which < 14) return is(isDown && random.chance(0.7) ? "failed" : "dialled");
  if (which < 15) return is("failed");
  if (which < 19) return is("answered");
  if (which < 20) return is("sends");
  if (which < 26) return is("release");
  if (which < 27) return is("give up");
  return is(which < 29 ? (random.chance(0.5) ? "lost" : "spoke") : "release again");
}

function gameOf(pool: Pool, rules: PoolRules): Game<Event, PoolIo> {
  const { first, longest } = rules.pauseMs;
  let dials = 0;
  return {
    words: `a pool of ${
      many(rules.connections, "connection")
    }, idle for ${rules.idleMs} ms at most, with pauses from ${first} to ${longest} ms`,
    model: () => new RightPool(rules),
    start() {
      dials = 0;
      return pool.start(rules);
    },
    play(s, event, now, io) {
      if (event === undefined) return pool.tick(s, now, io);
      const { type, request = 0, connection = 0 } = event;
      if (type === "ask") pool.ask(s, request, now + event.forMs, now, io);
      else if (type === "sends" || type === "answered") pool[type](s, request);
      else if (type === "release" || type === "give up" || type === "release again") {
        pool.release(s, request, now, io);
      } else pool[type](s, connection, now, io);
    },
    io: (done, wake) => ({
      dial() {
        done(`it dials connection ${++dials}`);
        return dials;
      },
      lend: (request, connection) =>
        done(`it lends connection ${connection} to request ${request}`),
      refuse: (request) => done(`it refuses request ${request}`),
      close: (connection) => done(`it closes connection ${connection}`),
      wake,
    }),
    tell,
    why: (event) => event === undefined ? DUE : WHY[event.type],
  };
}

function tell({ type, request, connection, forMs }: Event): string {
  switch (type) {
    case "ask":
      return `request ${request} wants a connection within ${forMs} ms`;
    case "dialled":
      return `the dial of connection ${connection} has succeeded`;
    case "failed":
      return `the dial of connection ${connection} has failed`;
    case "sends":
      return `request ${request} is about to send something else`;
    case "answered":
      return `request ${request} has read a whole answer`;
    case "release":
      return `request ${request} releases its connection`;
    case "give up":
      return `request ${request} waits no longer`;
    case "release again":
      return `request ${request}, which is over, releases its connection again`;
    case "lost":
      return `connection ${connection} has ended by itself`;
    case "spoke":
      return `something comes on connection ${connection}`;
  }
}

const SERVE =
  "whoever waits longest gets the idle connection that was used last (of several at the same time, any); for all others who wait there is a " +
  "dial under way, as far as there is room; but while dials fail there is one at a time, after a " +
  "pause, and a " +
  "success ends that: the next failure has the first pause again";
const DIRTY =
  "a connection is clean only while a whole answer was read and nothing else was sent: whoever gives up in " +
  "between leaves an answer behind, which the next would take for its own (asyncmy 103)";
const PAUSE =
  "after a failed dial nobody dials for a pause, and then one at a time, until one succeeds: the pause is " +
  "the first, twice as long after each further failure, and the longest at most, and a success ends it; " +
  "nobody is refused for it";
const HOLDER = "who holds a connection is known by the request, and who holds none has no say";
const DUE =
  "requests are refused at their deadline, connections closed after they lay idle for so long, all of them " +
  "for which it is time; " +
  "when a pause " +
  "is over, one dial at a time is made until one succeeds: a pause is the first, twice as long after each " +
  "further failure, and the longest at most; a success ends that (section 18.9)";
const WHY: Readonly<Record<Event["type"], string>> = {
  ask: SERVE,
  dialled: SERVE,
  failed: PAUSE,
  sends: DIRTY,
  answered: DIRTY,
  release: DIRTY,
  "give up":
    "who waits no longer is neither lent a connection nor refused, and nobody dials for it",
  "release again": HOLDER,
  lost: "a connection that is lost is forgotten, and makes room for another",
  spoke:
    "what comes on an idle connection is an answer to somebody who has gone: it is closed; on one that is " +
    "held, it is not",
};
