import text from "./register.md" with { type: "text" };
import { drawn, type Grading, runFor, task } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { initialState, type Io, memoryOf, type State, type Upon } from "../office.ts";
import { naiveBut } from "./assemble.ts";
import { givenBook, oneTicketEach } from "./rules.ts";
import { BUSIEST, NODES } from "./sizes.ts";
import { fewer, nothingElse, stepIn, stepOf, THINGS } from "./steps.ts";
import { bookInWords, called, KEEP_NOTHING, must, sendsInWords, situation } from "./told.ts";
import { finders, lateCopies, trial, trouble } from "./trial.ts";

export const register = task<Answers>(text, ({ register }, grading) => {
  grading.begun(asking(register, initialState(), { from: 1, call: 1, below: 1, thing: "hat" }));
  remembersInState(register, grading);
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
    (dialogue) => {
      grading.busyWith(() => load(dialogue));
      answersRight(register, dialogue, grading);
    },
    smaller,
  );
});

/** The same request comes to two offices that have heard of nothing: they have nothing in common. */
function remembersInState(register: Upon["register"], grading: Grading): void {
  const request = { from: 2, call: 3, below: 1, thing: "scarf" };
  const asked =
    "two offices that have heard of nothing are asked for the same, one after the other";
  const heard = () => {
    const step = () => stepOf(initialState(), (s, io) => asking(register, s, request)(io), 0);
    const { state: { book }, sends } = grading.asked(step, () => `asked: ${asked}`);
    return { book, sends };
  };
  const one = heard(), other = heard();
  must(other, one, {
    asked,
    why: KEEP_NOTHING,
    inWords: ({ book, sends }) => `book: ${bookInWords(book)}; ${sendsInWords(sends)}`,
  }, grading);
}

/** What a branch asks for. */
interface Request {
  readonly from: number;
  readonly call: number;
  readonly below: number;
  readonly thing: string;
}

/** What an office hears. */
interface Dialogue {
  /** Before that, calls of these branches below this are over, */
  readonly first: number;
  /** and so many things were entered. */
  readonly entered: number;
  readonly requests: readonly Request[];
}

/** How much an office is asked in it: whoever is too slow for that is told so. */
function load({ requests }: Dialogue): string {
  const branches = new Set(requests.map(({ from }) => from)).size;
  const calls = new Set(requests.map(({ from, call }) => `${from} ${call}`)).size;
  const of = branches === 1 ? "one branch" : `${branches} branches`;
  return `${requests.length} requests, for ${calls} calls of ${of}`;
}

/** With fewer requests; in an office that has heard of nothing; with small numbers, in the same order. */
function* smaller({ first, entered, requests }: Dialogue): Generator<Dialogue> {
  for (const each of fewer(requests)) yield { first, entered, requests: each };
  if (entered > 0) yield { first, entered: 0, requests };
  const rank = (of: (each: Request) => number) => {
    const known = [...new Set(requests.map(of))].sort((a, b) => a - b);
    const ranks = new Map(known.map((each, i) => [each, i + 1]));
    return (given: number) => ranks.get(given)!;
  };
  const [from, call] = [rank((each) => each.from), rank((each) => each.call)];
  const plain = requests.map((each) => ({
    from: from(each.from),
    call: call(each.call),
    below: 1,
    thing: each.thing,
  }));
  if (first > 1 || encode(plain) !== encode(requests)) yield { first: 1, entered, requests: plain };
}

/** Two umbrellas, two branches, and calls that overtake one another. */
const umbrellas: Dialogue = {
  first: 1,
  entered: 0,
  requests: [
    { from: 1, call: 1, below: 1, thing: "umbrella" },
    { from: 1, call: 1, below: 1, thing: "umbrella" },
    { from: 1, call: 2, below: 1, thing: "umbrella" },
    { from: 2, call: 1, below: 1, thing: "scarf" },
    { from: 1, call: 4, below: 1, thing: "hat" },
    { from: 1, call: 3, below: 1, thing: "glove" },
    { from: 1, call: 2, below: 2, thing: "umbrella" },
    { from: 2, call: 1, below: 1, thing: "scarf" },
  ],
};

