import text from "./sleep.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Sleep, SleepIo, SleepRules } from "../given.ts";
import { inWords } from "./in_order.ts";
import { type Game, playAll } from "./played.ts";
import {
  beatOf,
  differences,
  type Event,
  flaws,
  isAsleep,
  type Kind,
  Right,
  says,
  waits,
} from "./right_sleep.ts";

interface Case {
  readonly rules: SleepRules;
  readonly script: readonly Event[];
}

export const sleep = task<Answers>(text, ({ sleep }, grading) => {
  playAll<Event, Case>(cases(grading), ({ rules }) => gameOf(sleep, rules), grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 800, "sleepers", (random, at) => {
    const rules = { sleepAfter: 1 + random.below(4), leaseMs: 300 };
    const isLeader = random.chance(0.6);
    const script = Array.from({ length: 1 + at % 30 }, () => anEvent(random, isLeader));
    return { rules, script: isLeader ? [event("leads"), ...script] : script };
  });
  const often = Array.from({ length: 14 }, () => event("due"));
  yield { rules: { sleepAfter: 12, leaseMs: 300 }, script: [event("leads"), ...often] };
}

const event = (type: Kind, more: Partial<Event> = {}): Event => ({
  type,
  afterMs: 0,
  node: 1,
  flaw: "",
  sleeps: true,
  ...more,
});

function anEvent(random: Random, isLeader: boolean): Event {
  const afterMs = [0, 10, 100, 299, 300, 700][random.below(6)]!, node = 1 + random.below(2);
  const which = random.below(20), sleeps = random.chance(0.8);
  const kind = (): Kind => {
    if (which < 1) return "leads";
    if (which < 2) return "follows";
    if (which < 3) return "asked";
    if (which < 4) return "came";
    if (which < 6) return "lost";
    return isLeader ? (which < 13 ? "due" : "slept") : "heard";
  };
  const type = kind(), names = Object.keys(type === "heard" ? differences : flaws);
  const flaw = random.chance(0.2) ? names[random.below(names.length)]! : "";
  return { type, afterMs, node, flaw, sleeps };
}

function gameOf(sleep: Sleep, rules: SleepRules): Game<Event> {
  return {
    words:
      `a replica of a group with members 0, 1 and 2, on node 0, that would sleep at heartbeat ` +
      `${rules.sleepAfter}, with a lease of ${rules.leaseMs} ms`,
    model: () => new Right(rules),
    start: () => sleep.start(rules),
    play(s, event, did) {
      const { type, node, now } = event, facts = structuredClone(event.facts!);
      const io: SleepIo = {
        stop: () => did("it stops its timers"),
        beat: () => did("it beats"),
        await: (isFree) => did(waits(isFree)),
        wake: (node) => did(`it wakes node ${node}`),
      };
      switch (type) {
        case "leads":
        case "follows":
          return sleep[type](s);
        case "due":
          return did(says(sleep.due(s, facts)));
        case "slept":
          return sleep.slept(s, node, facts, now!, io);
        case "heard":
          return did(isAsleep(sleep.heard(s, shown(beatOf(event)), facts, now!, io)));
        case "asked":
        case "came":
          return sleep[type](s, facts, now!, io);
        case "lost":
          return sleep.lost(s, node, facts, now!, io);
      }
    },
    tell,
    why: ({ type, flaw, sleeps }) =>
      type === "heard" && (flaw !== "" || !sleeps) ? `${SAME}; ${FREE}` : WHY[type],
  };
}

function tell({ type, node, flaw, sleeps, now, facts }: Event): string {
  const but = flaw === "" ? "" : `, and ${flaw}`;
  const words = {
    leads: "it begins to lead",
    follows: "it leads no more",
    due: `it is about to beat${but}`,
    slept: `node ${node} answers that it sleeps${but}`,
    heard: `it hears a heartbeat that says that the leader would ${
      sleeps ? "" : "not "
    }sleep${but}`,
    asked: "a client asks something of it",
    came: "a message comes for it that is no heartbeat",
    lost: `node ${node} is lost`,
  }[type];
  return `${now} ms: ${words}${
    facts?.leader === undefined || type !== "asked" ? "" : ` (leader: ${inWords(facts.leader)})`
  }`;
}

const QUIET =
  "a leader would sleep when nothing at all is to be done, and it has beaten so often since it " +
  "was asked anything, woke or began to lead (section 15.6)";
const ALL =
  "a leader sleeps when all other members have said that they do, and there is still nothing to " +
  "do: who is left awake would miss it. A heartbeat that would not sleep wakes them, so what they " +
  "said before it is over (section 15.6)";
const SAME =
  "a follower sleeps if it has all that the leader has, committed, in the leader's term: who " +
  "lacks something would lack it for as long as all sleep; any other heartbeat wakes it (section " +
  "15.6)";
const FREE =
  "who has slept for as long as a lease has heard of nobody for so long, and helps whoever asks " +
  "for its vote (TiKV 16429)";
const WAKES =
  "whatever comes for a sleeper wakes it: a leader beats, a follower waits for one, and if it is " +
  "asked something tells the leader, which may sleep as well; who has slept for as long as a " +
  "lease has heard of nobody for so long, and helps whoever asks for its vote (section 15.6; " +
  "TiKV 16429)";
const LOST = "whom a lost node led nobody else will wake (section 15.6)";
const WHY: Readonly<Record<Kind, string>> = {
  leads: QUIET,
  follows: QUIET,
  due: QUIET,
  slept: ALL,
  heard: SAME,
  asked: WAKES,
  came: WAKES,
  lost: LOST,
};
