/** Multi-Raft in the playground: ranges that a reader splits, merges and moves, each with a leader of its own. @module */

import type { PlaygroundKit } from "../kit/playground.ts";
import { refuse } from "../consensus/playground/election.ts";
import { networkOf } from "../kit/playground/network.ts";
import { bugs } from "./bugs.ts";
import { invariants } from "./invariants.ts";
import type { Message, Timer } from "./messages.ts";
import { multiraft } from "./multiraft.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { linearizableSoFar } from "./playground/linearizable.ts";
import { cells, columns, look, messageLook, signs } from "./playground/look.ts";
import { news } from "./playground/news.ts";
import { answered, ask, asked, fields, outcome, requests } from "./playground/requests.ts";
import { firstRanges, type MultiRaftValues, settings } from "./playground/settings.ts";
import type { NodeState, Record as Saved } from "./state.ts";
import type { Change } from "./storms.ts";

/** How exactly the timers of groups are kept, in ms: no heartbeat may be shorter. */
const TICK_MS = 5;

/** How long a gateway waits before it asks again: several times as its client has patience. */
const RETRY_MS = 80;

/** Multi-Raft over a map of keys and values. */
export const playground: PlaygroundKit<NodeState, Message, Timer, Saved, Change, MultiRaftValues> =
  {
    // Not the whole kit: a page has no use for its storms and instances, and would have to fetch them. What storms
    // ask when they are over, a reader is to see at once.
    kit: { name: "multiraft", invariants: [...invariants, linearizableSoFar], bugs },
    title: "Multi-Raft",
    nodes: { least: 1, usual: 4 },
    quiet: "Two ranges wait for their leaders.",
    settings,
    refuse,
    bugs: offeredBugs,
    protocol({ electionMs, heartbeatMs, sleepAfter, coalesces }, change, nodes) {
      return multiraft({
        ranges: firstRanges(nodes),
        electionTimeoutMs: electionMs,
        heartbeatMs,
        tickMs: TICK_MS,
        retryMs: RETRY_MS,
        coalesces,
        ...(sleepAfter > 0 ? { sleepAfter } : {}),
        ...(change?.rules === undefined ? {} : { rules: change.rules }),
      });
    },
    network: networkOf,
    clients: { ask, outcome },
    fields,
    requests,
    commands: {},
    countdown: { timer: "tick", words: "what is left until it looks after its groups' timers" },
    look,
    lookTitle: "Role",
    columns,
    cells,
    message: messageLook,
    signs,
    news,
    asked,
    answered,
  };
