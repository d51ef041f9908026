/**
 * Remote calls in the playground: an account, those who deposit, and four promises to choose from. With the
 * weaker ones a reader sees deposits vanish or come twice; loss, cuts and crashes show which promise holds.
 *
 * @module
 */

import type { Cell, Cells, MessageLook, NodeLook, Sign } from "../kit/playground/look.ts";
import type { Field, PlaygroundKit, Request } from "../kit/playground.ts";
import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../kit/playground/settings.ts";
import type { NodeId, Protocol } from "../model/protocol.ts";
import { networkOf } from "../kit/playground/network.ts";
import { atLeastOnce } from "./at_least_once.ts";
import { balanceOf, type Message, SERVER, type State, type Timer } from "./call.ts";
import { durable } from "./durable.ts";
import { exactlyOnce } from "./exactly_once.ts";
import { acknowledgedStays, atMostOnce } from "./invariants.ts";
import { labels } from "./labels.ts";
import { maybe } from "./maybe.ts";

type Call = Protocol<State, Message, Timer, State>;

/** What there is to set. */
export type CallValues = NetworkValues & {
  /** How often a call is executed. */
  readonly promise: string;
  /** How many messages of a hundred come twice. */
  readonly duplicatePercent: number;
};

/** The ways to call by what they promise; links name them by their place. */
const promises: Readonly<Record<string, Call>> = {
  "maybe": maybe,
  "at least once": atLeastOnce,
  "exactly once": exactlyOnce,
  "exactly once, crashes included": durable,
};

const settings: SettingsOf<CallValues> = {
  promise: {
    kind: "choice",
    label: "Promise",
    words: "the promise",
    options: Object.keys(promises),
    usual: "exactly once, crashes included",
  },
  ...networkSettings,
  duplicatePercent: {
    kind: "number",
    label: "Duplicates, %",
    words: "the share of duplicates",
    bounds: [0, 90],
    usual: 0,
  },
};

const amount: Field = {
  label: "Amount",
  usual: "1",
  pattern: "[1-9][0-9]{0,3}",
  words: "a whole number from 1 to 9999",
};

const deposit: Request = {
  letter: "D",
  phrase: "Make a deposit",
  label: "Deposit",
  fields: ["amount"],
  input: (words) => Number(words["amount"]),
  told: (node, words) => `node ${node} is asked to deposit ${words["amount"]}`,
};

const signs: readonly Sign[] = [
  { name: "request", shape: "block", tone: "warm" },
  { name: "reply", shape: "yes", tone: "cool" },
];

/** The ledger of the account: who deposited, and how much. */
const cells: Cells<State> = {
  title: "Ledger, by deposit",
  last: ({ ledger }) => ledger.length,
  cell({ ledger }, index): Cell | undefined {
    const entry = ledger[index - 1];
    if (entry === undefined) return undefined;
    const { client, sequence, amount } = entry;
    return {
      head: `${client}.${sequence}`,
      hue: client,
      text: `+${amount}`,
      isFirm: true,
      title: `Call ${sequence} of node ${client}: a deposit of ${amount}`,
    };
  },
};

/** Calls to an account. */
export const playground: PlaygroundKit<
  State,
  Message,
  Timer,
  State,
  never,
  CallValues
> = {
  kit: { name: "rpc", invariants: [atMostOnce, acknowledgedStays], bugs: {} },
  title: "Remote calls",
  nodes: { least: 2, usual: 3 },
  quiet: "An account waits for deposits.",
  settings,
  bugs: {},
  protocol: ({ promise }) => promises[promise]!,
  network: ({ duplicatePercent, ...values }) => ({
    ...networkOf(values),
    duplication: duplicatePercent / 100,
  }),
  clients: { ask: (input) => ({ type: "deposit", amount: input as number }) },
  fields: { amount },
  requests: { deposit },
  asksAt: (node) => node !== SERVER,
  commands: {},
  countdown: { timer: "retry", words: "what is left until it asks again" },
  look,
  lookTitle: "Role",
  columns: [
    {
      title: "Calls",
      text: ({ sequence }, node) => node === SERVER ? "" : `${sequence}`,
    },
    {
      title: "Balance",
      wide: true,
      text: ({ ledger }, node) => node === SERVER ? `${balanceOf(ledger)}` : "",
    },
  ],
  cells,
  message: messageLook,
  signs,
  news,
  asked: (input) => labels.request!(input),
  answered: (balance) => labels.answer!(balance),
};

function look(
  { ledger, pending, sequence }: Readonly<State>,
  node: NodeId,
): NodeLook {
  if (node === SERVER) {
    const facts = `balance ${balanceOf(ledger)}, ${ledger.length} deposits`;
    const badge = `${balanceOf(ledger)}`;
    return {
      weight: "strong",
      name: "account",
      caption: "account",
      badge,
      facts,
    };
  }
  const name = pending === null ? "client" : "waiting";
  return {
    weight: pending === null ? "plain" : "open",
    name,
    caption: pending === null ? "" : `deposits ${pending.amount}`,
    badge: `call ${sequence}`,
    facts: pending === null ? `${sequence} calls` : `call ${sequence} has no reply yet`,
  };
}

function messageLook({ type }: Message): MessageLook {
  return type === "reply" ? { shape: "yes", tone: "cool" } : { shape: "block", tone: "warm" };
}

function news(
  node: NodeId,
  before: Readonly<State> | undefined,
  now: Readonly<State>,
): string | undefined {
  const done = now.ledger.slice(before?.ledger.length ?? now.ledger.length).at(
    -1,
  );
  if (node === SERVER && done !== undefined) {
    return `The account executes call ${done.sequence} of node ${done.client}: +${done.amount}.`;
  }
  return undefined;
}
