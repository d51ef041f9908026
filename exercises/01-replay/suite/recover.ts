import text from "./recover.md" with { type: "text" };
import { rehearse, task } from "hb/grade/part.ts";
import type { Fault } from "hb/sim/fault.ts";
import { constant } from "hb/sim/latency.ts";
import type { Answers } from "../answers.ts";
import { initialState } from "../office.ts";
import { AT_BRANCH, busyBranch, recovering } from "./assemble.ts";
import { endsWell, finders, impatient } from "./trial.ts";

const crashes: readonly Fault[] = [
  { kind: "crash", at: 60, node: 0, downMs: 30 },
  { kind: "crash", at: 120, node: 1, downMs: 40 },
];

export const recover = task<Answers>(text, (answers, grading) => {
  const { recover } = answers, office = recovering(answers);
  grading.begun((io) => void recover(io, []), AT_BRANCH);
  const clients = finders(2, 3);
  const disk = { fsync: constant(2) };
  endsWell(office, 200, grading, { disk, clients: impatient(clients), faults: crashes });
  // A finder who gives up hides a call that nobody sees to; so one more trial, in which none does.
  endsWell(office, 100, grading, { clients, faults: crashes });
  const { sends, waits } = rehearse((io) => {
    grading.equal(recover(io, []), initialState(), "the state at birth");
  }, AT_BRANCH);
  grading.equal(sends.length, 0, "messages that leave at birth");
  grading.equal(waits.length, 0, "timers that are set at birth");
  rehearse((io) => {
    const state = recover(io, [initialState(), busyBranch()]);
    const words = "the state after a crash, which is the last record in the journal";
    grading.equal(state, busyBranch(), words);
  }, AT_BRANCH);
});
