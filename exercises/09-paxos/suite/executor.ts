import text from "./executor.md" with { type: "text" };
import { compareBallots } from "hb/consensus/ballot.ts";
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Answers } from "../answers.ts";
import type { Executor, From, Io, Notice, Replica } from "../given.ts";
import { aRun, type Event, type Run, smallerRuns } from "./decisions.ts";
import { commandsInWords, executedUpTo, noticeInWords } from "./executed.ts";
import { addressIn, answered, sent } from "./executor_effects.ts";
import { type Model, stands } from "./executor_state.ts";
import { label } from "./node.ts";

export const executor = task<Answers>(text, ({ executor }, grading) => {
  const runs = drawn(1500, "executor", (random, at) => aRun(random, at < 700));
  grading.forAll(runs, (run) => judge(executor, run, grading), smallerRuns);
});

/** Takes a server through what it hears, and looks at each step. */
function judge(own: Executor, run: Run, grading: Grading): void {
  const { snapshotEvery, events, waiting, slots } = run;
  const model: Model = {
    known: new Set(),
    votes: new Map(),
    executed: 0,
    snapshot: 0,
    ran: [],
    skipped: [],
    differing: new Set(),
  };
  const s: Replica = {
    slots: new Map(),
    executed: 0,
    machine: [],
    sessions: new Map(),
    snapshot: { slot: 0, machine: [], sessions: new Map() },
    waiting: new Map(
      waiting.map((slot) => [slot, slots[slot - 1]!.value.map((_, i) => addressIn(slot, i))]),
    ),
  };
  const story: string[] = [];
  const words = () =>
    `A server (a snapshot after ${
      snapshotEvery === 1 ? "each slot" : `every ${snapshotEvery} slots`
    }${
      waiting.length === 0
        ? ""
        : `; clients wait here for what is executed in slot${waiting.length === 1 ? "" : "s"} ${
          waiting.join(", ")
        }`
    }), that ${story.join(", then ")}`;
  for (const event of events) {
    if (event.kind === "vote") {
      vote(s, model, event, run, story);
      continue;
    }
    const notice = noticeOf(event, run);
    if (notice === undefined) continue;
    const { from, message } = notice;
    story.push(`hears ${noticeInWords(message)} from server ${from}`);
    const io = new StepIo<Notice, never, never>({ self: 0, nodes: 5 });
    grading.asked(() => call(own, s, { ...shown(message), from }, io, snapshotEvery), words);
    const sends = expect(model, message, from, run);
    stands(s, model, run, words);
    sent(io, sends, words);
    answered(io, model, run, words);
  }
}

function call(
  own: Executor,
  s: Replica,
  message: Notice & From,
  io: Io<Notice>,
  snapshotEvery: number,
): void {
  const setting = { snapshotEvery };
  switch (message.type) {
    case "commit":
      return own.commit(setting, s, message, io);
    case "fetch":
      return own.fetch(setting, s, message, io);
    case "learn":
      return own.learn(setting, s, message, io);
    case "install":
      return own.install(setting, s, message, io);
  }
}

/** The server votes, as an acceptor does. */
function vote(
  s: Replica,
  { known, votes, executed, differing }: Model,
  { slot, ballot }: Extract<Event, { kind: "vote" }>,
  { slots, ballots }: Run,
  story: string[],
): void {
  const decision = slots[slot - 1];
  if (decision === undefined || slot <= executed || known.has(slot)) return;
  if (ballot < (votes.get(slot) ?? 0)) return;
  votes.set(slot, ballot);
  const value = ballot >= decision.ballot ? decision.value : decision.other;
  if (value !== decision.value) differing.add(slot);
  s.slots.set(slot, { ballot: clone(ballots[ballot]!), value: clone(value), chosen: false });
  story.push(
    `votes for ${commandsInWords(value)} in slot ${slot}, ballot ${label(ballots[ballot]!)}`,
  );
}

/** What it hears; nothing where nobody could say that. */
function noticeOf(
  event: Exclude<Event, { kind: "vote" }>,
  { slots, ballots }: Run,
): { from: number; message: Notice } | undefined {
  switch (event.kind) {
    case "commit": {
      // A leader says what it has executed: all of that is decided in its ballot or below.
      const most = slots.findIndex(({ ballot }) => ballot > event.ballot);
      const upTo = Math.min(event.upTo, most < 0 ? slots.length : most),
        ballot = ballots[event.ballot]!;
      return { from: ballot.node, message: { type: "commit", ballot, upTo } };
    }
    case "fetch":
      return { from: 3, message: { type: "fetch", executed: event.executed } };
    case "learn": {
      const some = slots.slice(event.first - 1, event.first - 1 + event.count);
      if (some.length === 0) return undefined;
      const told = some.map(({ ballot, value }) => ({ ballot: ballots[ballot]!, value }));
      return { from: 2, message: { type: "learn", first: event.first, slots: told } };
    }
    case "install": {
      if (event.slot > slots.length) return undefined;
      return { from: 2, message: { type: "install", snapshot: executedUpTo(slots, event.slot) } };
    }
  }
}

/** What must be sent; what the server must know then is noted in the model. */
function expect(
  model: Model,
  message: Notice,
  from: number,
  { slots, ballots, snapshotEvery }: Run,
): { to: number; message: Notice }[] {
  const executed = model.executed;
  model.ran = [];
  model.skipped = [];
  switch (message.type) {
    case "commit":
      for (const [slot, ballot] of model.votes) {
        if (slot <= message.upTo && compareBallots(ballots[ballot]!, message.ballot) === 0) {
          model.known.add(slot);
        }
      }
      break;
    case "learn":
      message.slots.forEach((_, i) => model.known.add(message.first + i));
      break;
    case "install":
      if (message.snapshot.slot <= executed) return [];
      model.executed = model.snapshot = message.snapshot.slot;
      for (let slot = executed + 1; slot <= model.executed; slot++) model.skipped.push(slot);
      break;
    case "fetch":
      if (message.executed < model.snapshot) {
        return [{
          to: from,
          message: { type: "install", snapshot: executedUpTo(slots, model.snapshot) },
        }];
      }
      if (message.executed >= executed) return [];
      return [{
        to: from,
        message: {
          type: "learn",
          first: message.executed + 1,
          slots: slots.slice(message.executed, executed).map(({ ballot, value }) => ({
            ballot: ballots[ballot]!,
            value,
          })),
        },
      }];
  }
  while (model.known.has(model.executed + 1)) {
    model.ran.push(++model.executed);
    if (model.executed - model.snapshot >= snapshotEvery) model.snapshot = model.executed;
  }
  if (message.type !== "commit" || model.executed >= message.upTo) return [];
  return [{ to: from, message: { type: "fetch", executed: model.executed } }];
}
