import text from "./choices.md" with { type: "text" };
import { type Grading, task, Wrong } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Answers } from "../answers.ts";
import type { Any, Choices } from "../given.ts";
import { chances, someChances } from "./chances.ts";
import { type Case, cases, type Event } from "./choices_cases.ts";
import { ChoicesRight } from "./choices_right.ts";
import { few, outcome, REFUSED, said } from "./saying.ts";
import { type Both, forgets, playScript, shorter } from "./scripts.ts";
import { ALLOWED, tellRoster } from "./servers.ts";

export const choices = task<Answers>(text, ({ choices }, grading) => {
  grading.forAll(cases(), (each) => judge(choices, each, grading), shorter);
  for (const [words, end] of ENDS) {
    forgets(words, () => choices.start(), (s, nth) => {
      choices.add(s, nth, 1);
      choices.started(s, nth);
      end(choices, s, nth);
    }, grading);
  }
});

/** Ways in which a server goes, and the only request that it has had ends. */
const ENDS: readonly (readonly [string, (choices: Choices, s: Any, server: number) => void])[] = [
  ["a server comes, has a request, goes, and the request fails", (choices, s, server) => {
    choices.remove(s, server);
    choices.failed(s, server);
  }],
  ["a server comes, has a request, goes, and the request is answered", (choices, s, server) => {
    choices.remove(s, server);
    choices.answered(s, server);
  }],
  ["a server comes, has a request that fails, and goes", (choices, s, server) => {
    choices.failed(s, server);
    choices.remove(s, server);
  }],
  ["a server comes, has a request that is answered, and goes", (choices, s, server) => {
    choices.answered(s, server);
    choices.remove(s, server);
  }],
];

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
    // Where there are too many ways some of them are tried, and tell only who may be picked.
    const isLong = (most - 1) / 2 > MOST_DRAWN;
    const came = (isLong ? someChances : chances)(run, Math.max(1, most), tooMany);
    if (must === undefined) return { came: inWords(came), must: REFUSED, why: NOBODY };
    const why = `${BEST}; here they have ${few(right.inWords(tried))}`;
    if (!isLong) return { came: inWords(came), must: inWords(must), why };
    const wrong = [...came.keys()].find((server) => !must.has(server));
    const oneOf = [...must.keys()].join(" or ");
    return { came: wrong ?? oneOf, must: oneOf, why };
  }
}

/** All ways in which so many can be drawn are tried. */
const MOST_DRAWN = 5;

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
