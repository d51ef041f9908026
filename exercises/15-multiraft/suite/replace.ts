import text from "./replace.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { NodeId, Replace, Seen } from "../given.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { type Event, type Job, verdictInWords, World } from "./right_operator.ts";

interface Case extends Job {
  readonly script: readonly Event[];
}

export const replace = task<Answers>(text, ({ replace }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(replace, given), grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 900, "operators", (random, at) => {
    const job = aJob(random), { stepMs } = job;
    const script = Array.from({ length: 1 + at % 24 }, () => anEvent(random, stepMs));
    // It is mostly asked at once, and else when much may have come about since it was made.
    if (random.chance(0.15)) return { ...job, script };
    const afterMs = random.chance(0.85) ? 0 : [10, stepMs, stepMs + 1][random.below(3)]!;
    return { ...job, script: [{ type: "turn", afterMs }, ...script] };
  });
}

/** Often nodes that are numbered in order; else any numbers, in any order. */
function aJob(random: Random): Job {
  const isUsual = random.chance(0.5), numbers = [0, 1, 2, 5, 6, 9, 10, 11, 12, 23, 40];
  const many = [3, 3, 3, 3, 5, 5, 2, 7][random.below(8)]!;
  const pick = () => numbers.splice(isUsual ? 0 : random.below(numbers.length), 1)[0]!;
  const voters = Array.from({ length: many }, pick), to = pick();
  const learners = [to, pick()].filter(() => random.chance(0.2));
  const [leader, from] = [voters[random.below(many)]!, voters[random.below(many)]!];
  // Somebody else has caught up who may lead.
  const others = voters.filter((node) => node !== from), may = others[random.below(many - 1)]!;
  const caughtUp = [...voters, ...learners].filter((node) =>
    node === leader || node === may || random.chance(0.6)
  );
  const conf = isUsual ? 12 : random.below(3), version = isUsual ? 3 : random.below(3);
  const seen = {
    group: 7,
    leader,
    voters,
    learners,
    caughtUp: isUsual ? caughtUp : caughtUp.reverse(),
    conf,
    version,
  };
  const [stepMs, startMs] = isUsual
    ? [1000, 500]
    : [[10, 200, 1000, 60_000][random.below(4)]!, [0, 500, 123_456][random.below(3)]!];
  return { seen, from, to, stepMs, startMs };
}

function anEvent(random: Random, stepMs: number): Event {
  const which = random.below(34), half = stepMs / 2;
  const soon = stepMs / 100, afterMs = [soon, stepMs / 10, half - 1, half + 1, stepMs];
  if (which < 14) {
    return { type: "turn", afterMs: Math.ceil(which < 11 ? soon : afterMs[random.below(5)]!) };
  }
  if (which < 24) return { type: "carries out" };
  if (which < 29) return { type: "catches up" };
  if (which < 30) return { type: "falls behind" };
  if (which < 31) return { type: "other leader", nth: random.below(5) };
  if (which < 32) return { type: "other members", twice: random.chance(0.5) };
  return { type: random.chance(0.7) ? "is split" : "is gone" };
}

function gameOf(replace: Replace, job: Job): Game<Event> {
  const { seen, from, to, stepMs, startMs } = job;
  return {
    words:
      `an operator that moves a replica of a range from node ${from} to node ${to}, where a step may take ${stepMs} ms; at ${startMs} ms the range has ${
        inShort(seen)
      }`,
    model: () => new World(job),
    start: () => replace.start(shown(seen), from, to, stepMs, startMs),
    play(s, event, did) {
      if (event.type !== "turn") return;
      did(verdictInWords(replace.next(s, event.seen && shown(event.seen), event.now!)));
    },
    tell(event) {
      switch (event.type) {
        case "turn":
          return `${event.now} ms: what is next? The range ${
            event.seen ? `has ${inShort(event.seen)}` : "is gone"
          }`;
        case "catches up":
          return `node ${to} catches up, if it is a member`;
        case "falls behind":
          return `node ${to} falls behind`;
        case "other leader":
          return "another of its voters leads";
        case "other members":
          return `somebody else adds a learner${event.twice ? ", and removes it again" : ""}`;
        case "carries out":
          return "the range carries out what was ordered last, if that is for its epoch";
        default:
          return `the range ${event.type}`;
      }
    },
    why: (_event, [must]) =>
      must === "over, late" ? LATE : must?.endsWith("leads") ? `${LEADS}; ${PINNED}` : PINNED,
  };
}

function inShort({ leader, voters, learners, caughtUp, conf, version }: Seen): string {
  const list = (nodes: readonly NodeId[]) => [...new Set(nodes)].join(" ") || "none";
  return `version ${version}, conf ${conf}, leader ${leader}, voters ${list(voters)}, learners ${
    list(learners)
  }, caught up ${list(caughtUp)}`;
}

const PINNED =
  "an operator is pinned to the epoch that it was made for, and from there only to those that " +
  "its own steps make: whoever stamps an old order with a new epoch has it carried out twice (pd " +
  "1652); a new replica counts for nothing before it has caught up, and then both change places " +
  "at once; each step has its time, the first from the start on (section 15.7)";
const LEADS =
  "who leads hands over before it is moved, to the lowest of the other voters that had caught up " +
  "at the start";
const LATE =
  "a step that takes longer than it may is given up, and the driver begins anew with what is true " +
  "then; the time of the first begins at the start, that of another when the one before is seen to " +
  "be done (section 15.7)";
