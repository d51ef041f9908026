/**
 * Multi-Paxos beside Raft (Howard and Mortier 2020, *Paxos vs Raft: have we reached consensus on distributed
 * consensus?*): the same question is put to one server of each, in the same situation, and what it does is the answer.
 *
 * @module
 */

import type { Saved as PaxosSaved } from "../../consensus/multipaxos/journal.ts";
import type { Voted } from "../../consensus/multipaxos/log.ts";
import type { Message as PaxosMessage } from "../../consensus/multipaxos/messages.ts";
import { multiPaxos } from "../../consensus/multipaxos/multipaxos.ts";
import type { Entry } from "../../consensus/raft/entry.ts";
import type { Saved as RaftSaved } from "../../consensus/raft/journal.ts";
import type { Message as RaftMessage } from "../../consensus/raft/messages.ts";
import { raft } from "../../consensus/raft/raft.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { type Outcome, step } from "../../model/step.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";

/** A question, and what each of the two does. */
export interface Difference {
  /** The question. */
  readonly question: string;
  /** What a server of Raft does. */
  readonly raft: string;
  /** What a server of Multi-Paxos does. */
  readonly multiPaxos: string;
}

const AT = { self: 0, nodes: 3 };

/** Server 0 of three, which has saved this and takes one event after another. */
class Server<S, M extends Tagged, T extends Tagged, R> {
  #state: S;
  #last: Outcome<S, M, T, R>;

  constructor(readonly protocol: Protocol<S, M, T, R>, journal: readonly R[]) {
    this.#last = step(protocol, undefined, { kind: "start", journal }, AT);
    this.#state = this.#last.state;
  }

  /** What it is now. */
  get state(): S {
    return this.#state;
  }
  upon(from: NodeId, message: M): this {
    return this.#take(step(this.protocol, this.#state, { kind: "message", from, message }, AT));
  }

  after(timer: T): this {
    return this.#take(step(this.protocol, this.#state, { kind: "timer", timer }, AT));
  }

  /** What it sent last, of one type. */
  sent<K extends M["type"]>(type: K): Extract<M, { type: K }> | undefined {
    for (const effect of this.#last.effects) {
      if (effect.kind === "send" && effect.message.type === type) {
        return effect.message as Extract<M, { type: K }>;
      }
    }
    return undefined;
  }

  #take(outcome: Outcome<S, M, T, R>): this {
    this.#last = outcome;
    this.#state = outcome.state;
    return this;
  }
}

const options = { machine: listMachine as Parameters<typeof raft>[0]["machine"] };

function raftServer(journal: readonly RaftSaved[] = []) {
  return new Server(raft({ ...options, preVote: false, checkQuorum: false }), journal);
}

function paxosServer(journal: readonly PaxosSaved[] = []) {
  return new Server(multiPaxos({ ...options, loyal: false }), journal);
}

const entry = (term: number, command: string): Entry => ({
  type: "command",
  term,
  command,
  stamp: null,
});

/** A log with one entry, of term 1; and a vote in slot 1, of ballot 1.1. */
const appended: readonly RaftSaved[] = [
  { type: "vote", term: 1, votedFor: 1 },
  { type: "append", after: 0, entries: [entry(1, "x")] },
];
const vote: Voted = {
  slot: 1,
  ballot: { round: 1, node: 1 },
  value: {
    origin: { round: 1, node: 1 },
    commands: [{ type: "command", command: "x", stamp: null }],
  },
};
const voted: readonly PaxosSaved[] = [{ type: "votes", votes: [vote], executed: 0 }];

const ask = (term: number, last: { index: number; term: number }): RaftMessage => ({
  type: "requestVote",
  term,
  last,
  pre: false,
  transfer: false,
});
const prepare = (round: number, node: NodeId): PaxosMessage => ({
  type: "prepare",
  ballot: { round, node },
  first: 1,
});

/** A server that has something of an earlier leader, and is elected by the vote of server 1. */
function newLeaders() {
  const inTerm = raftServer(appended).after({ type: "election" });
  inTerm.upon(1, { type: "requestVoteReply", term: 2, granted: true, pre: false });
  const inBallot = paxosServer(voted).after({ type: "election" });
  const { ballot } = inBallot.sent("prepare")!;
  inBallot.upon(1, { type: "promise", ballot, votes: [], executed: 0 });
  return { inTerm, inBallot, ballot };
}

/** The answers, each from a step that was made. */
export function besideRaft(): Difference[] {
  return [whoMayLead(), sameNumber(), proposedAgain(), decidedWhen(), gaps(), overwritten()];
}

