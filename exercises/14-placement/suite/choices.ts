import text from "./choices.md" with { type: "text" };
import { drawn, type Grading, task, Wrong } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Any, Choices } from "../given.ts";
import { chances } from "./chances.ts";
import { ChoicesRight } from "./choices_right.ts";
import { few, outcome, REFUSED, said } from "./saying.ts";
import { type Both, forgets, playScript, shorter } from "./scripts.ts";
import { ALLOWED, drawRoster, REFUSALS, type Roster, tellRoster } from "./servers.ts";

/** What happens to a request, or is asked. */
type Event =
  | Roster
  | { readonly type: "started" | "answered" | "failed" | "underWay"; readonly server: number }
  | { readonly type: "pick"; readonly choices: number; readonly tried: readonly number[] };

interface Case {
  readonly events: readonly Event[];
}

export const choices = task<Answers>(text, ({ choices }, grading) => {
  grading.forAll(cases(), (each) => judge(choices, each, grading), shorter);
  forgets(
    "a server comes, has a request, goes, and the request ends",
    () => choices.start(),
    (s, nth) => {
      choices.add(s, nth, 1);
      choices.started(s, nth);
      choices.remove(s, nth);
      choices.failed(s, nth);
    },
    grading,
  );
});

const add = (server: number, weight = 1): Event => ({ type: "add", server, weight });
const is = (type: "started" | "answered" | "failed" | "underWay", server: number): Event => ({
  type,
  server,
});
const pick = (choices: number, ...tried: number[]): Event => ({ type: "pick", choices, tried });

function* cases(): Generator<Case> {
  // What was refused has changed nothing.
  for (const events of REFUSALS) {
    yield { events };
    yield { events: [...events, pick(2)] };
  }
  for (const number of [1, 2, 5]) {
    yield { events: [pick(number)] };
    yield { events: [add(7, 0), pick(number)] };
    yield { events: [add(7), pick(number)] };
    yield { events: [add(1), add(2), pick(number)] };
    yield {
      events: [add(1), add(2), is("started", 1), pick(number), pick(number, 2), pick(number, 1, 2)],
    };
    yield {
      events: [add(1), add(2), add(3), add(4), is("started", 3), pick(number), pick(number, 3)],
    };
    yield {
      events: [
        add(1, 3),
        add(2, 1),
        ...[1, 1, 2].map((server) => is("started", server)),
        pick(number),
      ],
    };
    yield {
      events: [
        add(1, 2),
        add(2, 1),
        ...[1, 1, 2].map((server) => is("started", server)),
        pick(number),
      ],
    };
    yield { events: [add(1, 0), add(2), add(3), is("started", 2), pick(number)] };
  }
  for (const end of ["answered", "failed"] as const) {
    yield { events: [add(1), is(end, 1)] };
    yield { events: [is(end, 1)] };
    yield { events: [is("started", 1)] };
    yield { events: [add(1), is("started", 1), is(end, 1), is("underWay", 1), is(end, 1)] };
    const goes: Event = { type: "remove", server: 1 };
    yield {
      events: [
        add(1),
        is("started", 1),
        goes,
        is("underWay", 1),
        is(end, 1),
        is("underWay", 1),
        is(end, 1),
      ],
    };
    yield {
      events: [
        add(1),
        is("started", 1),
        is("started", 1),
        goes,
        add(1),
        is("underWay", 1),
        is(end, 1),
        is(end, 1),
      ],
    };
  }
  const many = Array.from({ length: 20 }, (_, server) => add(server));
  yield { events: [...many, is("started", 3), is("started", 19), pick(2)] };
  yield* drawn(160, "choices", (random, at): Case => ({
    events: Array.from({ length: 3 + at % 30 }, () => drawEvent(random)),
  }));
}

