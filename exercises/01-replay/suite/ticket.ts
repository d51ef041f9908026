import text from "./ticket.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Answers } from "../answers.ts";
import type { Upon } from "../office.ts";
import { AT_BRANCH, busyBranch, naiveBut } from "./assemble.ts";
import { givenBook, ticketsHold } from "./rules.ts";
import { APART, BUSIEST } from "./sizes.ts";
import {
  type Branch,
  branch,
  nothingElse,
  number,
  openInWords,
  smallerBranch,
  stateOf,
  stepOf,
} from "./steps.ts";
import { answersInWords, must, situation, stateInWords } from "./told.ts";
import { endsWell } from "./trial.ts";

export const ticket = task<Answers>(text, ({ ticket }, grading) => {
  const event = { type: "ticket", from: 0, call: 2, ticket: 9 } as const;
  grading.begun((io) => ticket(busyBranch(), event, io), AT_BRANCH);
  endsWell(naiveBut({ ticket }), 120, grading, {
    network: { latency: uniform(1, 60), duplication: 0.4 },
    invariants: [ticketsHold(givenBook)],
  });
  grading.forAll(
    arrivals(),
    (arrival) => judge(ticket, arrival, grading),
    function* ({ branch, ...rest }) {
      for (const each of smallerBranch(branch)) yield { ...rest, branch: each };
    },
  );
});

/** A ticket arrives at a branch. */
interface Arrival {
  readonly branch: Branch;
  readonly call: number;
  readonly ticket: number;
}

/** Tickets of calls that are open, and of others that are long closed, near them and far from them. */
function arrivals(): Arrival[] {
  return [...drawn(400, "tickets", (random, at) => {
    const size = at % 100 === 99 ? BUSIEST : random.below(at % 8 === 7 ? 40 : 5);
    const given = branch(random, size);
    // The last of very many is looked for, too.
    const which = size === BUSIEST ? size - 1 : random.below(given.open.length);
    const [some] = given.open[which] ?? [1];
    const away = APART[random.below(APART.length)]!;
    const isOpen = size === BUSIEST || random.chance(0.5);
    const call = isOpen ? some : some > away ? some - away : 1;
    const ticket = (random.chance(0.5) ? number(random) : some) + random.below(3);
    return { branch: { ...given, calls: Math.max(given.calls, call) }, call, ticket };
  })];
}

function judge(
  ticket: Upon["ticket"],
  { branch, call, ticket: number }: Arrival,
  grading: Grading,
): void {
  const before = stateOf(branch), open = before.open.get(call);
  const asked = `ticket ${number} of call ${call} comes to ${openInWords(branch)}`;
  const event = Object.freeze({ type: "ticket", from: 0, call, ticket: number } as const);
  const did = grading.asked(
    () => stepOf(before, (s, io) => ticket(s, event, io), branch.self),
    () => `asked: ${asked}`,
  );
  const told = open === undefined ? [] : [{ client: open.finder, result: number }];
  const why = open === undefined
    ? `call ${call} is closed: a ticket may come twice, or long after its call`
    : `the number in the message says which call it is about, whatever else is open`;
  must(did.answers, told, { asked, why, inWords: answersInWords }, grading);
  const after = stateOf(branch);
  after.open.delete(call);
  must(did.state, after, {
    asked,
    why: "a call is closed when its finder has been told; no other is, and nothing else changes",
    inWords: stateInWords,
  }, grading);
  nothingElse(
    did,
    ["answers"],
    () => asked,
    "to tell the finder is all that is to be done here",
    grading,
  );
  const left = "calls that are still open need their timer, or nobody asks for them again";
  grading.expect(
    !did.cancelled || after.open.size === 0,
    situation(asked, "the timer is cancelled", "the timer stays set", left),
  );
}
