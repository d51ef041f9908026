import text from "./calls.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { CallRules, Calls, CallsIo } from "../given.ts";
import { type Event, RightCalls } from "./calls_right.ts";
import { many } from "./saying.ts";
import { forgets, type Game, type Happening, playAll } from "./timed.ts";

interface Case {
  readonly rules: CallRules;
  readonly script: readonly Happening<Event>[];
}

export const calls = task<Answers>(text, ({ calls }, grading) => {
  playAll<Event, CallsIo, Case>(cases(grading), ({ rules }) => gameOf(calls, rules), grading);
  const nothing = () => {};
  const io = {
    begin: nothing,
    stop: nothing,
    reply: nothing,
    ask: nothing,
    cancel: nothing,
    tell: nothing,
    wake: nothing,
  };
  const rules = { workers: 2, attempts: 3, pauseMs: { first: 5, longest: 50 } };
  forgets(
    "a call asks for two things, one of which is answered",
    () => calls.start(rules),
    (s, nth) => {
      const now = 10 * nth, child = { timeoutMs: 100, idempotent: true };
      calls.asked(s, nth, 50, now, io);
      calls.calls(s, nth, { ...child, id: 2 * nth }, now, io);
      calls.calls(s, nth, { ...child, id: 2 * nth + 1 }, now, io);
      calls.failed(s, 2 * nth, "untouched", now, io);
      calls.answered(s, 2 * nth + 1, now + 1, io);
      if (nth % 2 === 0) calls.done(s, nth, now + 2, io);
      else calls.cancelled(s, nth, now + 2, io);
    },
    grading,
  );
  forgets(
    "a call asks for one thing more, which is answered",
    () => {
      const s = calls.start(rules);
      calls.asked(s, 0, 10 ** 6, 0, io);
      return s;
    },
    (s, id) => {
      calls.calls(s, 0, { id, timeoutMs: 100, idempotent: true }, id, io);
      calls.answered(s, id, id, io);
    },
    grading,
  );
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 1100, "calls", (random, at) => {
    const first = 1 + random.below(20), longest = first * (1 + random.below(6));
    const rules = {
      workers: 1 + random.below(random.chance(0.2) ? 20 : 3),
      attempts: 1 + random.below(5),
      pauseMs: { first, longest },
    };
    return { rules, script: Array.from({ length: 1 + at % 35 }, () => happening(random)) };
  });
  // Many at once, all of whose time is over at the same moment; and one that is tried often.
  const rules = { workers: 30, attempts: 12, pauseMs: { first: 2, longest: 64 } };
  const crowd = Array.from({ length: 60 }, () => step("asked", 0, 0, 200));
  const children = Array.from({ length: 40 }, (_, nth) => step("calls", nth % 30, 0, 500));
  yield { rules, script: [...crowd, ...children, step("done", 3, 1), step("cancelled", 40, 1)] };
  // Two at one moment: whose time is over, and what is asked again.
  const four = [100, 100, 300, 300].map((forMs) => step("asked", 0, 0, forMs));
  yield { rules: { ...rules, workers: 2 }, script: four };
  const twice = [step("calls", 0, 0, 500), step("calls", 0, 0, 500)];
  const failed = [step("untouched", 0, 5), step("untouched", 0, 0)];
  yield { rules, script: [step("asked", 0, 0, 900), ...twice, ...failed] };
  // Tried more often than a number of 32 bits can be doubled, and more calls than anybody counts on.
  const stubborn = { workers: 1, attempts: 40, pauseMs: { first: 1, longest: 8 } };
  const again = Array.from({ length: 38 }, () => step("untouched", 0, 20));
  const long = [step("asked", 0, 0, 5000), step("calls", 0, 0, 5000)];
  yield { rules: stubborn, script: [...long, ...again] };
  const fails = Array.from({ length: 12 }, () => step("untouched", 0, 70));
  yield { rules, script: [step("asked", 0, 0, 5000), step("calls", 0, 0, 5000), ...fails] };
}

const step = (
  type: Event["type"],
  nth: number,
  after: number,
  forMs = 0,
  idempotent = false,
): Happening<Event> => ({
  after,
  event: { type, nth, forMs, idempotent },
});

