import text from "./rounds.md" with { type: "text" };
import { drawnBy, type Grading, shown, task, Wrong } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Rounds } from "../given.ts";
import { chances } from "./round_chances.ts";
import { type Event, isNext, RightRounds } from "./right_rounds.ts";

interface Case {
  readonly members: readonly number[];
  readonly draws: number;
  readonly script: readonly Event[];
}

export const rounds = task<Answers>(text, ({ rounds }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(rounds, given), grading);
  chances(rounds, drawing, grading);
  const choose = drawing(1);
  forgets(
    "somebody joins, is probed or not, and leaves",
    () => rounds.start([1, 2, 3], choose),
    (s, nth) => {
      rounds.joined(s, nth + 1000, choose);
      rounds.next(s, choose);
      rounds.left(s, nth + 1000);
    },
    grading,
  );
});

/** Draws of a stream of their own. */
export function drawing(seed: number): (n: number) => number {
  const random = new Random(seed, "rounds");
  return (n) => {
    if (Number.isInteger(n) && n >= 1) return random.below(n);
    throw new Wrong(`choose(n) draws from n numbers, at least one: given ${told(n)}`);
  };
}

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 700, "rounds", (random, at) => {
    const few = [[], [1], [1, 2], [0, 1, 2], [1, 2, 3, 4, 5]][random.below(5)]!;
    const isCalm = random.chance(0.3);
    return {
      members: few,
      draws: random.below(1000),
      script: Array.from({ length: 2 + at % 60 }, () => anEvent(random, isCalm)),
    };
  });
  // Many, some of whom differ in a high bit only.
  const members = Array.from({ length: 40 }, (_, i) => i * 16);
  const script = Array.from({ length: 200 }, (): Event => ({ type: "next", member: 0 }));
  yield { members, draws: 1, script };
}

function anEvent(random: Random, isCalm: boolean): Event {
  const which = random.below(isCalm ? 60 : 12), member = random.below(8);
  if (which === 0) return { type: "joined", member };
  return { type: which === 1 || which === 2 ? "left" : "next", member };
}

function gameOf(rounds: Rounds, { members, draws }: Case): Game<Event> {
  const right = { model: new RightRounds(members) };
  let choose = drawing(draws);
  return {
    words: `a member that knows ${members.length === 0 ? "nobody" : `nodes ${members.join(" ")}`}`,
    model: () => right.model = new RightRounds(members),
    start: () => rounds.start(shown(members), choose = drawing(draws)),
    play(s, { type, member }, did) {
      if (type === "joined") return rounds.joined(s, member, choose);
      if (type === "left") return rounds.left(s, member);
      const next = rounds.next(s, choose);
      right.model.came = next;
      did(isNext(next));
    },
    tell: ({ type, member }) =>
      type === "next"
        ? "it is to probe somebody"
        : `node ${member} ${type === "joined" ? "joins" : "leaves"}`,
    why: () => right.model.why,
  };
}
