/** Part 10, one message after the other: what a bank has, records, sends and answers then. @module */

import { drawn, type Grading, shown, Wrong } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Random } from "hb/sim/random.ts";
import { type Bank, type Banker, type BankMessage, FORTUNE } from "../events.ts";
import { strangeIn } from "./bank_rules.ts";
import { fewer } from "./fewer.ts";

/** A message and its sender. */
type Heard = BankMessage & { readonly from: number };

/** What comes to bank `self`, in this order. */
interface Given {
  readonly banks: number;
  readonly self: number;
  readonly heard: readonly Heard[];
}

/** Requires that a bank is born as it should be. */
export function born(bank: Bank, grading: Grading): void {
  const { money, record } = birthOf(bank, { self: 1, banks: 3 }, grading);
  grading.equal(money, FORTUNE, "what a bank has at its birth");
  grading.equal(record, null, "what a bank has recorded at its birth");
}

function birthOf(
  bank: Bank,
  { self, banks }: { readonly self: number; readonly banks: number },
  grading: Grading,
): Banker {
  const io = new StepIo<BankMessage, never, never>({ self, nodes: banks });
  const s = grading.asked(() => bank.start(io, []), () => "the birth of a bank");
  const strange = strangeIn(s);
  if (strange !== undefined) throw new Wrong(`at the birth of a bank, ${strange}`);
  return s;
}

/** Requires that a bank pays and is paid, as long as nobody wants a snapshot: the rest, a run can show. */
export function pays(bank: Bank, grading: Grading): void {
  const gives = [1, FORTUNE, FORTUNE + 1].map((amount): Heard => (
    { type: "give", amount, to: 0, from: 2 }
  ));
  const cases = [...gives, { type: "transfer", amount: 1, from: 0 } as const].map((
    message,
  ): Given => (
    { banks: 2, self: 1, heard: [message] }
  ));
  grading.forAll(cases, (each) => right(bank, each, grading));
}

/** Requires that a bank does the right thing upon each message. */
export function oneByOne(bank: Bank, grading: Grading): void {
  const cases = [
    ...drawn(300, "banks", (random, at) => given(random, 1 + at % 12)),
    alone,
    rich,
    busy(40),
    busy(120, 30),
  ];
  grading.forAll(
    cases,
    (each) => right(bank, each, grading),
    function* ({ heard, ...rest }) {
      for (const left of fewer(heard)) yield { ...rest, heard: left };
    },
  );
}

/** How many payments a bank makes and gets while it is measured. */
const LONG_LIFE = 300;

/** Requires that what a bank keeps does not grow with what it has been paid, before a snapshot and after it. */
export function staysSmall(bank: Bank, grading: Grading): void {
  let s = birthOf(bank, { self: 0, banks: 2 }, grading);
  const hear = (message: Heard) => {
    const io = new StepIo<BankMessage, never, never>({ self: 0, nodes: 2 });
    s = clone(s);
    take(bank, s, message, io, grading, `when ${tell(message)} comes to bank 0 of 2`);
  };
  for (const when of ["before a snapshot", "after a snapshot"]) {
    let early = 0;
    for (let at = 1; at <= LONG_LIFE; at++) {
      hear({ type: "transfer", amount: 1, from: 1 });
      hear({ type: "give", amount: 1, to: 1, from: 1000 + at });
      const size = encode(s).length;
      if (at === LONG_LIFE / 10) early = size;
      grading.expect(
        early === 0 || size <= early + 100,
        `what a bank keeps does not grow with what it pays and is paid, ${when}: it took ${early} letters ` +
          `to write down after ${
            LONG_LIFE / 10
          } payments in and out, and takes ${size} after ${at}`,
      );
    }
    hear({ type: "begin", from: 2 });
    hear({ type: "marker", from: 1 });
  }
}

/** What is paid: little most of the time, and such as does not fit into a few bits. */
const AMOUNTS = [1, 1, 2, 2, 3, 3, 0.5, 99, 255, 256, 65_537, 2 ** 40];

/** Anything that may come over FIFO links: a marker once from each bank, clients at any time. */
function given(random: Random, count: number): Given {
  const banks = 2 + random.below(random.chance(0.1) ? 11 : 4), self = random.below(banks);
  const other = () => (self + 1 + random.below(banks - 1)) % banks;
  const marked = new Set<number>();
  // Addresses of clients follow the banks', and there may have been many before.
  let client = banks + (random.chance(0.2) ? 2 ** (4 + random.below(20)) : 0);
  const heard = Array.from({ length: count }, (): Heard => {
    const from = other(), chance = random.below(10);
    if (chance < 3) {
      return { type: "transfer", amount: AMOUNTS[random.below(AMOUNTS.length)]!, from };
    }
    if (chance < 6 && !marked.has(from)) {
      marked.add(from);
      return { type: "marker", from };
    }
    if (chance < 8) return { type: "begin", from: client++ };
    const amount = [0.5, 1, 2, 40, FORTUNE, FORTUNE + 1, 257][random.below(7)]!;
    return { type: "give", amount, to: other(), from: client++ };
  });
  return { banks, self, heard };
}

/** A bank that is the only one: nothing can be on its way. */
const alone: Given = {
  banks: 1,
  self: 0,
  heard: [1, 2].map((from): Heard => ({ type: "begin", from })),
};

