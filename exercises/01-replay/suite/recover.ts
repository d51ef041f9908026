import text from "./recover.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Fault } from "hb/sim/fault.ts";
import { constant } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { initialState, memoryOf, type State } from "../office.ts";
import { requestsFor } from "./ask_again.ts";
import { AT_BRANCH, recovering } from "./assemble.ts";
import {
  answersInWords,
  must,
  sendsInWords,
  situation,
  stateInWords,
  waitsInWords,
} from "./told.ts";
import { BUSIEST, NODES } from "./sizes.ts";
import { startOf, THINGS } from "./steps.ts";
import { crashPoints, endsWell, finders, impatient, patient } from "./trial.ts";

const crashes: readonly Fault[] = [
  { kind: "crash", at: 60, node: 0, downMs: 30 },
  { kind: "crash", at: 120, node: 1, downMs: 40 },
];

/** A branch asks again within this time after a crash, in ms. */
const SOON_MS = 1000;

export const recover = task<Answers>(text, (answers, grading) => {
  const { recover } = answers, office = recovering(answers);
  grading.begun((io) => void recover(io, []), AT_BRANCH);
  const disk = { fsync: constant(2) };
  endsWell(office, 60, grading, { disk, clients: impatient(finders(2, 3)), faults: crashes });
  // A finder who gives up hides a call that nobody sees to; so more trials, in which none does.
  for (const faults of crashPoints) {
    endsWell(office, 3, grading, { disk, clients: patient(10, faults), faults });
  }
  const journals = drawn(LIVES, "journals", journal);
  grading.forAll(journals, (given) => startsRight(recover, given, grading), function* (given) {
    const { records } = given;
    // What is left is the journal of a shorter life.
    for (let end = 0; end < records.length; end++) {
      yield { ...given, records: records.slice(0, end) };
    }
  });
});

/** How many journals are tried; the last of them is that of the busiest branch. */
const LIVES = 200;

/** What a node finds when it starts. */
interface Given {
  readonly self: number;
  readonly records: readonly State[];
}

/** The journal of the office, or of a branch, from birth on: each record is the state after one more step. */
function journal(random: Random, at: number): Given {
  const self = at % 3 === 0 ? 0 : 1 + at % 2, many = at % 4 === 3;
  const s = initialState(), records: State[] = [];
  const isBusiest = at === LIVES - 1;
  for (let steps = isBusiest ? BUSIEST : random.below(many ? 60 : 4); steps > 0; steps--) {
    if (self === 0) enters(s, random);
    else findsOrCloses(s, random, isBusiest ? undefined : many && random.chance(0.5));
    records.push(clone(s));
  }
  return { self, records };
}

/** Something is found at a branch, or one of its calls gets its ticket, unless `closes` is undefined. */
function findsOrCloses(s: State, random: Random, closes: boolean | undefined): void {
  const calls = [...s.open.keys()];
  if (calls.length > 0 && closes !== undefined && (closes || random.chance(0.3))) {
    s.open.delete(calls[random.below(calls.length)]!);
    return;
  }
  const finder = NODES + random.below(9), thing = THINGS[random.below(THINGS.length)]!;
  s.open.set(++s.calls, { finder, thing });
}

/** The office enters a call, of a branch whose earlier calls may be over. */
function enters(s: State, random: Random): void {
  const memory = memoryOf(s, 1 + random.below(3));
  const call = Math.max(memory.below, ...memory.tickets.keys()) + 1;
  if (random.chance(0.5)) memory.below = call;
  for (const old of [...memory.tickets.keys()]) {
    if (old < memory.below) memory.tickets.delete(old);
  }
  memory.tickets.set(call, s.book.push(THINGS[random.below(THINGS.length)]!));
}

function startsRight(
  recover: Answers["recover"],
  { self, records }: Given,
  grading: Grading,
): void {
  const last = records.at(-1) ?? initialState();
  const who = self === 0 ? "the office" : `branch ${self}`;
  const asked = records.length === 0
    ? `${who} is born, with an empty journal`
    : `${who} comes back with ${records.length} record${
      records.length === 1 ? "" : "s"
    }; the last says that ${stateInWords(last)}`;
  const did = grading.asked(
    () => startOf((io) => recover(io, clone(records)), self),
    () => `asked: ${asked}`,
  );
  must(did.state, last, {
    asked,
    why: "nothing else survives a crash, and the last record is the newest (1.9)",
    inWords: stateInWords,
  }, grading);
  must(did.answers, [], {
    asked,
    why: "no ticket has come",
    inWords: answersInWords,
  }, grading);
  const right = requestsFor(last).map(encode);
  for (const { to, message } of did.sends) {
    grading.expect(
      right.includes(encode({ to, message })),
      situation(
        asked,
        sendsInWords([{ to, message }]),
        `nothing but ${sendsInWords(requestsFor(last))}`,
        "what is asked for is an open call, with its thing, and below is the least that is open",
      ),
    );
  }
  const { timer } = did;
  if (last.open.size === 0) {
    const why = "where no call is open, the branch is silent";
    return must(did.waits, [], { asked, why, inWords: waitsInWords }, grading);
  }
  grading.expect(
    timer !== undefined && timer.delayMs <= SOON_MS && timer.timer.attempt === 0,
    situation(
      asked,
      waitsInWords(timer === undefined ? [] : [timer]),
      `the timer is set for ${SOON_MS} ms or less, with attempt 0`,
      "a crash has taken the timer, and nobody else sees to the open calls (1.9)",
    ),
  );
}
