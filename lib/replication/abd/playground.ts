/** ABD in the playground: one register that all nodes read and write. @module */

import type { Field, PlaygroundKit, Request } from "../../kit/playground.ts";
import { networkOf } from "../../kit/playground/network.ts";
import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../kit/playground/settings.ts";
import type { Ask, Value } from "../register/register.ts";
import { bugs } from "./bugs.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { cells, KEY, look, messageLook, news, signs } from "./playground/look.ts";
import { linearizable } from "./playground/promise.ts";
import type { WriteBack } from "./settings.ts";
import { heldIn, type State } from "./state.ts";
import { tagLabel } from "./tags.ts";

/** What there is to set. */
export type AbdValues = NetworkValues & {
  /** When reads write back. */
  readonly writeBack: string;
  /** After how many ms whoever has not answered is asked again. */
  readonly againMs: number;
};

/** The ways to read that are right; links name them by their place. */
const ways: readonly WriteBack[] = ["unless held", "always"];

const settings: SettingsOf<AbdValues> = {
  writeBack: {
    kind: "choice",
    label: "Reads write back",
    words: "when reads write back",
    options: ways,
    usual: "unless held",
  },
  againMs: {
    kind: "number",
    label: "Asks again after, ms",
    words: "the time after which a node asks again",
    bounds: [10, 10_000],
    usual: 200,
  },
  ...networkSettings,
};

const value: Field = {
  label: "Value",
  usual: "1",
  pattern: "[A-Za-z0-9]{1,8}",
  words: "1 to 8 letters and digits without accents",
};

const write: Request = {
  letter: "W",
  phrase: "Write a value",
  label: "Write",
  fields: ["value"],
  input: (words): Ask => ({ type: "write", key: KEY, value: words["value"]! }),
  told: (node, words) => `node ${node} is asked to write ${words["value"]}`,
};

const read: Request = {
  letter: "G",
  phrase: "Read the value",
  label: "Read",
  fields: [],
  input: (): Ask => ({ type: "read", key: KEY }),
  told: (node) => `node ${node} is asked to read`,
};

/** One register for all. */
export const playground: PlaygroundKit<State, Message, Timer, Saved, Change, AbdValues> = {
  // Not the whole kit: a page has no use for its storms and instances, and would have to fetch them.
  kit: {
    name: "abd",
    invariants: [linearizable, ...invariants.filter(({ name }) => name !== "linearizable")],
    bugs,
  },
  title: "ABD",
  nodes: { least: 1, usual: 3 },
  quiet: "Three nodes hold nothing yet.",
  settings,
  bugs: offeredBugs,
  protocol: ({ writeBack, againMs }, change) =>
    protocolWith(change, { writeBack: writeBack as WriteBack, againMs }),
  network: networkOf,
  clients: { ask: (input) => input as Ask },
  fields: { value },
  requests: { write, read },
  commands: {},
  countdown: { timer: "again", words: "what is left until it asks again" },
  look,
  lookTitle: "Coordinator",
  columns: [
    { title: "Value", text: (s) => `${heldIn(s, KEY).value ?? ""}` },
    { title: "Tag", text: (s) => tagLabel(heldIn(s, KEY).tag) },
  ],
  cells,
  message: messageLook,
  signs,
  news,
  asked: (input) => (input as Ask).type === "read" ? "read x" : `write ${labels.request!(input)}`,
  answered: (output, input) =>
    (input as Ask).type === "write" ? "it is written" : `x is ${(output as Value) ?? "nothing"}`,
};
