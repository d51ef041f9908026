import text from "./health.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Health, HealthIo, HealthRules } from "../given.ts";
import { type Event, RightHealth, WORDS } from "./right_health.ts";

interface Case {
  readonly rules: HealthRules;
  readonly script: readonly Event[];
}

export const health = task<Answers>(text, ({ health }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(health, given.rules), grading);
  const quiet: HealthIo = { wait: () => {}, cancel: () => {}, tell: () => {}, die: () => {} };
  forgets(
    "a member is suspected, which is confirmed by others and then cleared or not; and a probe fails",
    () => health.start(RULES),
    (s, nth) => {
      for (const by of [1, 2, 3, 4, 5]) health.suspects(s, nth + 1000, nth + by, 9, nth, quiet);
      if (nth % 2 === 0) health.cleared(s, nth + 1000, quiet);
      else health.expired(s, nth + 1000, quiet);
      health.failed(s, 3, 2);
    },
    grading,
  );
});

const RULES: HealthRules = {
  periodMs: 1000,
  timeoutMs: 500,
  most: 8,
  alpha: 4,
  beta: 6,
  wanted: 2,
};

const says = (by: number, n: number, afterMs = 0): Event => ({
  type: "suspects",
  member: 1,
  by,
  n,
  afterMs,
});
const failed = (asked: number, by: number): Event => ({
  type: "failed",
  member: 0,
  by,
  n: asked,
  afterMs: 0,
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 700, "health", (random, at) => {
    const n = [1, 2, 3, 4, 5, 9, 10, 11, 100, 1_000_000][random.below(10)]!;
    return {
      rules: {
        periodMs: [1000, 200][random.below(2)]!,
        timeoutMs: [500, 100][random.below(2)]!,
        most: [0, 1, 3, 8][random.below(4)]!,
        alpha: 1 + random.below(5),
        beta: [1, 2, 6][random.below(3)]!,
        wanted: [0, 1, 2, 3, 5][random.below(5)]!,
      },
      script: Array.from({ length: 1 + at % 25 }, () => anEvent(random, n)),
    };
  });
  // Many who confirm, with numbers of all kinds; and doubt that grows and falls.
  const many = Array.from({ length: 30 }, (_, i) => says(16 * i, 1000));
  yield { rules: { ...RULES, wanted: 25 }, script: [...many, ...many] };
  const answered = Array.from({ length: 30 }, (): Event => ({ ...says(0, 0), type: "answered" }));
  const worse = Array.from({ length: 30 }, () => failed(0, 0));
  yield { rules: { ...RULES, most: 25 }, script: [failed(3, 2), ...worse, ...answered] };
}

function anEvent(random: Random, usual: number): Event {
  const which = random.below(24), member = 1 + random.below(2), by = random.below(6);
  const n = random.chance(0.9) ? usual : [3, 10, 1000][random.below(3)]!;
  const afterMs = [0, 0, 10, 333, 1000, 2500][random.below(6)]!;
  if (which < 3) return { type: "answered", member, by, n, afterMs };
  if (which < 6) return { ...failed(random.below(4), random.below(4)), afterMs };
  if (which < 8) return { type: "refuted", member, by, n, afterMs };
  if (which < 18) return { type: "suspects", member, by: by === member ? 0 : by, n, afterMs };
  if (which < 20) return { type: "cleared", member, by, n, afterMs };
  return { type: "expired", member, by, n, afterMs };
}

/** The number that must come, if what came differs from it by rounding only. */
const near = (came: number, right: number) => Math.abs(came - right) < 1e-5 ? right : came;

function gameOf(health: Health, rules: HealthRules): Game<Event> {
  const { periodMs, timeoutMs, most, alpha, beta, wanted } = rules;
  let pending = new Set<number>();
  return {
    words: `a member with a period of ${periodMs} ms, a timeout of ${timeoutMs} ms, doubt up to ` +
      `${most}, α = ${alpha}, β = ${beta} and K = ${wanted}`,
    model: () => new RightHealth(rules),
    start: () => {
      pending = new Set();
      return health.start(shown(rules));
    },
    play(s, { type, member, by, n, now, restMs }, did) {
      const io: HealthIo = {
        wait: (member, ms) => {
          pending.add(member);
          did(WORDS.waits(member, near(ms, restMs ?? 0)));
        },
        // Whoever does not cancel a timer may let it go off, and do nothing.
        cancel: (member) => void pending.delete(member),
        tell: (member, by) => did(WORDS.tells(member, by)),
        die: (member) => did(WORDS.dies(member)),
      };
      if (type === "answered" || type === "refuted") health[type](s);
      else if (type === "failed") health.failed(s, n, by);
      else if (type === "suspects") health.suspects(s, member, by, n, now!, io);
      else if (type === "cleared") health.cleared(s, member, io);
      else if (pending.delete(member)) health.expired(s, member, io);
      const { periodMs, timeoutMs } = health.spans(s);
      did(WORDS.spans(periodMs, timeoutMs));
    },
    tell: ({ type, member, by, n, now }) => {
      const words = {
        answered: "its probe is answered",
        failed: `its probe fails; ${n} were asked for help, and ${by} of them silent`,
        refuted: "it has refuted an accusation",
        suspects: `node ${by} suspects node ${member}, in a group of ${n}`,
        cleared: `the suspicion of node ${member} is over`,
        expired: `the timer of node ${member} goes off`,
      }[type];
      return `${Math.round(now!)} ms: ${words}`;
    },
    why: ({ why }) => why!,
  };
}