function drawEvent(random: Random): Event {
  const server = random.below(5);
  if (random.chance(0.3)) return drawRoster(random, [0, 1, 2, 3, 4]);
  if (random.chance(0.35)) return is("started", server);
  if (random.chance(0.3)) return is(random.chance(0.5) ? "answered" : "failed", server);
  if (random.chance(0.15)) return is("underWay", server);
  const tried = random.chance(0.3) ? [0, 1, 2, 3, 4].filter(() => random.chance(0.4)) : [];
  return pick([1, 2, 2, 2, 3, 4][random.below(6)]!, ...tried);
}

function judge(choices: Choices, { events }: Case, grading: Grading): void {
  const right = new ChoicesRight();
  playScript<Event>(
    {
      words: "servers, and what is under way there",
      start: () => choices.start(),
      tell,
      play(s, event, asked) {
        if (event.type === "pick") return picked(s, event.choices, event.tried, asked);
        const must = right.takes(event);
        const came = outcome(() => does(s, event), grading, asked);
        return {
          came: `${came}`,
          must,
          why: "weight" in event || event.type === "remove" ? ALLOWED : COUNTS,
        };
      },
    },
    events,
    grading,
  );

  function does(s: Any, event: Exclude<Event, { readonly type: "pick" }>): string {
    if (event.type === "underWay") return `${choices.underWay(s, event.server)}`;
    if ("weight" in event) choices[event.type](s, event.server, Number(event.weight));
    else choices[event.type](s, event.server);
    return "it is done";
  }

  function picked(s: Any, number: number, tried: readonly number[], asked: () => string): Both {
    const must = right.chancesOf(number, tried),
      most = 2 * Math.min(number, right.ready(tried).length) + 1;
    const before = encode(clone(s));
    const tooMany = () =>
      said({ asked: asked(), came: "one random number more", must: `${most} at most`, why: DRAWS });
    const run = (below: (n: number) => number) => {
      const copy = clone(s);
      const came = outcome(
        () => choices.pick(copy, number, below, Object.freeze([...tried])),
        grading,
        asked,
      );
      if (encode(clone(copy)) === before) return `${came}`;
      throw new Wrong(
        said({
          asked: asked(),
          came: "what is remembered has changed",
          must: "no change",
          why: TELLS,
        }),
      );
    };
    const came = chances(run, Math.max(1, most), tooMany);
    if (must === undefined) return { came: inWords(came), must: REFUSED, why: NOBODY };
    return {
      came: inWords(came),
      must: inWords(must),
      why: `${BEST}; here they have ${few(right.inWords(tried))}`,
    };
  }
}

function tell(event: Event): string {
  switch (event.type) {
    case "started":
      return `a request is sent to server ${event.server}`;
    case "answered":
      return `server ${event.server} answers one`;
    case "failed":
      return `one fails at server ${event.server}`;
    case "underWay":
      return `how many are under way at server ${event.server}?`;
    case "pick": {
      const of = event.tried.length > 0 ? `, where ${few(event.tried)} have been tried` : "";
      return `which server, of ${event.choices} that are drawn${of}?`;
    }
    default:
      return tellRoster(event);
  }
}

function inWords(found: ReadonlyMap<string, number>): string {
  const [only] = found.keys();
  if (found.size === 1) return only === REFUSED ? REFUSED : `${only}, always`;
  return [...found].filter(([, chance]) => chance > 0).sort(([a], [b]) => a < b ? -1 : 1)
    .map(([server, chance]) => `${server} in ${(100 * chance).toFixed(4)} %`).join(", ");
}

const COUNTS =
  "under way is what was sent and has not ended, well or badly, whether its server is there, or has" +
  " gone, or has " +
  "come back; what was not sent cannot end (section 14.13)";
const BEST =
  "of so many different servers, drawn among those that can be picked, the one with the fewest " +
  "requests under way " +
  "for its weight; of equals any, and not the first, as many clients would make it a herd (sections" +
  " 14.11, 14.12)";
const DRAWS =
  "two random numbers for each choice and one more are enough, and who draws until it fits may draw long";
const TELLS = "who is picked need not be sent the request: that is what `started` says";
const NOBODY = "where nobody has a weight nobody can be picked, and who asks must be told";
