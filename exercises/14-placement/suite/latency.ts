import text from "./latency.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Any, ResponseTime } from "../given.ts";
import { type Case, cases, type Event, smaller } from "./latency_cases.ts";
import { LatencyRight } from "./latency_right.ts";
import { few, outcome, REFUSED } from "./saying.ts";
import { type Both, forgets, playScript } from "./scripts.ts";

export const latency = task<Answers>(text, ({ latency }, grading) => {
  grading.forAll(cases(), (each) => judge(latency, each, grading), smaller);
  for (const [words, end] of ENDS) {
    forgets(words, () => latency.start(1000), (s, nth) => {
      latency.add(s, nth);
      latency.started(s, nth);
      end(latency, s, nth);
    }, grading);
  }
});

/** Ways in which a server goes, and the only request that it has had ends. */
const ENDS: readonly (readonly [string, (latency: ResponseTime, s: Any, nth: number) => void])[] = [
  ["a server comes, has a request that fails, and goes", (latency, s, nth) => {
    latency.failed(s, nth, nth, 5);
    latency.remove(s, nth);
  }],
  ["a server comes, has a request that is answered, and goes", (latency, s, nth) => {
    latency.answered(s, nth, nth, 5);
    latency.remove(s, nth);
  }],
  ["a server comes, has a request, goes, and the request is answered", (latency, s, nth) => {
    latency.remove(s, nth);
    latency.answered(s, nth, nth, 5);
  }],
  ["a server comes, has a request, goes, and the request fails", (latency, s, nth) => {
    latency.remove(s, nth);
    latency.failed(s, nth, nth, 5);
  }],
];

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
