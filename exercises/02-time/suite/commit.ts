import text from "./commit.md" with { type: "text" };
import { atEachNode, type Grading, task, told as inWords, toTheEnd, Wrong } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
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
  answersAtAll(commit, grading);
  const few = { clients: 4, each: 3, think: uniform(0.1, 6) };
  sweep(servers(commit, few), 300, grading);
  // As far apart as clocks may be, with readings of 0 and below; everybody asks at once, and again at once.
  for (const offsets of [[-EPSILON_MS, EPSILON_MS, 0], [EPSILON_MS, -EPSILON_MS, -EPSILON_MS]]) {
    const clocks = { set: offsets.map((offsetMs) => ({ offsetMs })) };
    const crowd = { clients: 60, each: 2, think: constant(0) };
    sweep({ ...servers(commit, crowd), clocks }, 2, grading);
    sweep({ ...servers(commit, few), clocks }, 20, grading);
  }
  for (const everyMs of [0, 0.5, 3]) sideBySide(commit, { everyMs, lateMs: 0 }, grading);
  for (const everyMs of [0.5, 7]) sideBySide(commit, { everyMs, lateMs: 40 }, grading);
  ages(commit, grading);
});

/** What is not as it should be in what a server keeps, whatever that is. */
function strangeIn(s: unknown): string | undefined {
  const { pending } = Object(s) as Partial<Committing>;
  return Array.isArray(pending)
    ? undefined
    : `\`pending\` must be a list: found ${inWords(pending)}`;
}

/** How often the timer of a server goes off at most for one client. */
const MOST_TURNS = 20;

/** Requires that one client is answered, sooner or later: when that may be, a run can show. */
function answersAtAll(commit: Answers["commit"], grading: Grading): void {
  let now = 100, s: Committing = { pending: [] };
  const asked = "a client asks a server whose clock reads 100";
  let step = (io: StepIo<Commit, Passed, never>) =>
    commit.commit(s, { type: "commit", from: NODES }, io);
  for (let turn = 0, last = asked; turn <= MOST_TURNS; turn++) {
    const io = new StepIo<Commit, Passed, never>({ self: 0, nodes: NODES, now });
    s = clone(s);
    grading.asked(() => step(io), () => `what happens when ${last}`);
    const strange = strangeIn(s);
    if (strange !== undefined) throw new Wrong(`${strange}, when ${last}`);
    if (io.effects.some(({ kind }) => kind === "answer")) return;
    const wait = io.effects.findLast((each) => each.kind === "wait");
    grading.expect(
      wait !== undefined && turn < MOST_TURNS,
      `${asked}, and nobody else does: expected an answer when its stamp has surely passed, found none; ` +
        (wait === undefined
          ? `when ${last}, no timer is set either`
          : `the timer has gone off ${turn} times, and is set again for ${wait.delayMs} ms when it reads ${now}`),
    );
    now += wait!.delayMs;
    last = `the timer goes off and the clock reads ${now}`;
    step = (io) => commit.passed(s, { type: "passed" }, io);
  }
}

/** How many servers there are; clients have the numbers from here on. */
const NODES = 3;

/** How many ask a busy server. */
const MANY = 200;

/** A client who has been answered: what its server's clock read when it asked and then, and the stamp. */
interface Told {
  readonly asked: number;
  readonly answered: number;
  readonly stamp: number;
}

/** A server whose steps are taken one by one, by a clock that begins at `born`. */
class Server {
  readonly told = new Map<number, Told>();
  #s: Committing = { pending: [] };
  #now: number;
  #due: number | undefined;
  readonly #asked = new Map<number, number>();

  constructor(
    readonly commit: Answers["commit"],
    readonly grading: Grading,
    readonly born: number,
    readonly lateMs: number,
  ) {
    this.#now = born;
  }

  /** Lets time pass until then, and a client ask. */
  ask(client: number, afterMs: number): void {
    this.passUntil(this.born + afterMs);
    this.#now = this.born + afterMs;
    this.#asked.set(client, this.#now);
    this.#take((s, io) => this.commit.commit(s, { type: "commit", from: client }, io));
  }

