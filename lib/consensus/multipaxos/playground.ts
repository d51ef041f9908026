/** Multi-Paxos in the playground: ballots that a reader can upset, and slots that fill in any order. @module */

import type { PlaygroundKit } from "../../kit/playground.ts";
import { type Answer, bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { networkOf } from "../../kit/playground/network.ts";
import { answered, asked, commands, fields, requests } from "../playground/requests.ts";
import { bugs, type Change, protocolWith } from "./bugs.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { cells, leaderOf, look, messageLook, news, signs } from "./playground/look.ts";
import { type MultiPaxosValues, settings } from "./playground/settings.ts";
import { refuse } from "../playground/election.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";
import { ballotLabel } from "../ballot.ts";

/** Multi-Paxos over a map of keys and values. */
export const playground: PlaygroundKit<State, Message, Timer, Saved, Change, MultiPaxosValues> = {
  // Not the whole kit: a page has no use for its storms and instances, and would have to fetch them.
  kit: { name: "multipaxos", invariants, bugs },
  title: "Multi-Paxos",
  nodes: { least: 1, usual: 5 },
  quiet: "Five nodes wait for a leader.",
  settings,
  refuse,
  bugs: offeredBugs,
  protocol({ electionMs, heartbeatMs, loyal, window }, change) {
    return protocolWith(change, {
      machine: keyValueMachine as Options["machine"],
      electionTimeoutMs: electionMs,
      heartbeatMs,
      loyal,
      window,
      whenNotLeading: "forward",
      // A command a slot, so that a reader sees each of them travel.
      maxBatch: 1,
    });
  },
  network: networkOf,
  clients: { ask: bare, outcome: (answer) => (answer as Answer).ok ? "ok" : "fail" },
  fields,
  requests,
  commands,
  leader: { word: "leader", of: leaderOf },
  countdown: { timer: "election", words: "what is left of its patience" },
  look,
  lookTitle: "Role",
  columns: [
    { title: "Promised", text: ({ promised }) => ballotLabel(promised) },
    { title: "Executed", wide: true, text: ({ executed }) => `${executed}` },
  ],
  cells,
  message: messageLook,
  signs,
  news,
  asked,
  answered,
};
