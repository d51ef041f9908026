import text from "./forget.md" with { type: "text" };
import { drawn, type Grading, task, Wrong } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { initialState, memoryOf, type Register, type State } from "../office.ts";
import { forgetting } from "./assemble.ts";
import { givenBook, oneTicketEach, smallMemory, ticketsHold } from "./rules.ts";
import { APART, NODES, REMEMBERED } from "./sizes.ts";
import { fewer, number } from "./steps.ts";
import { situation, someInWords, stateInWords } from "./told.ts";
import { endsWell, finders, lateCopies } from "./trial.ts";

export const forget = task<Answers>(text, (answers, grading) => {
  const event = { type: "register", from: 1, call: 1, below: 1, thing: "hat" } as const;
  grading.begun(() => void answers.forget(initialState(), event));
  // The plainest first: what a step does by itself is told without a run.
  grading.forAll(
    [
      ...drawn(120, "requests", (random, at) => hears(random, at % 4 === 3 ? 30 : 6)),
      many(),
      far(),
    ],
    (dialogue) => forgetsRight(answers.forget, dialogue, grading),
    function* ({ first, known, requests }) {
      if (known > 0) {
        for (const part of [2, 4, 8]) {
          yield { first, known: known - Math.ceil(known / part), requests };
        }
      }
      for (const each of fewer(requests)) yield { first, known, requests: each };
    },
  );
  endsWell(forgetting(answers), 60, grading);
  endsWell(forgetting(answers), 10, grading, { network: lateCopies });
  endsWell(forgetting(answers), 40, grading, {
    clients: finders(1, 6),
    invariants: [smallMemory, oneTicketEach(givenBook), ticketsHold(givenBook)],
  });
});

/** What an office hears that has lived before. */
interface Dialogue {
  /** Before that, calls of these branches below this are over, */
  readonly first: number;
  /** and the office has heard of so many calls of each from there on. */
  readonly known: number;
  readonly requests: readonly Register[];
}

/**
 * What an office hears from three branches: each has up to `most` calls open, asks for them in any order, closes
 * one when it has been heard; and copies of what was said long ago come at any time.
 */
function hears(random: Random, most: number): Dialogue {
  const first = number(random);
  const branches = [1, 2, [12, NODES - 1, 70_000][random.below(3)]!].map((from) => ({
    from,
    next: first,
    open: [] as number[],
    known: new Set<number>(),
  }));
  const said: Register[] = [];
  for (let at = 0; at < 4 * most + random.below(20); at++) {
    const branch = branches[random.below(branches.length)]!, { from, open, known } = branch;
    const mine = said.filter((each) => each.from === from);
    const away = APART[random.below(APART.length)]!;
    if (first > away && random.chance(0.1)) {
      const old = first - away;
      said.push({ type: "register", from, call: old, below: old, thing: `thing ${old}` });
      continue;
    }
    if (open.length === 0 || (open.length < most && random.chance(0.5))) {
      for (let n = random.below(4); n >= 0; n--) open.push(branch.next++);
    }
    const call = open[random.below(open.length)]!;
    const copy = random.chance(0.3) ? mine[random.below(mine.length)] : undefined;
    said.push(
      copy ?? { type: "register", from, call, below: Math.min(...open), thing: `thing ${call}` },
    );
    if (copy === undefined) known.add(call);
    for (const each of open.filter((each) => known.has(each))) {
      if (random.chance(0.3)) open.splice(open.indexOf(each), 1);
    }
  }
  return { first, known: 0, requests: said };
}

/** A branch that asks for many calls, the last of them first, and then says that almost all are over. */
function many(): Dialogue {
  const ask = (call: number, below: number): Register => (
    { type: "register", from: 1, call, below, thing: `thing ${call}` }
  );
  const requests = [
    ...Array.from({ length: MANY }, (_, i) => ask(MANY - i, 1)),
    ask(1, 1),
    ask(MANY, MANY - 1),
    ask(1, 1),
  ];
  return { first: 1, known: 0, requests };
}

/** How many calls are asked for in the longest dialogue; the office is looked at after each. */
const MANY = 300;

