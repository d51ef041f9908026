import text from "./sleep.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Sleep, SleepIo } from "../given.ts";
import { inWords } from "./in_order.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import {
  differences,
  type Event,
  flaws,
  type Group,
  isAsleep,
  type Kind,
  LAGS,
  Right,
  says,
  waits,
} from "./right_sleep.ts";

interface Case extends Group {
  readonly script: readonly Event[];
}

export const sleep = task<Answers>(text, ({ sleep }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(sleep, given), grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 800, "sleepers", (random, at) => {
    const group = aGroup(random), isLeader = random.chance(0.6);
    const script = Array.from(
      { length: 1 + at % 30 },
      () => anEvent(random, isLeader, group.rules.leaseMs),
    );
    return { ...group, script: isLeader ? [event("leads"), ...script] : script };
  });
  const small = { self: 0, others: [1, 2], index: 7 };
  const often = Array.from({ length: 72 }, () => event("due"));
  yield { ...small, rules: { sleepAfter: 70, leaseMs: 300 }, script: [event("leads"), ...often] };
  // All but one of many say that they sleep, twice; some of whom differ in a high bit only.
  const others = [1, 34, 2, 65, 0, 31, 32, 64, 66, 10, 33];
  const say = others.map((_, nth) => event("slept", { nth })), most = say.slice(0, -1);
  const script = [event("leads"), event("due"), ...most, ...most, ...say.slice(-1)];
  yield { rules: { sleepAfter: 1, leaseMs: 300 }, self: 3, others, index: 7, script };
}

const event = (type: Kind, more: Partial<Event> = {}): Event => ({
  type,
  afterMs: 0,
  nth: 0,
  other: 0,
  knowsLeader: true,
  flaw: "",
  sleeps: true,
  ...more,
});

/** Often three members, the first of which is judged; else any. */
function aGroup(random: Random): Group {
  const leaseMs = random.chance(0.6) ? 300 : [0, 1, 50, 1000][random.below(4)]!;
  const rules = { sleepAfter: 1 + random.below(4), leaseMs };
  const index = random.chance(0.7) ? 7 : [1, 10][random.below(2)]!;
  if (random.chance(0.5)) return { rules, self: 0, others: [1, 2], index };
  const nodes = [0, 1, 2, 3, 4, 5, 7, 9, 10, 12], many = [1, 2, 2, 3, 3, 4, 6][random.below(7)]!;
  const [self, ...others] = Array.from(
    { length: 1 + many },
    () => nodes.splice(random.below(nodes.length), 1)[0]!,
  );
  return { rules, self: self!, others, index };
}

function anEvent(random: Random, isLeader: boolean, leaseMs: number): Event {
  const afterMs = [0, 10, 100, Math.max(0, leaseMs - 1), leaseMs, 700][random.below(6)]!;
  const which = random.below(20), sleeps = random.chance(0.8);
  const kind = (): Kind => {
    if (which < 1) return "leads";
    if (which < 2) return "follows";
    if (which < 3) return "asked";
    if (which < 4) return "came";
    if (which < 5) return "lost";
    if (which < 6) return !isLeader ? "lost" : random.chance(0.5) ? "joins" : "leaves";
    return isLeader ? (which < 13 ? "due" : "slept") : "heard";
  };
  const type = kind();
  const names = Object.keys(type === "heard" ? differences : { ...flaws, [LAGS]: 0 });
  const flaw = random.chance(0.2) ? names[random.below(names.length)]! : "";
  const [nth, other] = [random.below(12), random.below(12)], knowsLeader = random.chance(0.8);
  return { type, afterMs, nth, other, knowsLeader, flaw, sleeps };
}

function gameOf(sleep: Sleep, group: Group): Game<Event> {
  const { rules, self, others } = group;
  return {
    words: `a replica on node ${self} of a group with other members on ${others.join(" ")}, that ` +
      `would sleep at heartbeat ${rules.sleepAfter}, with a lease of ${rules.leaseMs} ms`,
    model: () => new Right(group),
    start: () => sleep.start(rules),
    play(s, event, did) {
      const { type, now } = event, node = event.node!, facts = structuredClone(event.facts!);
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
          return did(isAsleep(sleep.heard(s, shown(event.beat!), facts, now!, io)));
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
    joins: `node ${node} becomes a member, too`,
    leaves: `node ${node} is a member no more`,
  }[type];
  const tells = type === "asked" || type === "lost";
  return `${now} ms: ${words}${tells ? ` (leader: ${inWords(facts!.leader)})` : ""}`;
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
  joins: ALL,
  leaves: ALL,
  heard: SAME,
  asked: WAKES,
  came: WAKES,
  lost: LOST,
};
