import text from "./forget.md" with { type: "text" };
import { drawn, type Grading, task, Wrong } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { initialState, memoryOf, type Register } from "../office.ts";
import { forgetting } from "./assemble.ts";
import { givenBook, oneTicketEach, smallMemory, ticketsHold } from "./rules.ts";
import { fewer } from "./steps.ts";
import { situation, stateInWords } from "./told.ts";
import { endsWell, finders, lateCopies } from "./trial.ts";

export const forget = task<Answers>(text, (answers, grading) => {
  const event = { type: "register", from: 1, call: 1, below: 1, thing: "hat" } as const;
  grading.begun(() => void answers.forget(initialState(), event));
  endsWell(forgetting(answers), 60, grading);
  endsWell(forgetting(answers), 10, grading, { network: lateCopies });
  endsWell(forgetting(answers), 40, grading, {
    clients: finders(1, 6),
    invariants: [smallMemory, oneTicketEach(givenBook), ticketsHold(givenBook)],
  });
  grading.forAll(
    [...drawn(80, "requests", (random, at) => hears(random, at % 4 === 3 ? 30 : 6)), many()],
    (requests) => forgetsRight(answers.forget, requests, grading),
    fewer,
  );
});

/**
 * What an office hears from three branches: each has up to `most` calls open, asks for them in any order, closes
 * one when it has been heard; and copies of what was said long ago come at any time.
 */
function hears(random: Random, most: number): Register[] {
  const first = [1, 1, 6, 95, 250, 1020][random.below(6)]!;
  const branches = [1, 2, 12].map((from) => ({
    from,
    next: first,
    open: [] as number[],
    known: new Set<number>(),
  }));
  const said: Register[] = [];
  for (let at = 0; at < 4 * most + random.below(20); at++) {
    const branch = branches[random.below(branches.length)]!, { from, open, known } = branch;
    const mine = said.filter((each) => each.from === from);
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
  return said;
}

/** How many calls one branch has open at once, in the longest of the dialogues. */
const MANY = 300;

/** A branch that asks for many calls, the last of them first, and then says that almost all are over. */
function many(): Register[] {
  const ask = (call: number, below: number): Register => (
    { type: "register", from: 1, call, below, thing: `thing ${call}` }
  );
  return [
    ...Array.from({ length: MANY }, (_, i) => ask(MANY - i, 1)),
    ask(1, 1),
    ask(MANY, MANY - 1),
    ask(1, 1),
  ];
}

/** After each request: what may pass, and what is remembered. */
function forgetsRight(
  forget: Answers["forget"],
  requests: readonly Register[],
  grading: Grading,
): void {
  const s = initialState(), right = initialState(), heard: string[] = [];
  for (const event of requests) {
    const { from, call, below, thing } = event;
    const asked = `branch ${from} asks for call ${call} and says that all below ${below} is over` +
      `${heard.length === 0 ? "" : `, after ${heard.slice(-9).join(", ")}`}`;
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
  return each.join(", ") || "no call";
}