/** Few branches, few calls, few things, in any order, and each call any number of times; copies come late. */
function dialogue(random: Random, at: number): Dialogue {
  const nodes = random.chance(0.5) ? [1, 2] : [1, 2, 11, 12, NODES - 1];
  const first = [1, 1, 9, 98, 254][random.below(5)]!, calls = 2 + random.below(14);
  const things = Array.from({ length: 64 * calls }, () => THINGS[random.below(THINGS.length)]!);
  const asked = Array.from({ length: 4 + random.below(30) }, () => {
    const from = nodes[random.below(nodes.length)]!, at = random.below(calls);
    return { from, call: first + at, thing: things[from * at % things.length]! };
  });
  // Whoever says that calls are over never asks for them again.
  const requests = asked.map((each, at) => {
    const later = asked.slice(at).filter(({ from }) => from === each.from);
    const least = Math.min(...later.map(({ call }) => call));
    return { ...each, below: random.chance(0.5) ? least : Math.max(1, least - random.below(4)) };
  });
  if (at % 4 === 3) {
    for (let n = random.below(6); n >= 0; n--) {
      requests.push(requests[random.below(asked.length)]!);
    }
  }
  return { first, entered: random.chance(0.5) ? random.below(9) : 0, requests };
}

/** Two calls of each of many branches, twice. */
function everybody(): Dialogue {
  const once = [1, 2].flatMap((call) =>
    Array.from({ length: NODES - 1 }, (_, i) => ({ from: i + 1, call, below: 1, thing: "hat" }))
  );
  return { first: 1, entered: 0, requests: [...once, ...once] };
}

/** Many calls, whose numbers collide if only some of their digits or bits are looked at, twice. */
function manyNumbers(): Dialogue[] {
  const powers = [
    ...Array.from({ length: 9 }, (_, i) => 10 ** (i + 1)),
    ...Array.from({ length: 50 }, (_, i) => 2 ** (i + 3)),
  ];
  return [[1, 2, 300], [12, 21, BUSIEST]].map(([one, two, most]) => {
    const calls = [
      ...Array.from({ length: most! }, (_, i) => i + 1),
      ...new Set(powers.flatMap((n) => [n - 1, n, n + 1, n + 2].filter((call) => call > most!))),
    ];
    const once = calls.flatMap((call) =>
      [one!, two!].map((from) => ({ from, call, below: 1, thing: "hat" }))
    );
    return { first: 1, entered: 0, requests: [...once, ...once] };
  });
}

/** An office that knows of nothing but calls that are over. */
function officeOf({ first, entered, requests }: Dialogue): State {
  const s = initialState();
  s.book.push(...Array.from({ length: entered }, () => "glove"));
  for (const { from } of requests) memoryOf(s, from).below = first;
  return s;
}

/** Replies to one request after the other, the book, and what is remembered. */
function answersRight(register: Upon["register"], dialogue: Dialogue, grading: Grading): void {
  const { entered, requests } = dialogue;
  const tickets = new Map<string, number>(), over = new Map<number, number>();
  const isLong = requests.length > 64;
  let s = entered > 0 || dialogue.first > 1 ? officeOf(dialogue) : initialState();
  const book = [...s.book];
  for (const [at, request] of requests.entries()) {
    const { from, call, below, thing } = request, name = `${from} ${call}`;
    const again = tickets.has(name), late = call < (over.get(from) ?? 1);
    const ticket = tickets.get(name) ?? book.push(thing);
    tickets.set(name, ticket);
    over.set(from, Math.max(below, over.get(from) ?? 1));
    const words = () => inWords(dialogue, at, again, late);
    const did = grading.asked(
      () => (isLong ? stepIn : stepOf)(s, (s, io) => asking(register, s, request)(io), 0),
      () => `asked: ${words()}`,
    );
    s = did.state;
    const { sends: [reply, ...more] } = did;
    const isRight = more.length === 0 && reply?.to === from &&
      isTicket(reply.message, call, ticket);
    // A call that is over may be left without a reply: nobody waits for it.
    const silent = late && reply === undefined;
    if (!silent && !isRight) {
      const right = { to: from, message: { type: "ticket", call, ticket } } as const;
      must(did.sends, [right], {
        asked: words(),
        why: again
          ? "a call that is heard again has its ticket, and the branch would not ask if it knew (1.7)"
          : "a call is named by its branch and its number: this one is new, and gets the next ticket, the " +
            "place in the book (1.7)",
        inWords: sendsInWords,
      }, grading);
    }
    nothingElse(did, ["sends"], words, "to reply is all that is to be done here", grading);
    // A long book is compared at the end.
    if (isLong) continue;
    const why = late
      ? "it is late, as the branch has said that the call is over; it was entered long ago"
      : "each call is entered once";
    must(s.book, book, { asked: words(), why, inWords: bookInWords }, grading);
    leavesBelow(s, dialogue, over, words, grading);
  }
  must(s.book, book, {
    asked: `${requests.length} requests, for ${tickets.size} calls`,
    why: "each call is entered once",
    inWords: (all) => `${all.length} entries: ${bookInWords(all)}`,
  }, grading);
  leavesBelow(s, dialogue, over, () => `${requests.length} requests`, grading);
  remembers(s, requests, tickets, over, grading);
}