/** A bank that has got a lot, and pays amounts of any size. */
const rich: Given = {
  banks: 2,
  self: 1,
  heard: [
    { type: "transfer", amount: 2 ** 41, from: 0 },
    ...[255.5, ...AMOUNTS].map((amount, at): Heard => ({
      type: "give",
      amount,
      to: 0,
      from: 2 + at,
    })),
  ],
};

/** Much comes in before the last marker does, and many ask. */
function busy(many: number, banks = 3): Given {
  const transfers = Array.from(
    { length: many },
    (_, at): Heard => ({ type: "transfer", amount: at + 1, from: at % 2 === 0 ? 1 : banks - 1 }),
  );
  const asking = transfers.map((_, at): Heard => ({ type: "begin", from: banks + at }));
  const markers = Array.from(
    { length: banks - 1 },
    (_, at): Heard => ({ type: "marker", from: 1 + at }),
  );
  return { banks, self: 0, heard: [...asking, ...transfers, ...markers, ...asking.slice(0, 1)] };
}

/** What a bank has to be like, and what it has to do, after a message. */
class Twin {
  money = FORTUNE;
  record: { money: number; coming: number[][] } | null = null;
  #open: number[] = [];
  #asking: number[] = [];
  sends: string[] = [];
  answers: string[] = [];

  constructor(readonly banks: number, readonly self: number) {}

  hear(message: Heard): void {
    this.sends = [];
    this.answers = [];
    const { from } = message;
    switch (message.type) {
      case "give": {
        const enough = message.amount <= this.money;
        this.answers.push(answer(from, enough));
        if (!enough) return;
        this.money -= message.amount;
        this.sends.push(sent(message.to, { type: "transfer", amount: message.amount }));
        return;
      }
      case "transfer":
        this.money += message.amount;
        if (this.#open.includes(from)) this.record!.coming[from]!.push(message.amount);
        return;
      case "begin":
        this.#asking.push(from);
        this.#take();
        return this.#finish();
      case "marker":
        this.#take();
        this.#open = this.#open.filter((other) => other !== from);
        return this.#finish();
    }
  }

  #take(): void {
    if (this.record !== null) return;
    const all = Array.from({ length: this.banks }, (_, bank) => bank);
    this.record = { money: this.money, coming: all.map(() => []) };
    this.#open = all.filter((bank) => bank !== this.self);
    for (const bank of this.#open) this.sends.push(sent(bank, { type: "marker" }));
  }

  #finish(): void {
    if (this.#open.length > 0) return;
    for (const client of this.#asking) this.answers.push(answer(client, this.record));
    this.#asking = [];
  }
}

const told = (message: BankMessage) =>
  message.type === "transfer" ? `a transfer of ${message.amount}` : `a ${message.type}`;
const sent = (to: number, message: BankMessage) => `${told(message)} to bank ${to}`;
const answer = (client: number, result: unknown) => `${encode(result)} to client ${client}`;

const listed = (all: unknown) => (all as string[]).join(", ") || "nothing";

function tell(message: Heard): string {
  if (message.type === "transfer") return `${message.amount} from bank ${message.from}`;
  if (message.type === "marker") return `the marker of bank ${message.from}`;
  if (message.type === "begin") return `client ${message.from}'s begin`;
  return `client ${message.from}'s wish to pay ${message.amount} to bank ${message.to}`;
}

/** Gives a message to the handler that is for it. */
function take(
  bank: Bank,
  s: Banker,
  message: Heard,
  io: StepIo<BankMessage, never, never>,
  grading: Grading,
  when: string,
): void {
  const handler = bank.upon[message.type] as (s: Banker, event: Heard, to: typeof io) => void;
  grading.asked(() => handler(s, shown(message), io), () => `what happens ${when}`);
}

function right(bank: Bank, { banks, self, heard }: Given, grading: Grading): void {
  const twin = new Twin(banks, self);
  let s = birthOf(bank, { self, banks }, grading);
  for (const [at, message] of heard.entries()) {
    const before = heard.slice(0, at).map(tell).slice(-8).join(", ") || "nothing";
    const when = `when ${tell(message)} comes to bank ${self} of ${banks}, after ${before}`;
    const io = new StepIo<BankMessage, never, never>({ self, nodes: banks });
    const next = clone(s);
    take(bank, next, message, io, grading, when);
    s = next;
    const strange = strangeIn(s);
    if (strange !== undefined) throw new Wrong(`${strange}, ${when}`);
    twin.hear(message);
    grading.equal(s.money, twin.money, `what the bank has ${when}`);
    const record = s.record && { money: s.record.money, coming: s.record.coming };
    grading.equal(record, twin.record, `what it has recorded ${when}`);
    const sends: string[] = [], answers: string[] = [], others: string[] = [];
    for (const each of io.effects) {
      if (each.kind === "send") sends.push(sent(each.to, each.message));
      else if (each.kind === "answer") answers.push(answer(each.client, each.result));
      else others.push(each.kind);
    }
    grading.equal(others, [], `what is to be saved or waited for ${when}`, listed);
    grading.equal(sends.sort(), twin.sends.sort(), `what it sends ${when}`, listed);
    grading.equal(answers.sort(), twin.answers.sort(), `what it answers ${when}`, listed);
  }
}
