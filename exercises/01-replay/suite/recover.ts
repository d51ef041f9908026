import text from "./recover.md" with { type: "text" };
import { drawn, type Grading, task, Wrong } from "hb/grade/part.ts";
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
import { BUSIEST, LONG, NODES } from "./sizes.ts";
import { finder, startOf, THINGS, waitsForTheDisk } from "./steps.ts";
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
  // The plainest first: what a start does by itself is told without a run.
  const journals = [...drawn(LIVES, "journals", journal), long()];
  grading.forAll(journals, (given) => startsRight(recover, given, grading), function* (given) {
    const { self, records } = given;
    // What is left is the journal of a shorter life.
    for (const end of shorter(records.length)) yield { self, records: records.slice(0, end) };
    if (self > 1) yield { self: 1, records };
  });
  const disk = { fsync: constant(2) };
  endsWell(office, 60, grading, { disk, clients: impatient(finders(2, 3)), faults: crashes });
  // A finder who gives up hides a call that nobody sees to; so more trials, in which none does.
  for (const faults of crashPoints) {
    endsWell(office, 3, grading, { disk, clients: patient(10, faults), faults });
  }
});

/** Lengths less than this one; of a long journal, only some. */
function* shorter(length: number): Generator<number> {
  const step = Math.max(1, length >> 5);
  for (let end = 0; end < length; end += step) yield end;
}

/** How many journals are tried; the last of them is that of the busiest branch. */
const LIVES = 200;

/** What a node finds when it starts. */
interface Given {
  readonly self: number;
  readonly records: readonly State[];
}

/** The journal of the office, or of a branch, from birth on: each record is the state after one more step. */
function journal(random: Random, at: number): Given {
  const isBranch = at % 3 > 0, many = at % 4 === 3;
  const self = isBranch ? 1 + random.below(at % 2 === 0 ? 2 : NODES - 1) : 0;
  const s = initialState(), records: State[] = [];
  const isBusiest = at === LIVES - 1;
  for (let steps = isBusiest ? BUSIEST : random.below(many ? 60 : 4); steps > 0; steps--) {
    if (self === 0) enters(s, random);
    else findsOrCloses(s, random, isBusiest ? undefined : many && random.chance(0.5));
    // The states before the last of very many calls would be no more than work.
    if (!isBusiest || steps < 9) records.push(clone(s));
  }
  return { self, records };
}

/** The journal of a branch at which one thing is found after the other. */
function long(): Given {
  const records: State[] = [];
  for (let calls = 1; records.length < LONG; calls++) {
    const found = { ...initialState(), calls };
    const open = new Map([[calls, { finder: NODES + calls, thing: "hat" }]]);
    records.push({ ...found, open }, found);
  }
  const [last] = records.slice(-2);
  return { self: 1, records: [...records, { ...last!, calls: last!.calls + 1 }] };
}

/** Something is found at a branch, or one of its calls gets its ticket, unless `closes` is undefined. */
function findsOrCloses(s: State, random: Random, closes: boolean | undefined): void {
  const calls = [...s.open.keys()];
  if (calls.length > 0 && closes !== undefined && (closes || random.chance(0.3))) {
    s.open.delete(calls[random.below(calls.length)]!);
    return;
  }
  const thing = THINGS[random.below(THINGS.length)]!;
  s.open.set(++s.calls, { finder: finder(random), thing });
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
  const right = new Set(requestsFor(last).map(encode)), sent = new Set<string>();
  for (const { to, message } of did.sends) {
    const text = encode({ to, message });
    if (!right.has(text)) {
      throw new Wrong(situation(
        asked,
        sendsInWords([{ to, message }]),
        `nothing but ${sendsInWords(requestsFor(last))}`,
        "what is asked for is an open call, with its thing, and below is the least that is open",
      ));
    }
    if (sent.has(text)) {
      throw new Wrong(situation(
        asked,
        `${sendsInWords([{ to, message }])}, and that ${
          did.sends.filter((each) => encode(each) === text).length
        } times`,
        "once, or not at all before the timer goes off",
        "where many branches come back at the same time, each request counts",
      ));
    }
    sent.add(text);
  }
  waitsForTheDisk(did, () => asked, grading);
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
