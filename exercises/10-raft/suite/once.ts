import text from "./once.md" with { type: "text" };
import { atEachNode, drawn, type Grading, shown, task, toTheEnd } from "hb/grade/part.ts";
import { raftBut } from "hb/consensus/raft/change.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import { aStart, pick } from "hb/laboratory/raft/logs.ts";
import { someSessions } from "hb/laboratory/raft/servers.ts";
import { careful } from "hb/laboratory/raft/trials.ts";
import { clone } from "hb/model/clone.ts";
import { inWords as dataInWords } from "hb/model/in_words.ts";
import { inSession, OPEN } from "hb/replicated/client_sessions.ts";
import { admit, openSession, remember } from "hb/replicated/sessions.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Sessions, Stamp, State } from "../given.ts";
import { shortestFirst } from "./cases.ts";

const CLIENTS = 2;

export const once = task<Answers>(text, ({ once }, grading) => {
  // Clients that soon ask again, on a network that loses and doubles.
  grading.sweep({
    protocol: raftBut({ rules: once }, { ...careful, whenNotLeading: "forward" }),
    nodes: 3,
    network: { latency: uniform(1, 40), loss: 0.1, duplication: 0.2 },
    invariants: [twice, ...invariants()],
    clients: {
      workload: ["0", "1"].map((client) => [
        { at: 800, input: OPEN },
        ...[0, 1, 2, 3, 4, 5].map((n) => ({ input: `${client}.${n}` })),
      ]),
      ask: (input, which, seen) => inSession(CLIENTS, () => seen!.history)(input, which),
      to: ({ client, attempt }) => (client + attempt) % 3,
      timeoutMs: 90,
      retries: 20,
    },
  }, {
    seeds: 8,
    shrinkRuns: 100,
    drive: toTheEnd(1500, [6000, "every request is answered", (world) => !world.clientsBusy]),
  });
  questions(once, grading);
  livesOn(once, grading);
});

/** How many requests a session has that lives on, and how many answers its client may ask for at most. */
const REQUESTS = 160, OPEN_AT_MOST = 100;

/**
 * One session from its beginning on, as servers keep it: its client is content with more and more answers, but not at
 * once. What was answered again a moment ago may be forgotten now, whoever remembers it elsewhere.
 */
function livesOn({ admit: theirs }: Answers["once"], grading: Grading): void {
  const sessions: Sessions = new Map(), session = 7;
  openSession(sessions, session, 1);
  const ask = (sequence: number, lowest: number) => {
    const { answers, lowest: kept } = sessions.get(session)!;
    const words = `request ${sequence} in a session whose lowest is ${kept}, and which has ` +
      `${answers.size} answers, from number ${kept} on`;
    const stamp = { session, sequence, lowest: Math.min(sequence, lowest) };
    const right = admit(sessions, stamp), before = answers.size;
    const found = grading.asked(() => theirs(sessions, shown(stamp)), () => words);
    grading.equal(found.type, right.type, `what to do with ${words}`);
    if (right.type === "repeated") grading.alike(found, right, words);
    grading.equal(
      answers.size,
      before,
      `how many answers there are, after it was asked for ${words}`,
    );
  };
  for (let sequence = 0; sequence < REQUESTS; sequence++) {
    const lowest = sequence < OPEN_AT_MOST ? 0 : sequence - 2;
    ask(sequence, lowest);
    remember(sessions, { session, sequence, lowest }, `answer ${sequence}`, sequence);
    for (const back of [0, 1, 2, 3, 4, 20, 63, 64, 65, OPEN_AT_MOST - 1]) {
      if (back <= sequence) ask(sequence - back, lowest);
    }
  }
}

function questions({ admit: theirs }: Answers["once"], grading: Grading): void {
  for (const { sessions, stamp } of requests()) {
    const words = inWords(sessions, stamp), right = admit(sessions, stamp);
    const copy = clone(sessions);
    const found = grading.asked(() => theirs(copy, shown(stamp)), () => words);
    grading.equal(found.type, right.type, `what to do with ${words}`);
    // Of the others the answer is not asked for.
    if (right.type === "repeated") grading.alike(found, right, words);
    grading.equal(copy, sessions, `the sessions, after they were only asked for ${words}`);
  }
}

const requests = shortestFirst(() => drawn(500, "requests", aRequest));

/** Some sessions with answers of all sorts, and a request in one of them, or in none. */
function aRequest(random: Random) {
  const sessions: Sessions = someSessions(random), ids = [...sessions.keys()];
  for (
    const id of random.chance(0.1)
      ? [10, 11, 12, 13, 14, 15]
      : [pick(random, [3, 3, 2 ** 16 + 3, 2 ** 32 + 3])]
  ) {
    const lowest = random.below(3) + aStart(random);
    const length = random.chance(0.2) ? pick(random, [20, 20, 100]) : random.below(4);
    const after = Array.from({ length }, (_, i) => lowest + i).filter(() => random.chance(0.8));
    const answers = new Map(after.map((sequence) => [sequence, `answer ${sequence}`]));
    // Whoever used it last says nothing of who it is.
    sessions.set(id, { lowest, answers, usedAt: 9 });
    ids.push(id);
  }
  if (random.chance(0.05)) sessions.clear();
  const session = random.chance(0.85) ? pick(random, ids) : 4;
  const { lowest = 0 } = sessions.get(session) ?? {};
  const sequence = Math.max(
    0,
    lowest + random.below(8) - 3 + (random.chance(0.15) ? pick(random, [16, 90]) : 0),
  );
  return { sessions, stamp: { session, sequence, lowest: random.below(sequence + 1) } };
}

/** Of more answers not all are told. */
const MOST_TOLD = 12;

function inWords(sessions: Sessions, { session: id, sequence, lowest }: Stamp): string {
  const session = sessions.get(id), asked = `request ${sequence} (lowest ${lowest})`;
  if (session === undefined) return `${asked} in session ${id}, of which nothing is known`;
  const all = [...session.answers].map(([each, answer]) => `${each}: ${dataInWords(answer)}`);
  const answers = all.length <= MOST_TOLD ? all : [
    ...all.slice(0, MOST_TOLD),
    `… (${all.length} in all, ${
      session.answers.has(sequence) ? "" : "not "
    }${sequence} among them)`,
  ];
  return `${asked} in session ${id}, whose lowest is ${session.lowest}, and which has the answers ` +
    `{${answers.join(", ")}}`;
}

const twice = atEachNode<State>(
  "exactly once",
  "a command is executed once, however often it is asked for",
  ({ machine }, node) => {
    const executed = machine as unknown[];
    const again = executed.find((each, i) => executed.indexOf(each) !== i);
    return again === undefined ? undefined : `node ${node} has executed ${again} twice`;
  },
);
