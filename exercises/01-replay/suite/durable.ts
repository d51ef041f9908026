import text from "./durable.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import { nested } from "hb/model/nested.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import {
  ask,
  initialState,
  type Io,
  memoryOf,
  type Message,
  PATIENCE_MS,
  type State,
  type Upon,
} from "../office.ts";
import { AT_BRANCH, busyBranch, lasting } from "./assemble.ts";
import { BUSIEST, LONG, NODES } from "./sizes.ts";
import { type Branch, branch, number, openInWords, stateOf, stepOf, THINGS } from "./steps.ts";
import {
  aheadInWords,
  answersInWords,
  called,
  must,
  savesInWords,
  sendsInWords,
  situation,
  stateInWords,
  waitsInWords,
} from "./told.ts";
import {
  crashPoints,
  crashTimes,
  endsWell,
  finders,
  impatient,
  patient,
  slowDisk,
  trouble,
} from "./trial.ts";

/** Handlers that do the least that can be done, to see what `durable` adds to them. */
const simple: Upon = {
  found(s, { from, thing }, io) {
    s.open.set(++s.calls, { finder: from, thing });
    ask(s, s.calls, io);
    if (s.open.size === 1) io.wait(PATIENCE_MS, { type: "patience", attempt: 0 });
  },
  register(s, { from, call, below, thing }, io) {
    const memory = memoryOf(s, from), { tickets } = memory;
    memory.below = Math.max(memory.below, below);
    for (const old of tickets.keys()) if (old < memory.below) tickets.delete(old);
    if (call < memory.below) return;
    if (!tickets.has(call)) tickets.set(call, s.book.push(thing));
    io.send(from, { type: "ticket", call, ticket: tickets.get(call)! });
  },
  ticket(s, { call, ticket }, io) {
    const open = s.open.get(call);
    if (open === undefined) return;
    io.answer(open.finder, ticket);
    s.open.delete(call);
    if (s.open.size === 0) io.cancel("patience");
  },
};

/** Handlers whose branches count in tens, and whose tickets begin with 1001. */
const other: Upon = {
  found(s, { from, thing }, io) {
    s.calls += 10;
    s.open.set(s.calls, { finder: from, thing });
    ask(s, s.calls, io);
  },
  register(s, event, io) {
    const send: Io["send"] = (to, message) =>
      io.send(to, "ticket" in message ? { ...message, ticket: message.ticket + 1000 } : message);
    simple.register(s, event, nested(io, { send }));
  },
  ticket(s, { call, ticket }, io) {
    const open = s.open.get(call);
    if (open === undefined) return;
    io.answer(open.finder, ticket - 1000);
    s.open.delete(call);
  },
};

const found = { type: "found", from: 9, thing: "hat" } as const;
const register = { type: "register", from: 1, call: 1, below: 1, thing: "hat" } as const;
const ticket = { type: "ticket", from: 0, call: 2, ticket: 1 } as const;

export const durable = task<Answers>(text, (answers, grading) => {
  const upon = answers.durable(simple), office = lasting(answers);
  grading.begun((io) => upon.found(initialState(), found, io), AT_BRANCH);
  grading.begun((io) => upon.register(initialState(), register, io));
  grading.begun((io) => upon.ticket(busyBranch(), ticket, io), AT_BRANCH);
  for (const faults of crashTimes) {
    const clients = impatient(finders(2, 3));
    endsWell(office, 4, grading, { disk: slowDisk, clients, faults });
  }
  // A finder who gives up hides a call that is lost; in these trials none does.
  for (const faults of crashPoints) {
    endsWell(office, 2, grading, { disk: slowDisk, clients: patient(10, faults), faults });
  }
  // Four finders at each branch, one thing each: some calls are closed and some open in the crash.
  endsWell(office, 20, grading, {
    disk: slowDisk,
    network: { ...trouble, loss: 0.4 },
    clients: impatient(finders(4, 1)),
    faults: [{ kind: "crash", at: 200, node: 1, downMs: 20 }],
  });
  for (const [words, plain] of [["handlers", simple], ["other handlers", other]] as const) {
    const heard = { times: 0 }, saving = answers.durable(counted(plain, heard));
    grading.forAll(drawn(150, "steps", step), (step) => {
      heard.times = 0;
      savesRight(plain, saving, step, words, grading);
      grading.expect(
        heard.times === 1,
        situation(
          step.words,
          `it is handed on ${heard.times} times to the ${words} that \`durable\` is given`,
          "it is handed on once",
          "they know what to do, and do it again if they are asked again",
        ),
      );
    });
  }
});

/** Handlers that count how often they are called. */
function counted(plain: Upon, heard: { times: number }): Upon {
  return {
    found(s, event, io) {
      heard.times++;
      plain.found(s, event, io);
    },
    register(s, event, io) {
      heard.times++;
      plain.register(s, event, io);
    },
    ticket(s, event, io) {
      heard.times++;
      plain.ticket(s, event, io);
    },
  };
}

/** A message that comes to a node. */
interface Step {
  readonly state: State;
  readonly self: number;
  readonly message: Message;
  readonly from: number;
  readonly words: string;
}

