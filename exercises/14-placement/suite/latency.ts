import text from "./latency.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Any, ResponseTime } from "../given.ts";
import { LatencyRight } from "./latency_right.ts";
import { few, outcome, REFUSED } from "./saying.ts";
import { type Both, forgets, playScript, shorter } from "./scripts.ts";

type Ending = "answered" | "failed";

/** What happens, so many ms after what was before. */
interface Event {
  readonly type: "add" | "remove" | "started" | Ending | "expected" | "pick";
  readonly server: number;
  readonly after: number;
  readonly latencyMs?: number;
  readonly tried?: readonly number[];
}

interface Case {
  readonly decayMs: number;
  readonly events: readonly Event[];
}

export const latency = task<Answers>(text, ({ latency }, grading) => {
  grading.forAll(cases(), (each) => judge(latency, each, grading), smaller);
  forgets(
    "a server comes, has a request that fails, and goes",
    () => latency.start(1000),
    (s, nth) => {
      latency.add(s, nth);
      latency.started(s, nth);
      latency.failed(s, nth, nth, 5);
      latency.remove(s, nth);
    },
    grading,
  );
});

const does = (type: Event["type"], server: number, after = 0, latencyMs?: number): Event => ({
  type,
  server,
  after,
  ...(latencyMs === undefined ? {} : { latencyMs }),
});
const pick = (after = 0, ...tried: number[]): Event => ({
  type: "pick",
  server: 0,
  after,
  ...(tried.length > 0 ? { tried } : {}),
});

function* cases(): Generator<Case> {
  for (const type of ["remove", "started", "expected", "pick"] as const) {
    yield { decayMs: 100, events: [does(type, 1)] };
  }
  yield { decayMs: 100, events: [does("add", 1), does("add", 1)] };
  for (const end of ["answered", "failed"] as const) {
    const one = [does("add", 1), does("started", 1)], look = does("expected", 1, 50);
    yield { decayMs: 100, events: [does("add", 1), does(end, 1, 0, 20), look] };
    yield { decayMs: 100, events: [does(end, 1, 0, 20)] };
    for (const took of [1, 10, 40, 1000, 2000]) {
      const ends = does(end, 1, 30, took);
      yield { decayMs: 100, events: [...one, ends, look] };
      yield {
        decayMs: 100,
        events: [...one, ends, does("started", 1), does("answered", 1, 70, 5), look],
      };
      yield {
        decayMs: 100,
        events: [...one, does("answered", 1, 30, 40), does("started", 1), ends, look],
      };
      const again = [does("started", 1), does("failed", 1, 60, 1)];
      yield {
        decayMs: 100,
        events: [...one, ends, ...again, ...again, look, does("expected", 1, 400)],
      };
    }
    yield {
      decayMs: 100,
      events: [...one, does("remove", 1), does("add", 1), does(end, 1, 0, 9), look],
    };
  }
  // An error that came fast sets nothing: not the time either.
  const learned = [does("add", 1), does("started", 1), does("answered", 1, 0, 40)];
  yield {
    decayMs: 100,
    events: [
      ...learned,
      ...[does("started", 1), does("failed", 1, 60, 1)],
      ...[does("started", 1), does("answered", 1, 30, 5), does("expected", 1)],
    ],
  };
  const three = [3, 1, 2].map((server) => does("add", server));
  yield { decayMs: 100, events: [...three, pick(), pick(0, 1), pick(0, 1, 2), pick(0, 1, 2, 3)] };
  const numbers = [10, 9, 2].map((server) => does("add", server));
  yield { decayMs: 100, events: [...numbers, pick(), pick(0, 2)] };
  const many = Array.from({ length: 20 }, (_, server) => does("add", server));
  const busy = many.slice(0, -1).map(({ server }) => does("started", server));
  yield { decayMs: 100, events: [...many, ...busy, pick()] };
  // One was slow once, and is asked nothing from then on.
  const slow = [does("add", 1), does("add", 2), does("started", 1), does("answered", 1, 0, 900)];
  const turns = Array.from(
    { length: 30 },
    () => [does("started", 2), does("answered", 2, 20, 20), pick()],
  ).flat();
  yield { decayMs: 100, events: [...slow, ...turns] };
  yield* drawn(400, "latency", (random, at): Case => ({
    decayMs: [50, 100, 10_000][random.below(3)]!,
    events: Array.from({ length: 2 + at % 40 }, () => drawEvent(random)),
  }));
}

