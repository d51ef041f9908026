/**
 * Parts 25 to 29. Raft from an empty page. Your earlier answers are of no use here but as something to read: there is
 * nothing around this file but the simulator.
 *
 * What a server is, is yours: its state (plain data: numbers, texts, arrays, records, Maps and Sets), its messages,
 * its timers, and what it saves. `WholeRaft` in `given.ts` says what is asked of it from outside. A protocol is
 *
 *     {
 *       start(io, journal) → state                     // at its birth, and after a crash with what it had saved
 *       upon: { someMessage(state, message, io) {} }   // a handler for each type of message; message.from sent it
 *       after: { someTimer(state, timer, io) {} }      // a handler for each type of timer
 *       compact?(journal) → journal                    // a shorter one that starts the same; see below
 *     }
 *
 * and `io` is the world: `self`, `peers` (all servers, itself included), `send(to, message)`, `answer(client, answer)`,
 * `wait(ms, timer)` (in place of the pending one of that type), `cancel(type)`, `save(record)`, and `choose(n)` for all
 * chance. What a step saves is durable before anything that it sends leaves. Without `compact` the last record is
 * all that a server finds after a crash; with it, the journal is all records, shortened by `compact` now and then.
 *
 * Between servers a message takes up to some 30 ms, if it arrives; there may be ten heartbeats a second, and within
 * five seconds after a fault somebody must lead. A client's request is a message from somebody who is no server.
 *
 * Here are the messages of the paper, to begin with. You may change them.
 *
 * @module
 */

import { todo, type WholeRaft } from "./given.ts";

/** An entry of the log. */
export interface Entry {
  readonly term: number;
  readonly command: string | null;
}

/** Figures 3.1 and 5.3 of the dissertation: what servers say to each other. */
export type Message =
  | { readonly type: "command"; readonly command: string }
  | {
    readonly type: "requestVote";
    readonly term: number;
    readonly lastLogIndex: number;
    readonly lastLogTerm: number;
  }
  | { readonly type: "requestVoteReply"; readonly term: number; readonly voteGranted: boolean }
  | {
    readonly type: "appendEntries";
    readonly term: number;
    readonly prevLogIndex: number;
    readonly prevLogTerm: number;
    readonly entries: readonly Entry[];
    readonly leaderCommit: number;
  }
  | { readonly type: "appendEntriesReply"; readonly term: number; readonly success: boolean }
  | {
    readonly type: "installSnapshot";
    readonly term: number;
    readonly lastIncludedIndex: number;
    readonly lastIncludedTerm: number;
    readonly applied: readonly string[];
  };

/** Your Raft; `protocol` gives back a `Protocol<…>` of your own state, messages, timers and records. */
export const raft: WholeRaft = {
  protocol: (_setting) => todo("parts 25 to 29, the protocol"),
  propose: (_command) => todo("parts 25 to 29, propose"),
  view: (_state) => todo("parts 25 to 29, view"),
  replies: () => todo("parts 25 to 29, replies"),
};

/** The same Raft is judged five times: whether it leads, agrees, remembers, compacts, and holds. */
export { raft as agrees, raft as compacts, raft as holds, raft as leads, raft as remembers };