  /** Lets time pass until then, or until no timer is set any more. */
  passUntil(end: number): void {
    for (let turns = 0; this.#due !== undefined && this.#due <= end && turns < 9 * MANY; turns++) {
      [this.#now, this.#due] = [Math.max(this.#now, this.#due), undefined];
      this.#take((s, io) => this.commit.passed(s, { type: "passed" }, io));
    }
  }

  #take(step: (s: Committing, io: StepIo<Commit, Passed, never>) => void): void {
    const now = this.#now, { grading } = this;
    const io = new StepIo<Commit, Passed, never>({ self: 0, nodes: NODES, now });
    // What is kept outside of the state, or is recognised by its address, is not there at the next step.
    this.#s = clone(this.#s);
    grading.asked(() => step(this.#s, io), () => `what happens at ${this.#at(now)} ms`);
    const strange = strangeIn(this.#s);
    if (strange !== undefined) throw new Wrong(`${strange}, at ${this.#at(now)} ms`);
    for (const each of io.effects) {
      if (each.kind === "wait") this.#due = now + each.delayMs + this.lateMs;
      if (each.kind === "cancel") this.#due = undefined;
      if (each.kind === "answer") this.#tell(each.client, each.result);
    }
  }

  #tell(client: number, result: unknown): void {
    const { grading, told } = this, asked = this.#asked.get(client), answered = this.#now;
    if (asked === undefined) {
      throw new Wrong(
        `a server answers those who asked it: client ${client} asked another one, whose number and whose ` +
          `clients are others; nodes have nothing in common but messages, and keep all in their state`,
      );
    }
    const who = `client ${client}, who asked at ${this.#at(asked)} ms`;
    grading.expect(!told.has(client), `each is answered once, and twice ${who}`);
    const afterMs = answered - asked;
    const late = this.lateMs === 0 ? "" : `, where timers go off ${this.lateMs} ms late`;
    // A clock of this size has no digits for less.
    grading.expect(
      afterMs > 2 * EPSILON_MS - 0.002 && (this.lateMs > 0 || afterMs <= LONGEST_MS + 0.002),
      `an answer takes ${2 * EPSILON_MS} ms by the server's clock, and no more than ` +
        `${LONGEST_MS}: it took ${afterMs.toFixed(2)} ms for ${who}${late}`,
    );
    grading.expect(
      typeof result === "number" && Number.isFinite(result),
      `a stamp is a number: ${who}, is answered ${inWords(result)}`,
    );
    told.set(client, { asked, answered, stamp: result as number });
  }

  #at(now: number): string {
    return String(now - this.born);
  }
}

/**
 * Two servers that are asked again and again, one of them long after its clock began: by its own clock,
 * everybody is answered once, after 2ε, which is when the stamp has passed everywhere, and not much later, if
 * timers are not. They have the same number, each in its own system, and know nothing of each other.
 */
function sideBySide(
  commit: Answers["commit"],
  { everyMs, lateMs }: { readonly everyMs: number; readonly lateMs: number },
  grading: Grading,
): void {
  const servers = [1.7e12 + 0.25, -3.75].map((born) => new Server(commit, grading, born, lateMs));
  for (let nth = 0; nth < MANY; nth++) {
    for (const [at, server] of servers.entries()) {
      server.ask(NODES + at * MANY + nth, nth * everyMs);
    }
  }
  const how = lateMs === 0 ? "" : `, where timers go off ${lateMs} ms late`;
  for (const server of servers) {
    server.passUntil(Infinity);
    grading.equal(
      server.told.size,
      MANY,
      `how many are answered of ${MANY} clients, of whom one asks every ${everyMs} ms${how}`,
    );
    inOrder([...server.told.values()], grading);
  }
}

/** What clocks read in the course of time, in order: a server is asked once, and another one a little later. */
const AGES = [
  ...[-1e6, -70_000.5, -6, 0, 90.5, 220, 900, 4000, 32_700, 65_500, 65_535.5, 999_990, 16_777_200],
  ...[2 ** 31 - 20, 2 ** 31, 2 ** 32 - 20, 2 ** 32, 5e9, 1e12, 1.6e12, 1.7e12, 1.7e12 + 86_400_000],
];

/** Stamps grow for as long as servers live, and by the hundredth of a millisecond. */
function ages(commit: Answers["commit"], grading: Grading): void {
  const moments = AGES.flatMap((age) => [age, age + 0.0625, age + 1.5]);
  const told = moments.map((born, client) => {
    const server = new Server(commit, grading, born, 0);
    server.ask(NODES + client, 0);
    server.passUntil(Infinity);
    const found = server.told.get(NODES + client);
    grading.expect(found !== undefined, `who asks when the clock reads ${born} is answered`);
    return found!;
  });
  inOrder(told, grading);
}

/**
 * Whoever asks after somebody was answered gets a larger stamp, at a server whose clock may be 2ε behind the
 * other's.
 */
function inOrder(told: readonly Told[], grading: Grading): void {
  const byAnswer = told.toSorted((a, b) => a.answered - b.answered);
  const byAsking = told.toSorted((a, b) => a.asked - b.asked);
  let next = 0, first: Told | undefined;
  for (const last of byAsking) {
    while (
      next < byAnswer.length && byAnswer[next]!.answered - 2 * EPSILON_MS < last.asked - 0.002
    ) {
      const each = byAnswer[next++]!;
      if (first === undefined || each.stamp > first.stamp) first = each;
    }
    if (first === undefined) continue;
    const { asked, answered, stamp } = first;
    grading.expect(
      last.stamp > stamp,
      `one asks when a server's clock reads ${asked}, and is answered ${stamp} when it reads ` +
        `${answered}; another asks later, when a clock that is up to ${
          2 * EPSILON_MS
        } ms behind reads ` +
        `${last.asked}, and is answered ${last.stamp}, which is not larger`,
    );
  }
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
    nodes: NODES,
    clocks: { maxOffsetMs: EPSILON_MS },
    clients: {
      workload: Array.from(
        { length: clients },
        (_, client) =>
          Array.from({ length: each }, () => ({ input: `a stamp of server ${client % NODES}` })),
      ),
      ask: () => ({ type: "commit" }),
      to: ({ client }) => client % NODES,
      think,
      link: "local",
    },
    invariants: [list, external, prompt],
  };
}

const list = atEachNode<Committing>("list", "`pending` is a list", strangeIn);

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
        `one was answered ${stamp} at ${ended} ms, and another, who asked at ${invoked} ms, ${later}`;
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