/** Something is found, or a ticket comes, for an open call or a closed one; or a branch asks, again or not. */
function step(random: Random, at: number): Step {
  const size = at >= 147 ? BUSIEST : random.below(random.chance(0.2) ? 60 : 4);
  return at % 3 === 2 ? atOffice(random, at >= 147) : atBranch(random, at % 3 === 0, size);
}

function atBranch(random: Random, isFound: boolean, size: number): Step {
  const drawn: Branch = branch(random, size);
  const given = { ...drawn, calls: Math.max(1, drawn.calls) };
  const thing = THINGS[random.below(THINGS.length)]!, { self } = given;
  const [open] = given.open[random.below(given.open.length)] ?? [];
  const closed = 1 + random.below(given.calls),
    isOpen = given.open.some(([call]) => call === closed);
  const call = open !== undefined && (isOpen || random.chance(0.7)) ? open : closed;
  const message = isFound
    ? { type: "found", thing } as const
    : { type: "ticket", call, ticket: number(random) + random.below(9) } as const;
  const what = isFound ? `${called(thing)} is found` : `a ticket of call ${call} comes`;
  const words = `${what} at ${openInWords(given)}`;
  return { state: stateOf(given), self, from: isFound ? NODES + 99 : 0, message, words };
}

function atOffice(random: Random, isOld: boolean): Step {
  const state = initialState();
  // Sometimes much has been entered before, in calls that are over.
  if (isOld || random.chance(0.2)) {
    const length = isOld ? LONG : 80;
    for (let n = 0; n < length; n++) state.book.push("glove");
    memoryOf(state, 3).below = length + 1;
  }
  const first = random.below(THINGS.length), base = isOld ? 1 : number(random);
  const branches = [[1, 2], [2, NODES - 1]][random.below(2)]!;
  // Whoever asks again hands in the same thing.
  const draw = (from: number) => {
    const at = random.below(4), thing = THINGS[(first + 4 * from + at) % THINGS.length]!;
    return { type: "register" as const, call: base + at, below: base, thing };
  };
  const io = { send() {} } as unknown as Io;
  for (let n = random.below(12); n > 0; n--) {
    const from = branches[random.below(2)]!;
    simple.register(state, { ...draw(from), from }, io);
  }
  const from = branches[random.below(2)]!, asks = draw(from), memory = memoryOf(state, from);
  const { call, thing } = asks;
  // Calls below this are over: a request for one of them is late; and it may say that more are.
  memory.below = isOld || random.chance(0.5) ? base : base + random.below(3);
  const below = random.chance(0.5) ? base : call, message = { ...asks, below };
  if (isOld) memory.tickets.delete(call);
  for (const call of [...memory.tickets.keys()]) {
    if (call < memory.below) memory.tickets.delete(call);
  }
  const how = call < memory.below
    ? "which is over"
    : memory.tickets.has(call)
    ? "which has its ticket"
    : "which is new";
  const more = below > memory.below ? `, and says that all below ${below} is over` : "";
  const words = `branch ${from} asks for call ${call} (${called(thing)}), ${how}${more}`;
  return { state, self: 0, from, message, words };
}

/** What plain handlers do and ask for, and what is new is saved in one record, and nothing otherwise. */
function savesRight(
  plain: Upon,
  saving: Upon,
  { state, self, from, message, words }: Step,
  handlers: string,
  grading: Grading,
): void {
  const take = (upon: Upon) => (s: State, io: Io) => {
    const handler = upon[message.type] as (s: State, event: unknown, io: Io) => void;
    handler.call(upon, s, Object.freeze({ ...message, from }), io);
  };
  const right = stepOf(state, take(plain), self);
  const did = grading.asked(() => stepOf(state, take(saving), self), () => `asked: ${words}`);
  const why = `\`durable\` does what the ${handlers} do that it is given, whatever that is`;
  const told = { asked: words, why };
  must(did.state, right.state, { ...told, inWords: stateInWords }, grading);
  must(did.sends, right.sends, { ...told, inWords: sendsInWords }, grading);
  must(did.answers, right.answers, { ...told, inWords: answersInWords }, grading);
  must(did.waits, right.waits, { ...told, inWords: waitsInWords }, grading);
  must(did.ahead, right.ahead, {
    asked: words,
    why: "what a step sends leaves only when what the same step saved is on the disk",
    inWords: aheadInWords,
  }, grading);
  const timer = (gone: boolean) => `the timer is ${gone ? "cancelled" : "left"}`;
  must(did.cancelled, right.cancelled, { ...told, inWords: timer }, grading);
  const isNew = message.type === "register"
    ? right.state.book.length > state.book.length
    : right.state.calls > state.calls || right.state.open.size < state.open.size;
  must(did.saves, isNew ? [right.state] : [], {
    asked: words,
    why: isNew
      ? "there is something new to remember; what belongs together is saved together, in one record, " +
        "the state after the step (1.9)"
      : "nothing is new that must be remembered, a greater \`below\` included, and a write costs time",
    inWords: savesInWords,
  }, grading);
}
