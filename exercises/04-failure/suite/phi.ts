import text from "./phi.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Phi, PhiRules } from "../given.ts";
import { type Event, isNear, RightPhi, says } from "./right_phi.ts";

interface Case {
  readonly rules: PhiRules;
  readonly script: readonly Event[];
}

export const phi = task<Answers>(text, ({ phi }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(phi, given.rules), grading);
  let now = 0;
  forgets(
    "a heartbeat comes after 100 ms, and one that ends a suspicion after 1,000",
    () => phi.start({ size: 10, guessMs: 100, leastSigmaMs: 10 }),
    (s) => {
      phi.heard(s, now += 100, false);
      phi.heard(s, now += 1000, true);
    },
    grading,
  );
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 400, "phi", (random, at) => {
    const guessMs = [100, 250, 1000][random.below(3)]!;
    return {
      rules: {
        size: [1, 2, 3, 5, 10][random.below(5)]!,
        guessMs,
        leastSigmaMs: [1, 10, 50][random.below(3)]!,
      },
      script: Array.from({ length: 2 + at % 40 }, () => anEvent(random, guessMs)),
    };
  });
  // Time begins when the first heartbeat comes.
  const atZero: Event[] = [
    { type: "heard", afterMs: -1000, suspected: false },
    { type: "asked", afterMs: 150, suspected: false },
    { type: "heard", afterMs: 0, suspected: false },
    { type: "asked", afterMs: 150, suspected: false },
  ];
  yield { rules: { size: 10, guessMs: 100, leastSigmaMs: 10 }, script: atZero };
  // A large window, and a long life.
  const rules = { size: 400, guessMs: 1000, leastSigmaMs: 1 };
  yield {
    rules,
    script: Array.from({ length: 700 }, (_, i): Event => ({
      type: i % 5 === 4 ? "asked" : "heard",
      afterMs: i % 5 === 4 ? 150 : 90 + (i * 37) % 40,
      suspected: false,
    })),
  };
}

function anEvent(random: Random, guessMs: number): Event {
  const which = random.below(10);
  const about = Math.round(guessMs * (0.8 + 0.1 * random.below(5)));
  if (which < 5) return { type: "heard", afterMs: about, suspected: false };
  if (which < 6) return { type: "heard", afterMs: about + guessMs * 10, suspected: true };
  if (which < 7) {
    return { type: "heard", afterMs: [0, -50, about * 3][random.below(3)]!, suspected: false };
  }
  const times = [0, 0.5, 1, 1.2, 2, 5, 100][random.below(7)]!;
  return { type: "asked", afterMs: Math.round(times * guessMs), suspected: false };
}

function gameOf(phi: Phi, rules: PhiRules): Game<Event> {
  return {
    words:
      `φ over the last ${rules.size} intervals, with a guess of ${rules.guessMs} ms and a σ of ` +
      `at least ${rules.leastSigmaMs} ms`,
    model: () => new RightPhi(rules),
    start: () => phi.start(shown(rules)),
    play(s, { type, now, suspected, phi: right }, did) {
      if (type === "heard") return phi.heard(s, now!, suspected);
      const came = phi.phi(s, now!);
      did(says(isNear(came, right!) ? right! : came));
    },
    tell: ({ type, now, suspected }) =>
      `${now} ms: ${type === "asked" ? "φ is asked for" : "a heartbeat comes"}${
        suspected ? ", whose sender was suspected" : ""
      }`,
    why: ({ why }) => why!,
  };
}