function whoMayLead(): Difference {
  const refused = raftServer(appended).upon(2, ask(2, { index: 0, term: 0 }));
  const told = paxosServer(voted).upon(2, prepare(2, 2));
  return {
    question: "May a server lead that lacks what others have?",
    raft: refused.sent("requestVoteReply")!.granted ? "yes" : "no: it gets no vote",
    multiPaxos: told.sent("promise")?.votes.length === 1
      ? "yes: with the promise it is told"
      : "no",
  };
}

function sameNumber(): Difference {
  const one = raftServer().upon(1, ask(2, { index: 0, term: 0 }));
  const both = one.upon(2, ask(2, { index: 0, term: 0 })).sent("requestVoteReply")!.granted;
  const first = paxosServer().upon(1, prepare(2, 1));
  const second = first.upon(2, prepare(2, 2)).sent("promise") !== undefined;
  return {
    question: "Two stand at the same time: who gets a server's yes?",
    raft: both ? "both" : "the first: a term has one vote a server",
    multiPaxos: second ? "both: their ballots differ, and the higher one counts" : "the first",
  };
}

function proposedAgain(): Difference {
  const { inTerm, inBallot, ballot } = newLeaders();
  inTerm.upon(1, {
    type: "appendEntriesReply",
    term: 2,
    success: false,
    previous: 1,
    match: 0,
    hint: { term: null, index: 0 },
    round: inTerm.state.leading!.round,
  });
  const old = inTerm.sent("appendEntries")!.entries[0]!.term;
  const accept = inBallot.sent("accept")!;
  const isNew = accept.ballot.round === ballot.round && accept.values.length === 1;
  return {
    question: "In which term does a new leader send what it found?",
    raft: old === 1 ? "in the old one: entries keep their term" : "in its own",
    multiPaxos: isNew ? "in its own: it is voted for again" : "in the old one",
  };
}

function decidedWhen(): Difference {
  const { inTerm, inBallot, ballot } = newLeaders();
  const { round } = inTerm.state.leading!;
  const reply = (match: number): RaftMessage => ({
    type: "appendEntriesReply",
    term: 2,
    success: true,
    previous: match - 1,
    match,
    hint: null,
    round,
  });
  const atOnce = inTerm.upon(1, reply(1)).state.commitIndex;
  const withOwn = inTerm.upon(1, reply(2)).state.commitIndex;
  inBallot.upon(1, { type: "accepted", ballot, first: 1, count: 1, executed: 0, round: 0 });
  return {
    question: "When is that decided?",
    raft: atOnce === 0 && withOwn === 2
      ? "with the first entry of the new term, after it"
      : "when a majority has it",
    multiPaxos: inBallot.state.executed === 1 ? "when a majority has voted for it again" : "later",
  };
}

function gaps(): Difference {
  const ahead = raftServer().upon(1, {
    type: "appendEntries",
    term: 1,
    previous: { index: 1, term: 1 },
    entries: [entry(1, "y")],
    commit: 0,
    round: 1,
  });
  const { ballot, value } = vote,
    second = paxosServer().upon(1, {
      type: "accept",
      ballot,
      first: 2,
      values: [value],
      executed: 0,
      round: 1,
    });
  return {
    question: "May it have the second and not the first?",
    raft: ahead.sent("appendEntriesReply")!.success ? "yes" : "no: it refuses what leaves a gap",
    multiPaxos: second.state.log.entries.has(2) ? "yes: each slot is decided by itself" : "no",
  };
}

function overwritten(): Difference {
  const other: RaftMessage = {
    type: "appendEntries",
    term: 2,
    previous: { index: 0, term: 0 },
    entries: [entry(2, "y")],
    commit: 0,
    round: 1,
  };
  const long: RaftSaved[] = [...appended, { type: "append", after: 1, entries: [entry(1, "z")] }];
  const kept = raftServer(long).upon(2, other).state.log.entries.length;
  const more: Voted = { ...vote, slot: 2 };
  const slots = paxosServer([{ type: "votes", votes: [vote, more], executed: 0 }]).upon(2, {
    type: "accept",
    ballot: { round: 2, node: 2 },
    first: 1,
    values: [{ origin: { round: 2, node: 2 }, commands: [] }],
    executed: 0,
    round: 1,
  }).state.log.entries;
  return {
    question: "A new leader has something else in the first place: what is gone?",
    raft: kept === 1 ? "that and all that comes after it" : "that",
    multiPaxos: slots.size === 2 && slots.get(1)!.ballot.round === 2 ? "that vote alone" : "more",
  };
}