function drawEvent(random: Random): Event {
  const server = random.below(4), after = random.chance(0.3) ? 0 : random.below(200);
  const which = random.below(20),
    latencyMs = random.chance(0.1) ? 0 : 1 + random.below(random.chance(0.2) ? 3000 : 60);
  if (which < 3) return does("add", server, after);
  if (which < 4) return does("remove", server, after);
  if (which < 9) return does("started", server, after);
  if (which < 13) return does("answered", server, after, latencyMs);
  if (which < 15) return does("failed", server, after, latencyMs);
  if (which < 17) return does("expected", server, after);
  return random.chance(0.7)
    ? pick(after)
    : pick(after, ...[0, 1, 2, 3].filter(() => random.chance(0.4)));
}

function* smaller(given: Case): Generator<Case> {
  yield* shorter(given);
  for (const [at, event] of given.events.entries()) {
    if (event.after > 0) yield { ...given, events: given.events.with(at, { ...event, after: 0 }) };
  }
}

function judge(latency: ResponseTime, { decayMs, events }: Case, grading: Grading): void {
  const right = new LatencyRight(decayMs);
  let now = 0;
  let told = 0;
  playScript<Event>(
    {
      words: `servers, of which what is known falls to 1/e in ${decayMs} ms`,
      start: () => latency.start(decayMs),
      tell(event) {
        told += event.after;
        return `${told} ms: ${inWords(event)}`;
      },
      play(s, event, asked) {
        now += event.after;
        if (event.type === "expected") return looked(s, event.server, asked);
        if (event.type === "pick") return picked(s, event.tried ?? [], asked);
        return happened(s, event, asked);
      },
    },
    events,
    grading,
  );

  function looked(s: Any, server: number, asked: () => string): Both {
    const came = outcome(() => latency.expected(s, server, now), grading, asked);
    const must = right.expected(server, now);
    if (must === undefined) return { came: inMs(came), must: REFUSED, why: THERE };
    const isNear = typeof came === "number" && Math.abs(came - must) <= 1e-9 * must;
    return {
      came: isNear ? inMs(must) : inMs(came),
      must: inMs(must),
      why: `${EXPECTED}; here ${right.inWords(server, now)}`,
    };
  }

  function picked(s: Any, tried: readonly number[], asked: () => string): Both {
    const came = outcome(() => latency.pick(s, now, Object.freeze([...tried])), grading, asked);
    const { server, equals, known } = right.pick(tried, now);
    if (server === undefined) return { came: `${came}`, must: REFUSED, why: THERE };
    // What differs in the last bits only may be in either order.
    const isRight = came === server || equals.includes(came as number);
    const why = `${LEAST}; here it is ${few(known)}`;
    return { came: isRight ? `${server}` : `${came}`, must: `${server}`, why };
  }

  function happened(s: Any, { type, server, latencyMs = 0 }: Event, asked: () => string): Both {
    const came = outcome(
      () => {
        if (type === "answered" || type === "failed") latency[type](s, server, now, latencyMs);
        else latency[type as "add" | "remove" | "started"](s, server);
        return "it is done";
      },
      grading,
      asked,
    );
    const isDone = type === "answered" || type === "failed"
      ? right.ends(server, now, latencyMs, type === "answered")
      : right.roster(type as "add" | "remove" | "started", server);
    return { came, must: isDone ? "it is done" : REFUSED, why: THERE };
  }
}

function inWords({ type, server, latencyMs, tried }: Event): string {
  switch (type) {
    case "add":
      return `server ${server} comes`;
    case "remove":
      return `server ${server} goes`;
    case "started":
      return `a request is sent to server ${server}`;
    case "answered":
      return `server ${server} answers one, after ${latencyMs} ms`;
    case "failed":
      return `one fails at server ${server}, after ${latencyMs} ms`;
    case "expected":
      return `what is expected of server ${server}?`;
    case "pick":
      return tried === undefined
        ? "which server?"
        : `which server, where ${few(tried)} have been tried?`;
  }
}

const inMs = (it: number | string) =>
  typeof it === "number" ? `${Number(it.toPrecision(12))} ms` : `${it}`;

const EXPECTED =
  "what is known fades by time, a slower answer is believed at once, a faster one is averaged " +
  "with what is left, by the part that has faded; an " +
  "error is a request under way that fades, and no fast answer; expected is what is known, or 1000 " +
  "ms, for each " +
  "that counts as under way and for this one; of who has told nothing and has nothing, it is " +
  "nothing (sections " +
  "14.9 and 14.13)";
const LEAST =
  "the server with which least is expected, of equals the least number; by time who was slow is " +
  "tried again " +
  "(section 14.9)";
const THERE =
  "who is there cannot come, who is not cannot go, nor have a request, nor be expected anything of," +
  " and one must be " +
  "there to be picked; an end of what is not under way is passed over";
