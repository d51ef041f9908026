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
import { branch, fewer, startOf, stateOf, THINGS } from "./steps.ts";
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
  const journals = drawn(200, "journals", journal);
  grading.forAll(journals, (given) => startsRight(recover, given, grading), function* (given) {
    const { records } = given;
    for (const some of fewer(records)) yield { ...given, records: some };
  });
});

/** What a node finds when it starts. */
interface Given {
  readonly self: number;
  readonly records: readonly State[];
}

/** The journal of the office, or of a branch; what is open comes and goes. */
function journal(random: Random, at: number): Given {
  const most = at % 4 === 3 ? 20 : 2;
  const records = Array.from({ length: random.below(most + 1) }, () => {
    const size = random.chance(0.3) ? 0 : random.chance(0.2) ? random.below(30) : random.below(4);
    return at % 3 === 0 ? office(random) : stateOf(branch(random, size));
  });
  return { self: at % 3 === 0 ? 0 : 1 + at % 2, records };
}

/** An office that has entered some calls. */
function office(random: Random): State {
  const s = initialState();
  for (let entries = random.below(6); entries > 0; entries--) {
    const memory = memoryOf(s, 1 + random.below(3));
    const ticket = s.book.push(THINGS[random.below(THINGS.length)]!);
    memory.tickets.set(memory.below + ticket, ticket);
    memory.below += random.below(2);
  }
  return s;
}

function startsRight(
  recover: Answers["recover"],
  { self, records }: Given,
  grading: Grading,
): void {
  const last = records.at(-1) ?? initialState();
  const who = self === 0 ? "the office" : `branch ${self}`;
  const when = records.length === 0
    ? `at the birth of ${who}`
    : `when ${who} starts with ${records.length} records, of which the last is ${encode(last)}`;
  const did = grading.asked(
    () => startOf((io) => recover(io, clone(records)), self),
    () => `what happens ${when}`,
  );
  grading.equal(did.state, last, `a node begins with the last record; the state ${when}`);
  grading.equal(did.answers, [], `finders who are told something ${when}`);
  const right = requestsFor(last).map(encode);
  for (const { to, message } of did.sends) {
    grading.expect(
      right.includes(encode({ to, message })),
      `what is asked for must be an open call, with its thing, and with \`below\` the least that is ` +
        `open: ${encode(message)} leaves for node ${to} ${when}`,
    );
  }
  const { timer } = did;
  if (last.open.size === 0) return grading.equal(did.waits, [], `timers that are set ${when}`);
  grading.expect(
    timer !== undefined && timer.delayMs <= SOON_MS && timer.timer.attempt === 0,
    `with calls open, the timer \`patience\` must be set, as at the first request: to go off within ` +
      `${SOON_MS} ms, with \`attempt\` 0; found ${encode(timer ?? "none")} ${when}`,
  );
}
