import text from "./smooth.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Any, Smooth } from "../given.ts";
import { few, outcome, REFUSED } from "./saying.ts";
import { type Both, forgets, playScript, shorter } from "./scripts.ts";
import {
  ALLOWED,
  drawRoster,
  isAllowed,
  NUMBERINGS,
  REFUSALS,
  type Roster,
  tellRoster,
} from "./servers.ts";

type Event = Roster | { readonly type: "pick"; readonly tried?: readonly number[] };

interface Case {
  readonly events: readonly Event[];
}

export const smooth = task<Answers>(text, ({ smooth }, grading) => {
  grading.forAll(cases(), (each) => judge(smooth, each, grading), shorter);
  forgets("a server comes, has a turn, and goes", () => smooth.start(), (s, nth) => {
    smooth.add(s, nth, 2);
    smooth.pick(s, []);
    smooth.remove(s, nth);
  }, grading);
});

const pick = (...tried: number[]): Event =>
  tried.length === 0 ? { type: "pick" } : { type: "pick", tried };

function* cases(): Generator<Case> {
  yield { events: [pick()] };
  yield { events: [{ type: "add", server: 1, weight: 0 }, pick()] };
  // What was refused has changed nothing.
  for (const events of REFUSALS) yield { events: [...events, pick()] };
  // The shortest story of a weight that changes, and keeps what was credited.
  yield {
    events: [
      { type: "add", server: 0, weight: 1 },
      { type: "add", server: 1, weight: 1 },
      pick(),
      { type: "weigh", server: 0, weight: 2 },
      pick(),
    ],
  };
  for (
    const weights of [
      [1],
      [1, 1],
      [2, 1],
      [1, 2],
      [5, 1, 1],
      [3, 2, 1],
      [1, 1, 0],
      [
        2 ** 31,
        2 ** 30,
      ],
      [7, 5, 3, 2],
      [2 ** 24, 2 ** 24 + 1],
      [2 ** 50, 2 ** 50 + 1],
    ]
  ) {
    const come = weights.map((weight, server): Event => ({ type: "add", server, weight }));
    const turns = Array.from({ length: 20 }, () => pick());
    yield { events: [...come, ...turns] };
    yield { events: [...come.toReversed(), ...turns] };
    yield { events: [...come, pick(), pick(0), pick(0, 1), pick(0, 1, 2, 3), pick(), pick()] };
  }
  const weigh = (weight: number): Event => ({ type: "weigh", server: 0, weight });
  const two = [2, 1].map((weight, server): Event => ({ type: "add", server, weight }));
  yield { events: [...two, pick(), weigh(0), weigh(2), pick()] };
  yield { events: [...two, pick(), weigh(0), pick(), weigh(1), pick(), pick()] };
  // Numbers that are alike in a few bits.
  for (const servers of NUMBERINGS) {
    const come = servers.map((server): Event => ({ type: "add", server, weight: 1 }));
    yield { events: [...come, pick()] };
    for (const server of servers) yield { events: [...come, pick(server)] };
  }
  yield* drawn(250, "turns", (random, at): Case => {
    const servers = NUMBERINGS[random.below(NUMBERINGS.length)]!;
    return { events: Array.from({ length: 2 + at % 40 }, () => drawEvent(random, servers)) };
  });
  // Many servers, of which the one that comes first has the greatest number, and is the heaviest.
  const many = Array.from(
    { length: 130 },
    (_, i): Event => ({ type: "add", server: 130 - i, weight: i === 0 ? 4 : 1 + i % 3 }),
  );
  yield { events: [...many, ...Array.from({ length: 60 }, () => pick())] };
}

function drawEvent(random: Random, servers: readonly number[]): Event {
  if (random.chance(0.35)) return drawRoster(random, servers);
  if (random.chance(0.7)) return pick();
  return pick(...servers.filter(() => random.chance(0.4)));
}

function judge(smooth: Smooth, { events }: Case, grading: Grading): void {
  const servers = new Map<number, { weight: number; credit: number }>();
  playScript<Event>(
    {
      words: "turns by weight",
      start: () => smooth.start(),
      tell: (event) =>
        event.type !== "pick"
          ? tellRoster(event)
          : event.tried === undefined
          ? "whose turn is it?"
          : `whose turn is it, where servers ${few(event.tried)} have been tried?`,
      play: (s, event, asked) =>
        event.type === "pick" ? picked(s, event.tried ?? [], asked) : changed(s, event, asked),
    },
    events,
    grading,
  );

  function picked(s: Any, tried: readonly number[], asked: () => string): Both {
    const came = outcome(() => smooth.pick(s, Object.freeze([...tried])), grading, asked);
    const ready = [...servers].filter(([, { weight }]) => weight > 0).sort(([a], [b]) => a - b);
    const rest = ready.filter(([server]) => !tried.includes(server));
    const among = rest.length > 0 ? rest : ready;
    if (among.length === 0) return { came: `${came}`, must: REFUSED, why: NOBODY };
    let sum = 0;
    for (const [, own] of among) {
      own.credit += own.weight;
      sum += own.weight;
    }
    const credits = among.map(([server, { credit }]) => `${server}: ${credit}`);
    const [server, best] = among.reduce((a, b) => b[1].credit > a[1].credit ? b : a);
    best.credit -= sum;
    return {
      came: `${came}`,
      must: `${server}`,
      why: `${RICHEST}; here credits are ${few(credits)}`,
    };
  }

  function changed(s: Any, event: Roster, asked: () => string): Both {
    const came = outcome(
      () => {
        if (event.type === "remove") smooth.remove(s, event.server);
        else smooth[event.type](s, event.server, Number(event.weight));
        return "it is done";
      },
      grading,
      asked,
    );
    if (!isAllowed(event, servers)) return { came, must: REFUSED, why: ALLOWED };
    if (event.type === "remove") servers.delete(event.server);
    else {
      const weight = Number(event.weight), before = servers.get(event.server);
      const credit = before === undefined || before.weight === 0 || weight === 0
        ? 0
        : before.credit;
      servers.set(event.server, { weight, credit });
    }
    return { came, must: "it is done", why: ALLOWED };
  }
}

const RICHEST =
  "everybody who takes part is credited its weight, the richest is picked, of equals the least " +
  "number, and pays " +
  "the sum of those weights; who comes, or has a weight again, begins at 0 (section 14.9)";
const NOBODY = "where nobody has a weight nobody can be picked, and who asks must be told";
