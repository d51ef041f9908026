import text from "./register.md" with { type: "text" };
import { drawn, type Grading, runFor, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { initialState, type Io, type State, type Upon } from "../office.ts";
import { naiveBut } from "./assemble.ts";
import { givenBook, oneTicketEach } from "./rules.ts";
import { fewer, NODES, nothingElse, stepIn, stepOf, THINGS } from "./steps.ts";
import { bookInWords, called, must, sendsInWords, situation } from "./told.ts";
import { finders, lateCopies, trial, trouble } from "./trial.ts";

export const register = task<Answers>(text, ({ register }, grading) => {
  grading.begun(asking(register, initialState(), { from: 1, call: 1, below: 1, thing: "hat" }));
  const scenario = trial(naiveBut({ register }), givenBook, {
    network: { ...trouble, loss: 0 },
    clients: finders(3, 1),
    invariants: [oneTicketEach(givenBook)],
  });
  grading.sweep(scenario, { seeds: 60, drive: (world) => runFor(world, 300) });
  const late = { ...scenario, network: { ...lateCopies, loss: 0 } };
  grading.sweep(late, { seeds: 10, drive: (world) => runFor(world, 4000) });
  grading.forAll(
    [umbrellas, ...drawn(120, "dialogues", dialogue), everybody(), ...manyNumbers()],
    (requests) => answersRight(register, requests, grading),
    function* (requests) {
      yield renumbered(requests);
      yield* fewer(requests);
    },
  );
});

/** The same with small numbers of branches and calls, in the same order. */
function renumbered(requests: readonly Request[]): Request[] {
  const rank = (of: (each: Request) => number, given: number) =>
    1 + [...new Set(requests.map(of))].sort((a, b) => a - b).indexOf(given);
  return requests.map(({ from, call, thing }) => ({
    from: rank((each) => each.from, from),
    call: rank((each) => each.call, call),
    below: 1,
    thing,
  }));
}

/** What a branch asks for. */
interface Request {
  readonly from: number;
  readonly call: number;
  readonly below: number;
  readonly thing: string;
}

/** Two umbrellas, two branches, and calls that overtake one another. */
const umbrellas: readonly Request[] = [
  { from: 1, call: 1, below: 1, thing: "umbrella" },
  { from: 1, call: 1, below: 1, thing: "umbrella" },
  { from: 1, call: 2, below: 1, thing: "umbrella" },
  { from: 2, call: 1, below: 1, thing: "scarf" },
  { from: 1, call: 4, below: 1, thing: "hat" },
  { from: 1, call: 3, below: 1, thing: "glove" },
  { from: 1, call: 2, below: 2, thing: "umbrella" },
  { from: 2, call: 1, below: 1, thing: "scarf" },
];

/** Few branches, few calls, few things, in any order, and each call any number of times. */
function dialogue(random: Random): Request[] {
  const nodes = random.chance(0.5) ? [1, 2] : [1, 2, 11, 12, NODES - 1];
  const first = [1, 1, 9, 98, 254][random.below(5)]!, calls = 2 + random.below(14);
  const things = Array.from({ length: 64 * calls }, () => THINGS[random.below(THINGS.length)]!);
  const asked = Array.from({ length: 4 + random.below(30) }, () => {
    const from = nodes[random.below(nodes.length)]!, at = random.below(calls);
    return { from, call: first + at, thing: things[from * at % things.length]! };
  });
  // Whoever says that calls are over never asks for them again.
  return asked.map((each, at) => {
    const later = asked.slice(at).filter(({ from }) => from === each.from);
    const least = Math.min(...later.map(({ call }) => call));
    return { ...each, below: random.chance(0.5) ? least : Math.max(1, least - random.below(4)) };
  });
}

/** One call of each of many branches, twice. */
function everybody(): Request[] {
  const once = Array.from({ length: NODES - 1 }, (_, i) => ({
    from: i + 1,
    call: 1,
    below: 1,
    thing: "hat",
  }));
  return [...once, ...once];
}

/** Many calls, whose numbers collide if only some of their digits or bits are looked at, twice. */
function manyNumbers(): Request[][] {
  const powers = [64, 100, 256, 1000, 65_536, 1_000_000, 2 ** 31, 2 ** 32, 2 ** 40];
  const calls = [
    ...Array.from({ length: 300 }, (_, i) => i + 1),
    ...powers.flatMap((n) => [n - 1, n, n + 1, n + 2].filter((call) => call > 300)),
  ];
  return [[1, 2], [12, 21]].map((nodes) => {
    const once = calls.flatMap((call) =>
      nodes.map((from) => ({ from, call, below: 1, thing: "hat" }))
    );
    return [...once, ...once];
  });
}

/** Replies to one request after the other, the book, and what is remembered. */
function answersRight(
  register: Upon["register"],
  requests: readonly Request[],
  grading: Grading,
): void {
  const tickets = new Map<string, number>(), book: string[] = [], asked: string[] = [];
  const isLong = requests.length > 64;
  let s = initialState();
  for (const request of requests) {
    const { from, call, thing } = request, name = `${from} ${call}`;
    const again = tickets.has(name);
    const ticket = tickets.get(name) ?? book.push(thing);
    tickets.set(name, ticket);
    const what = `branch ${from} asks for the ticket of its call ${call} (${called(thing)})` +
      `${again ? " again" : ""}, ${asked.length === 0 ? "as the first of all" : "after calls "}` +
      `${asked.slice(-9).join(", ")}`;
    const did = grading.asked(
      () => (isLong ? stepIn : stepOf)(s, (s, io) => asking(register, s, request)(io), 0),
      () => `asked: ${what}`,
    );
    const reply = { type: "ticket", call, ticket } as const;
    const why = again
      ? "a call that is heard again has its ticket, and the branch would not ask if it knew (1.7)"
      : "a call is named by its branch and its number: this one is new, and gets the next ticket (1.7)";
    const told = { asked: what, why };
    must(did.sends, [{ to: from, message: reply }], { ...told, inWords: sendsInWords }, grading);
    nothingElse(did, ["sends"], what, "to reply is all that is to be done here", grading);
    s = did.state;
    // A long book is compared at the end.
    if (!isLong) must(s.book, book, { ...told, inWords: bookInWords }, grading);
    asked.push(`${call} of branch ${from}`);
  }
  must(s.book, book, {
    asked: `${requests.length} requests, for ${tickets.size} calls`,
    why: "each call is entered once",
    inWords: (all) => `${all.length} entries: ${bookInWords(all)}`,
  }, grading);
  remembers(s, requests, tickets, grading);
}

/** In part 4, `forget` relies on what is remembered. */
function remembers(
  s: State,
  requests: readonly Request[],
  tickets: ReadonlyMap<string, number>,
  grading: Grading,
): void {
  for (const from of new Set(requests.map(({ from }) => from))) {
    const mine = requests.filter((each) => each.from === from);
    const over = Math.max(...mine.map(({ below }) => below)), memory = s.branches.get(from);
    for (const { call } of mine) {
      if (call < over) continue;
      const [has, must] = [memory?.tickets.get(call), tickets.get(`${from} ${call}`)];
      grading.expect(
        has === must,
        situation(
          `branch ${from} has asked for its call ${call}`,
          `the office remembers ${has === undefined ? "no ticket" : `ticket ${has}`} of it, in ` +
            `memoryOf(s, ${from}).tickets, by the number of the call`,
          `ticket ${must}`,
          "that is where part 4 looks for it, and forgets it when the call is over",
        ),
      );
    }
    grading.expect(
      (memory?.below ?? 1) <= over,
      `\`below\` of branch ${from} is what it said itself, at most ${over}: found ${memory?.below}`,
    );
  }
  grading.equal([s.calls, s.open.size], [0, 0], "the fields of the office that only branches use");
}

/** A step in which a branch asks the office. */
const asking = (register: Upon["register"], s: State, request: Request) => (io: Io) =>
  register(s, Object.freeze({ type: "register", ...request }), io);
