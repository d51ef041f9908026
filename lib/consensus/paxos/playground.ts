/** Paxos in the playground: one value, and proposers who may be in each other's way. @module */

import type { Field, PlaygroundKit, Request } from "../../kit/playground.ts";
import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../kit/playground/settings.ts";
import { networkOf } from "../../kit/playground/network.ts";
import { ballotLabel } from "../ballot.ts";
import { bugs, type Change, protocolWith } from "./bugs.ts";
import { invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { cells, look, messageLook, news, signs } from "./playground/look.ts";
import type { State } from "./state.ts";

/** What there is to set. Times are in ms. */
export type PaxosValues = NetworkValues & {
  /** How long a proposer waits for a quorum before it tries a higher ballot. */
  readonly patienceMs: number;
  /** How long it stands back at most when it first meets a higher ballot; 0: it tries again at once. */
  readonly backoffMs: number;
  /** Who hears of votes. */
  readonly learners: string;
};

const settings: SettingsOf<PaxosValues> = {
  patienceMs: {
    kind: "number",
    label: "Patience, ms",
    words: "the patience",
    bounds: [5, 10_000],
    usual: 300,
  },
  backoffMs: {
    kind: "number",
    label: "Backoff, ms",
    words: "the backoff",
    bounds: [0, 1000],
    usual: 50,
  },
  learners: {
    kind: "choice",
    label: "Votes go to",
    words: "who hears of votes",
    options: ["all", "the proposer"],
    usual: "all",
  },
  ...networkSettings,
};

const value: Field = {
  label: "Value",
  usual: "1",
  pattern: "[A-Za-z0-9]{1,8}",
  words: "1 to 8 letters and digits without accents",
};

const propose: Request = {
  letter: "P",
  phrase: "Propose a value",
  label: "Propose",
  fields: ["value"],
  input: (words) => words["value"],
  told: (node, words) => `node ${node} is asked to have ${words["value"]} decided`,
};

/** One value for all. */
export const playground: PlaygroundKit<State, Message, Timer, Saved, Change, PaxosValues> = {
  // Not the whole kit: a page has no use for its storms and instances, and would have to fetch them.
  kit: { name: "paxos", invariants, bugs },
  title: "Paxos",
  nodes: { least: 1, usual: 5 },
  quiet: "Five nodes wait for a proposal.",
  settings,
  bugs: offeredBugs,
  protocol: ({ patienceMs, backoffMs, learners }, change) =>
    protocolWith(change, {
      patienceMs,
      backoffMs,
      learners: learners === "all" ? "all" : "the proposer",
    }),
  network: networkOf,
  clients: { ask: (input) => ({ type: "propose", value: input as string }) },
  fields: { value },
  requests: { propose },
  commands: {},
  countdown: { timer: "retry", words: "what is left until it tries again" },
  look,
  lookTitle: "Proposer",
  columns: [
    { title: "Promised", text: ({ promised }) => ballotLabel(promised) },
    { title: "Learnt", text: ({ decided }) => decided ?? "" },
  ],
  cells,
  message: messageLook,
  signs,
  news,
  asked: (input) => `propose ${input}`,
  answered: (output) => `${output} is decided`,
};
