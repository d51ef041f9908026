import text from "./commit.md" with { type: "text" };
import { type Grading, task, toTheEnd } from "hb/grade/part.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Operation } from "hb/model/history.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { constant, type Latency, uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { Answers } from "../answers.ts";
import { type Commit, type Committing, EPSILON_MS, type Passed } from "../events.ts";

/** The stamp has passed after 2ε; a little more is allowed for, and no more. */
const LONGEST_MS = 2 * EPSILON_MS + 1;

export const commit = task<Answers>(text, ({ commit }, grading) => {
  const few = { clients: 4, each: 3, think: uniform(0.1, 6) };
  sweep(servers(commit, few), 300, grading);
  // As far apart as clocks may be, with readings of 0 and below; everybody asks at once, and again at once.
  for (const offsets of [[-EPSILON_MS, EPSILON_MS, 0], [EPSILON_MS, -EPSILON_MS, -EPSILON_MS]]) {
    const clocks = { set: offsets.map((offsetMs) => ({ offsetMs })) };
    const crowd = { clients: 60, each: 2, think: constant(0) };
    sweep({ ...servers(commit, crowd), clocks }, 2, grading);
    sweep({ ...servers(commit, few), clocks }, 20, grading);
  }
  answersOnce(commit, grading);
  for (const everyMs of [0, 0.5, 3]) busy(commit, everyMs, grading);
});

/** Two ask one after the other; when the timer goes off late, each is answered once at the most. */
function answersOnce(commit: Answers["commit"], grading: Grading): void {
  const s: Committing = { pending: [] };
  const at = (now: number) => new StepIo<Commit, Passed, never>({ self: 0, nodes: 3, now });
  for (const client of [3, 4]) commit.commit(s, { type: "commit", from: client }, at(client - 4));
  const io = at(LONGEST_MS * 2);
  commit.passed(s, { type: "passed" }, io);
  const answered = io.effects.flatMap((each) => each.kind === "answer" ? [each.client] : []);
  grading.equal(answered, [...new Set(answered)], "nobody is answered twice; who is answered");
}

/** How many servers there are; clients have the numbers from here on. */
const NODES = 3;

/** How many ask a busy server. */
const MANY = 200;

/**
 * A server that is asked again and again, long after its clock began: by its own clock, everybody is answered
 * once, after 2ε and not much later, which is when the stamp has passed everywhere.
 */
function busy(commit: Answers["commit"], everyMs: number, grading: Grading): void {
  const s: Committing = { pending: [] }, born = 1.7e12 + 0.25;
  const told = new Map<number, number>();
  let now = born, due: number | undefined;
  const take = (step: (io: StepIo<Commit, Passed, never>) => void): void => {
    const io = new StepIo<Commit, Passed, never>({ self: 0, nodes: NODES, now });
    grading.asked(() => step(io), () => `what happens at ${now - born} ms`);
    for (const each of io.effects) {
      if (each.kind === "wait") due = now + each.delayMs;
      if (each.kind === "cancel") due = undefined;
      if (each.kind !== "answer") continue;
      const client = each.client - NODES, afterMs = now - born - client * everyMs;
      const who =
        `client ${client}, who asked at ${client * everyMs} ms, as ${MANY} clients did, one ` +
        `every ${everyMs} ms`;
      grading.expect(!told.has(client), `each is answered once, and twice ${who}`);
      // A clock of this size has no digits for less.
      grading.expect(
        afterMs > 2 * EPSILON_MS - 0.002 && afterMs <= LONGEST_MS + 0.002,
        `an answer takes ${
          2 * EPSILON_MS
        } ms by the server's clock, and no more than ${LONGEST_MS}: it ` +
          `took ${afterMs.toFixed(2)} ms for ${who}`,
      );
      told.set(client, now);
    }
  };
  const passUntil = (end: number): void => {
    for (let turns = 0; due !== undefined && due <= end && turns < 9 * MANY; turns++) {
      [now, due] = [Math.max(now, due), undefined];
      take((io) => commit.passed(s, { type: "passed" }, io));
    }
  };
  for (let client = 0; client < MANY; client++) {
    passUntil(born + client * everyMs);
    now = born + client * everyMs;
    take((io) => commit.commit(s, { type: "commit", from: NODES + client }, io));
  }
  passUntil(Infinity);
  grading.equal(told.size, MANY, `how many of ${MANY} clients are answered`);
}

/** Everybody is answered, and then nothing is left: no client waits, and no timer goes off any more. */
function sweep(
  scenario: Scenario<Committing, Commit, Passed>,
  seeds: number,
  grading: Grading,
): void {
  grading.sweep(scenario, {
    seeds,
    drive: toTheEnd(
      150,
      [100, "everyone is answered", (world) => !world.clientsBusy],
      [
        50,
        "who is answered does not stay in `pending`",
        ({ states }) => states.every((state) => state!.pending.length === 0),
      ],
      [50, "where nobody waits, no timer is set", ({ pending }) => pending === 0],
    ),
  });
}

/** Three servers, and clients who ask one after the other. */
function servers(
  commit: Answers["commit"],
  { clients, each, think }: { readonly clients: number; readonly each: number; think: Latency },
): Scenario<Committing, Commit, Passed> {
  return {
    protocol: {
      start: () => ({ pending: [] }),
      upon: { commit: (s, event, io) => commit.commit(s, event, io) },
      after: { passed: (s, timer, io) => commit.passed(s, timer, io) },
    },
    nodes: 3,
    clocks: { maxOffsetMs: EPSILON_MS },
    clients: {
      workload: Array.from(
        { length: clients },
        () => Array.from({ length: each }, (_, input) => ({ input })),
      ),
      ask: () => ({ type: "commit" }),
      to: ({ client, sequence }, nodes) => (client + sequence) % nodes,
      think,
      link: "local",
    },
    invariants: [external, prompt],
  };
}

const external: Invariant<Committing> = {
  name: "external consistency",
  words: "who asks after another was answered gets a larger stamp",
  check({ history }) {
    const done = history.filter(({ outcome }) => outcome === "ok") as Operation<unknown, number>[];
    for (const last of done.slice(-4)) {
      const first = done.find((each) =>
        each.endedAt < last.invokedAt && !(each.output! < last.output!)
      );
      if (first === undefined) continue;
      const moments = [first.output, first.endedAt, last.invokedAt, last.output];
      const [stamp, ended, invoked, later] = moments.map((ms) => Number(ms).toFixed(2));
      const words =
        `answered ${stamp} at ${ended} ms, and to one who asked at ${invoked} ms, ${later}`;
      return { words, nodes: [] };
    }
    return undefined;
  },
};

const prompt: Invariant<Committing> = {
  name: "no longer than needed",
  words: `an answer takes ${LONGEST_MS} ms at the most`,
  check({ at, history }) {
    const late = history.find(({ invokedAt, endedAt }) =>
      Math.min(endedAt, at) - invokedAt > LONGEST_MS
    );
    return late &&
      { words: `whoever asked at ${late.invokedAt.toFixed(2)} ms waits longer`, nodes: [] };
  },
};
