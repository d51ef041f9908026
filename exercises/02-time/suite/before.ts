import text from "./before.md" with { type: "text" };
import { frozen, type Grading, task, Wrong } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Event, Execution } from "../events.ts";
import { executions, observed, relay, steps, tellAll } from "hb/laboratory/clocks/executions.ts";
import { fewer } from "./fewer.ts";

/** Nodes and messages whose numbers are alike in some way. */
const strange: Execution = [
  { node: 0, kind: "send", message: -1 },
  { node: 8, kind: "step" },
  { node: 256, kind: "send", message: 1 },
  { node: 2 ** 32, kind: "deliver", message: -1 },
  { node: 16, kind: "deliver", message: 1 },
  { node: 0, kind: "send", message: 0.5 },
  { node: 32, kind: "deliver", message: 0.5 },
  { node: 8, kind: "step" },
];

/**
 * A message that is long on its way, to many nodes, to one of them again and again; meanwhile its sender does
 * nothing, and others do much.
 */
function apart(many: number): Execution {
  const times = <E>(count: number, make: (at: number) => E) =>
    Array.from({ length: count }, (_, at) => make(at));
  return [
    { node: 0, kind: "step" },
    { node: 0, kind: "send", message: 3 },
    ...times(many, (at): Event => ({ node: 100 + at, kind: "step" })),
    ...times(60, (at): Event => ({ node: 1 + at, kind: "deliver", message: 3 })),
    ...times(20, (): Event => ({ node: 60, kind: "deliver", message: 3 })),
    { node: 0, kind: "step" },
  ];
}

/** How many rounds `lattice` has. */
const ROUNDS = 32;

/**
 * Two nodes that tell each other something in every round: two ways lead on from each event, and so more ways
 * through them all than can be followed one by one. The first event is nobody's cause.
 */
function lattice(rounds: number): Event[] {
  const events: Event[] = [{ node: 9, kind: "step" }];
  for (let round = 0; round < rounds; round++) {
    for (const node of [0, 1]) events.push({ node, kind: "send", message: 2 * round + node });
    for (const node of [0, 1]) {
      events.push({ node, kind: "deliver", message: 2 * round + 1 - node });
    }
  }
  return events;
}

/**
 * How often one question may look at the nodes of `lattice`: more often than any that goes each way once, or
 * looks at all triples of events a few times.
 */
const MOST_LOOKS = 10_000_000;

/** Requires that what has been met on one way is not followed again on every other. */
function notEveryWay(before: Answers["before"], grading: Grading): void {
  const events = lattice(ROUNDS), order = observed(events);
  let looks = 0;
  const words = (a: number, b: number) =>
    `whether event ${a} happened before event ${b} of ${events.length}, by which two nodes tell each other ` +
    `something in every round, so that two ways lead on from each, in ${briefly(events)}`;
  for (const [a, b] of [[0, -1], [0, -2], [1, -1], [4, -3]] as const) {
    looks = 0;
    const at = events.length + b;
    const counted = events.map((event) =>
      Object.defineProperty({ ...event }, "node", {
        enumerable: true,
        get() {
          if (++looks > MOST_LOOKS) {
            throw new Wrong(
              `nodes of events are looked at more than ${MOST_LOOKS} times to say ${
                words(a, at)
              }; an ` +
                `event that has been met need not be followed again`,
            );
          }
          return event.node;
        },
      })
    );
    const said = grading.asked(() => before(frozen(counted), a, at), () => words(a, at));
    grading.equal(said, order(a, at), words(a, at));
  }
}

/** An execution in words; of a long one, its ends. */
function briefly(events: Execution): string {
  const all = tellAll(events).split("; ");
  const told = events.length <= 60 ? all : [...all.slice(0, 6), "…", ...all.slice(-6)];
  return `(${told.join("; ")})`;
}

/** The execution with fewer events, each delivery with its send; one that is very long is told as it is. */
function* without(events: Execution): Generator<Execution> {
  if (events.length > 400) return;
  for (const left of fewer(events)) {
    const sent = new Set(left.map((event) => event.kind === "send" ? event.message : undefined));
    if (left.every((event) => event.kind !== "deliver" || sent.has(event.message))) yield left;
  }
}

/** A longest chain: more events than a hasty answer follows, and few enough for a thorough one. */
const LONGEST_CHAIN = 270;

/**
 * The questions that are asked of so many events. A plain answer looks at every event, or at every three of
 * them, each time: so of long executions there are few.
 */
function* questions(count: number): Generator<readonly [a: number, b: number]> {
  const all = Array.from({ length: count }, (_, at) => at);
  if (count > 400) return yield* [[0, count - 1], [count - 1, 0]] as const;
  const ends = [0, 1, 2, count - 3, count - 2, count - 1].filter((at) => at in all);
  // Of a long chain, the ends say enough.
  const firsts = count <= 60 ? all : count <= 100 ? ends.slice(0, 3) : [0, 1];
  const lasts = count <= 60 ? [] : count <= 100 ? ends.slice(-3) : [count - 1];
  const others = count <= 100 ? all : [...new Set([...all.filter((at) => at % 50 === 0), ...ends])];
  for (const a of firsts) for (const b of others) yield [a, b];
  for (const b of lasts) for (const a of others) if (!firsts.includes(a)) yield [a, b];
}

export const before = task<Answers>(text, ({ before }, grading) => {
  const all = [
    ...executions(60, { nodes: 5, length: 50 }),
    strange,
    relay(36),
    steps(70),
    relay(LONGEST_CHAIN),
    apart(200),
  ];
  grading.forAll(all, (events) => {
    const order = observed(events);
    frozen(events);
    for (const [a, b] of questions(events.length)) {
      const words = () => `whether event ${a} happened before event ${b} in ${briefly(events)}`;
      const right = order(a, b), said = grading.asked(() => before(events, a, b), words);
      // It takes long to write down.
      if (said !== right) grading.equal(said, right, words());
    }
  }, without);
  notEveryWay(before, grading);
}, { largest: `executions of up to ${2 * LONGEST_CHAIN} events` });