function isTicket(message: unknown, call: number, ticket: number): boolean {
  const said = Object(message) as Record<string, unknown>;
  return said["type"] === "ticket" && said["call"] === call && said["ticket"] === ticket &&
    Object.keys(said).length === 3;
}

/** What is asked, and after what. */
function inWords(
  { entered, requests }: Dialogue,
  at: number,
  again: boolean,
  late: boolean,
): string {
  const { from, call, below, thing } = requests[at]!;
  const before = requests.slice(Math.max(0, at - 9), at).map((each) =>
    `${each.call} of branch ${each.from}`
  );
  const book = entered === 0 ? "" : `, with ${entered} older entries in the book`;
  return `branch ${from} asks for the ticket of its call ${call} (${called(thing)})` +
    `${again ? " again" : ""}${late ? `, late` : ""}, with below ${below}, ` +
    `${before.length === 0 ? "as the first of all" : `after calls ${before.join(", ")}`}${book}`;
}

/** `below` is left to part 4: it may stay as it is, and is never less than before nor more than the branch said. */
function leavesBelow(
  s: State,
  { first }: Dialogue,
  over: ReadonlyMap<number, number>,
  asked: () => string,
  grading: Grading,
): void {
  for (const [from, said] of over) {
    const below = s.branches.get(from)?.below ?? first;
    if (below >= first && below <= Math.max(first, said)) continue;
    grading.expect(
      false,
      situation(
        asked(),
        `memoryOf(s, ${from}).below is ${below}`,
        said > first ? `${first}, as before, or up to ${said}` : `${first}, as before`,
        "what is over is part 4's concern: `below` never goes down, and only the branch can raise it",
      ),
    );
  }
}

/** In part 4, `forget` relies on what is remembered. */
function remembers(
  s: State,
  requests: readonly Request[],
  tickets: ReadonlyMap<string, number>,
  over: ReadonlyMap<number, number>,
  grading: Grading,
): void {
  for (const { from, call } of requests) {
    if (call < over.get(from)!) continue;
    const has = s.branches.get(from)?.tickets.get(call), must = tickets.get(`${from} ${call}`);
    if (has === must) continue;
    grading.expect(
      false,
      situation(
        `branch ${from} has asked for its call ${call}`,
        `the office remembers ${has === undefined ? "no ticket" : `ticket ${has}`} of it, in ` +
          `memoryOf(s, ${from}).tickets, by the number of the call`,
        `ticket ${must}`,
        "that is where part 4 looks for it, and forgets it when the call is over",
      ),
    );
  }
  grading.equal([s.calls, s.open.size], [0, 0], "the fields of the office that only branches use");
}

/** A step in which a branch asks the office. */
const asking = (register: Upon["register"], s: State, request: Request) => (io: Io) =>
  register(s, Object.freeze({ type: "register", ...request }), io);