function happening(random: Random): Happening<Event> {
  const after = random.chance(0.2) ? 0 : 1 + random.below(random.chance(0.15) ? 200 : 15);
  const nth = random.below(100), forMs = random.chance(0.06) ? 0 : 1 + random.below(200);
  const is = (type: Event["type"]) => step(type, nth, after, forMs, random.chance(0.5));
  const which = random.below(30);
  if (which < 8) return is("asked");
  if (which < 16) return is("calls");
  if (which < 19) return is("done");
  if (which < 21) return is("cancelled");
  if (which < 24) return is("answered");
  return is(
    (["untouched", "untouched", "unknown", "unknown", "refused", "late word"] as const)[
      which - 24
    ]!,
  );
}

function gameOf(calls: Calls, rules: CallRules): Game<Event, CallsIo> {
  const { workers, attempts, pauseMs: { first, longest } } = rules;
  return {
    words: `a node with ${many(workers, "worker")}, that asks ${
      many(attempts, "time")
    } at most, with pauses from ${first} to ${longest} ms`,
    model: () => new RightCalls(rules),
    start: () => calls.start(rules),
    play(s, event, now, io) {
      if (event === undefined) return calls.tick(s, now, io);
      const { type, call = 0, child = 0, forMs, idempotent } = event;
      if (type === "asked") calls.asked(s, call, forMs, now, io);
      else if (type === "cancelled" || type === "done") calls[type](s, call, now, io);
      else if (type === "calls") {
        calls.calls(s, call, { id: child, timeoutMs: forMs, idempotent }, now, io);
      } else if (type === "answered" || type === "late word") calls.answered(s, child, now, io);
      else calls.failed(s, child, type, now, io);
    },
    io: (done, wake) => ({
      begin: (call) => done(`it begins call ${call}`),
      stop: (call) => done(`it stops call ${call}`),
      reply: (call, how) => done(`it replies to call ${call}: ${how}`),
      ask: (child, ms) => done(`it asks for ${child}, with ${ms} ms`),
      cancel: (child) => done(`it cancels ${child}`),
      tell: (child, how) => done(`it tells the work that ${child} is ${how}`),
      wake,
    }),
    tell,
    why: (event) => event === undefined ? DUE : WHY[event.type],
  };
}

function tell({ type, call, child, forMs, idempotent }: Event): string {
  switch (type) {
    case "asked":
      return `call ${call} comes, with ${forMs} ms`;
    case "cancelled":
      return `call ${call} is cancelled`;
    case "done":
      return `the work of call ${call} is done`;
    case "calls":
      return `the work of call ${call} asks for ${child}, with ${forMs} ms at most${
        idempotent ? "; it is idempotent" : ""
      }`;
    case "answered":
      return `${child} is answered`;
    case "late word":
      return `${child}, which is over, is answered`;
    default:
      return `${child} has failed: ${type}`;
  }
}

const TRAVELS =
  "what is asked for a call has no more time than the call has left, and what has none is not begun " +
  "(section " +
  "18.9)";
const OVER =
  "when a call is over, its work is stopped unless it is done, every node from which an answer may " +
  "still come " +
  "is told, and the next call begins (section 18.9)";
const AGAIN =
  "it is asked again only if it has surely done nothing, or is idempotent: else it may have been done, and " +
  "would be done twice (jetcd 1444); only if it was not asked yet as often as attempts are allowed, the " +
  "first among them; and only if the pause ends before the time does";
const DUE =
  "at its deadline a call is over, and so is what was asked for it; after its pause, which doubles " +
  "up to the " +
  "longest, what has failed is asked again, with the time that is left; and what is late is not begun " +
  "(section 18.9)";
const WHY: Readonly<Record<Event["type"], string>> = {
  asked:
    "calls are worked on in the order in which they came, as many at a time as there are workers; none " +
    "whose " +
    "time is over",
  cancelled: OVER,
  done: OVER,
  calls: TRAVELS,
  answered: "the work is told once how what it asked for has ended",
  "late word": "what is said of what is over counts for nothing",
  untouched: AGAIN,
  unknown: AGAIN,
  refused: "an answer is an answer, also if it is an error: to ask again gives the same",
};