/** Very many calls are remembered, and all over at once; then old copies come. */
function far(): Dialogue {
  const next = REMEMBERED + 1;
  const ask = (call: number, below: number): Register => (
    { type: "register", from: 1, call, below, thing: `thing ${call}` }
  );
  const requests = [ask(next, 2), ask(next, REMEMBERED - 1), ask(1, 1), ask(4000, 3)];
  return { first: 1, known: REMEMBERED, requests };
}

/** An office that has lived. */
function officeOf({ first, known, requests }: Dialogue): State {
  const s = initialState();
  if (first === 1 && known === 0) return s;
  for (const from of new Set(requests.map(({ from }) => from))) {
    const memory = memoryOf(s, from);
    memory.below = first;
    for (let i = 0; i < known; i++) memory.tickets.set(first + i, s.book.push("glove"));
  }
  return s;
}

/** After each request: what may pass, and what is remembered. */
function forgetsRight(
  forget: Answers["forget"],
  dialogue: Dialogue,
  grading: Grading,
): void {
  const { first, known, requests } = dialogue;
  const s = officeOf(dialogue), right = officeOf(dialogue), heard: string[] = [];
  const before = [
    ...(first > 1 ? [`all below ${first} is over`] : []),
    ...(known > 0 ? [`${known} calls of each branch are remembered`] : []),
  ];
  const where = before.length === 0 ? "" : `, at an office where ${before.join(" and ")}`;
  for (const event of requests) {
    const { from, call, below, thing } = event;
    const asked = `branch ${from} asks for call ${call} and says that all below ${below} is over` +
      `${heard.length === 0 ? "" : `, after ${heard.slice(-9).join(", ")}`}${where}`;
    const memory = memoryOf(right, from);
    memory.below = Math.max(memory.below, below);
    for (const old of [...memory.tickets.keys()]) {
      if (old < memory.below) memory.tickets.delete(old);
    }
    const passes = grading.asked(
      () => forget(s, Object.freeze({ ...event })),
      () => `asked: ${asked}`,
    );
    const may = call >= memory.below;
    grading.expect(
      passes === may,
      situation(
        asked,
        `forget returns ${passes}`,
        `${may}`,
        may
          ? `call ${call} is not over, as all below ${memory.below} is`
          : `call ${call} is over, as all below ${memory.below} is: what was forgotten would be entered again`,
      ),
    );
    for (const from of new Set(requests.map(({ from }) => from))) {
      const mine = s.branches.get(from), theirs = right.branches.get(from);
      const belows = [mine?.below ?? 1, theirs?.below ?? 1] as const;
      grading.expect(
        belows[0] === belows[1],
        situation(
          asked,
          `below of branch ${from} is ${belows[0]}`,
          `${belows[1]}`,
          "it is the greatest that this branch has said: messages overtake one another",
        ),
      );
      const [mineHave, theirsHave] = [mine, theirs].map((each) => each?.tickets ?? new Map());
      if (alike(mineHave!, theirsHave!)) continue;
      throw new Wrong(situation(
        asked,
        `of branch ${from}, the office remembers ${told(mineHave!)}`,
        told(theirsHave!),
        "calls that are not over are remembered with their tickets, and no others are",
      ));
    }
    grading.expect(
      s.book.length === right.book.length && s.book.every((thing, i) => thing === right.book[i]) &&
        s.calls === 0 && s.open.size === 0,
      situation(
        asked,
        `something else has changed: ${stateInWords(s)}`,
        stateInWords(right),
        "`forget` leaves the book and all else alone",
      ),
    );
    heard.push(`${call} of branch ${from} (below ${below})`);
    // What `register` would do.
    if (!may || memory.tickets.has(call)) continue;
    for (const each of [s, right]) memoryOf(each, from).tickets.set(call, each.book.push(thing));
  }
}

function alike(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  return a.size === b.size && [...a].every(([call, ticket]) => b.get(call) === ticket);
}

/** Calls and their tickets, in words. */
function told(tickets: ReadonlyMap<number, number>): string {
  const each = [...tickets].sort(([a], [b]) => a - b).map(([call, ticket]) =>
    `call ${call} with ticket ${ticket}`
  );
  return someInWords(each) || "no call";
}
