/** Raft in the playground: elections that a reader can upset, and logs that grow in sight. @module */

import type { PlaygroundKit } from "../../kit/playground.ts";
import type { KeyValueState } from "../../replicated/state_machine/key_value.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { networkOf } from "../../kit/playground/network.ts";
import { answered, asked, commands, fields, requests } from "../playground/requests.ts";
import { bugs } from "./bugs.ts";
import { raftBut, type RaftChange } from "./change.ts";
import { type Answer, bare } from "../../replicated/requests.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { cells, leaderOf, look, messageLook, signs } from "./playground/look.ts";
import { type RaftValues, settings } from "./playground/settings.ts";
import { refuse } from "../playground/election.ts";
import { news } from "./playground/words.ts";
import type { State } from "./state.ts";

/** Raft over a map of keys and values. */
export const playground: PlaygroundKit<
  State<KeyValueState>,
  Message,
  Timer,
  Saved,
  RaftChange,
  RaftValues
> = {
  // Not the whole kit: a page has no use for its storms and instances, and would have to fetch them.
  kit: { name: "raft", invariants: invariants(), bugs },
  title: "Raft",
  nodes: { least: 1, usual: 5 },
  quiet: "Five nodes wait for a leader.",
  settings,
  refuse,
  bugs: offeredBugs,
  protocol({ electionMs, heartbeatMs, preVote, checkQuorum }, change) {
    return raftBut(change, {
      machine: keyValueMachine,
      electionTimeoutMs: electionMs,
      heartbeatMs,
      preVote,
      checkQuorum,
      whenNotLeading: "forward",
      // An entry a message, so that a reader sees each of them travel.
      maxEntryBytesPerMessage: 1,
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
    { title: "Term", text: ({ term }) => `${term}` },
    { title: "Commit", wide: true, text: ({ commitIndex }) => `${commitIndex}` },
  ],
  cells,
  message: messageLook,
  signs,
  news,
  asked,
  answered,
};
