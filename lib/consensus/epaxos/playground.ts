/** EPaxos in the playground: every node may be asked, and the order of what interferes is found afterwards. @module */

import { networkOf } from "../../kit/playground/network.ts";
import type { PlaygroundKit } from "../../kit/playground.ts";
import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../kit/playground/settings.ts";
import { type Answer, bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { answered, asked, fields, requests } from "../playground/requests.ts";
import { bugs, type Change, protocolWith } from "./bugs.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { cells } from "./playground/cells.ts";
import { look, messageLook, overlay, signs } from "./playground/look.ts";
import { news } from "./playground/news.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

/** What there is to set. Times are in ms. */
export type EPaxosValues = NetworkValues & {
  /** How long a coordinator waits for replies until it takes what it has. */
  readonly retryMs: number;
  /** How long a replica waits at least until it takes over what another one has begun; twice as long at most. */
  readonly recoverMs: number;
  /** Whether phase 1 asks no more replicas than it needs. */
  readonly thrifty: boolean;
};

const settings: SettingsOf<EPaxosValues> = {
  retryMs: {
    kind: "number",
    label: "Waits for replies, ms",
    words: "the time until a coordinator takes what it has",
    bounds: [5, 10_000],
    usual: 200,
  },
  recoverMs: {
    kind: "number",
    label: "Takes over after, ms",
    words: "the time until an instance is taken over",
    bounds: [5, 10_000],
    usual: 400,
  },
  ...networkSettings,
  thrifty: { kind: "switch", label: "Asks no more than needed", usual: false },
};

/** EPaxos over a map of keys and values. */
export const playground: PlaygroundKit<State, Message, Timer, Saved, Change, EPaxosValues> = {
  // Not the whole kit: a page has no use for its storms and instances, and would have to fetch them.
  kit: { name: "epaxos", invariants, bugs },
  title: "EPaxos",
  nodes: { least: 1, usual: 5 },
  quiet: "Five nodes wait for a command, and none of them leads.",
  settings,
  bugs: offeredBugs,
  protocol({ retryMs, recoverMs, thrifty }, change) {
    return protocolWith(change, {
      machine: keyValueMachine as Options["machine"],
      retryMs,
      recoverMs: [recoverMs, 2 * recoverMs],
      thrifty,
      // A command an instance, so that a reader sees each of them travel.
      maxBatch: 1,
      statusMs: 1000,
    });
  },
  network: networkOf,
  clients: { ask: bare, outcome: (answer) => (answer as Answer).ok ? "ok" : "fail" },
  fields,
  requests,
  commands: {},
  countdown: { timer: "retry", words: "what is left until it asks again, or takes over" },
  look,
  lookTitle: "Is busy",
  columns: [
    { title: "Executed", wide: true, text: ({ executed }) => `${executed.size}` },
    { title: "Leads", wide: true, text: ({ attempts }) => [...attempts.keys()].join(" ") },
  ],
  cells,
  message: messageLook,
  signs,
  overlay,
  news,
  asked,
  answered,
};
