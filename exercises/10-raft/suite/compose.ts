/** The book's Raft with a reader's answers in the places of its own. @module */

import type { Recalled, Saved } from "hb/consensus/raft/journal.ts";
import { emptyLog } from "hb/consensus/raft/log.ts";
import type { Message, Timer } from "hb/consensus/raft/messages.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import { type Rules, rules as book } from "hb/consensus/raft/rules.ts";
import { type Options, type Raft, settle } from "hb/consensus/raft/settings.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { clone } from "hb/model/clone.ts";
import type { Protocol } from "hb/model/protocol.ts";
import type { Incoming, Recall, Remember, Restart, Upon } from "../given.ts";
import type { Subject } from "../subject.ts";

/** A Raft, whatever its state machine. */
export type RaftProtocol = Protocol<State, Message, Timer, Saved>;

/** How much of it is the reader's: the answers of this stage and of those before it. */
export type Stage = "3A" | "3B" | "3C" | "3D" | "all";

/** The handlers that a reader writes. */
export interface Handlers {
  readonly requestVote?: Upon<"requestVote">;
  readonly append?: Upon<"append">;
  readonly installSnapshot?: Upon<"installSnapshot">;
  readonly start?: Restart;
}

const order: readonly Stage[] = ["3A", "3B", "3C", "3D", "all"];

/** All decisions, up to a stage the reader's. */
export function rulesOf(subject: Subject, stage: Stage): Rules {
  const has = (each: Stage) => order.indexOf(each) <= order.indexOf(stage);
  return {
    ...book,
    ...(has("3A") ? electionRules(subject) : {}),
    ...(has("3B") ? logRules(subject) : {}),
    ...(has("3C") ? { ...subject.save, recall: recallWith(subject.recall) } : {}),
    ...(has("3D") ? snapshotRules(subject) : {}),
    ...(has("all") ? membershipRules(subject) : {}),
  };
}

/** All handlers of the reader's, up to a stage. */
export function handlersOf(subject: Subject, stage: Stage): Handlers {
  const has = (each: Stage) => order.indexOf(each) <= order.indexOf(stage);
  return {
    ...(has("3A") ? { requestVote: subject.voter } : {}),
    ...(has("3B") ? { append: subject.follower } : {}),
    ...(has("3C") ? { start: subject.restart } : {}),
    ...(has("3D") ? { installSnapshot: subject.install } : {}),
  };
}

/** A Raft whose rules and handlers are the reader's up to a stage. */
export function composed(subject: Subject, stage: Stage, options: Options): RaftProtocol {
  const rules = rulesOf(subject, stage);
  return withHandlers(handlersOf(subject, stage), { ...options, rules });
}

/** The book's Raft, with these decisions in place of its own. */
export function withRules(rules: Partial<Rules>, options: Options): RaftProtocol {
  return withHandlers({}, { ...options, rules: { ...book, ...rules } });
}

/** A Raft, with these handlers in place of the book's. */
export function withHandlers(handlers: Handlers, options: Options): RaftProtocol {
  const settled: Raft = settle(options), protocol: RaftProtocol = raft(options);
  const { requestVote, append, installSnapshot, start } = handlers;
  return {
    ...protocol,
    compact: (journal) => shortened(journal, settled.rules.recall),
    ...(start === undefined ? {} : { start: (io, journal) => start(settled, io, journal) }),
    upon: {
      ...protocol.upon,
      ...(requestVote === undefined ? {} : {
        requestVote: (s, message: Incoming<"requestVote">, io) =>
          requestVote(settled, s, message, io),
      }),
      ...(append === undefined ? {} : {
        append: (s, message: Incoming<"append">, io) => append(settled, s, message, io),
      }),
      ...(installSnapshot === undefined ? {} : {
        installSnapshot: (s, message: Incoming<"installSnapshot">, io) =>
          installSnapshot(settled, s, message, io),
      }),
    },
  };
}

function electionRules({ terms, timeout, votes, majority }: Subject): Partial<Rules> {
  return {
    ...terms,
    ...timeout,
    ...votes,
    countVotes: ({ voters }, given) => majority(voters, (voter) => given.get(voter)),
  };
}

function logRules({ complete, match, commit, backup }: Subject): Partial<Rules> {
  const { majorityIndex, mayCommit, followerCommit } = commit;
  return {
    ...complete,
    ...match,
    ...backup,
    mayCommit,
    followerCommit,
    quorumIndex: ({ voters }, reached) => majorityIndex(voters, reached),
  };
}

function snapshotRules({ compaction, remember, recall }: Subject): Partial<Rules> {
  const { saveSnapshot } = remember;
  return { ...compaction, saveSnapshot, recall: recallWith(recall, remember.recall) };
}

function membershipRules({ once, joint, changing, members }: Subject): Partial<Rules> {
  return {
    ...once,
    ...changing,
    ...members,
    countVotes: (configuration, votes) => joint.vote(configuration, (voter) => votes.get(voter)),
    quorumIndex: joint.index,
  };
}

/** How a journal is read, record by record; snapshots as the book does it, unless the reader does. */
export function recallWith(
  recall: Recall,
  recallSnapshot: Remember["recall"] = (known, { snapshot, base }) => ({
    ...known,
    snapshot,
    log: book.rebase(known.log, base),
  }),
): Rules["recall"] {
  return (journal) => {
    let known: Recalled = { term: 0, votedFor: null, log: emptyLog(), snapshot: null };
    for (const saved of journal) {
      known = saved.type === "snapshot" ? recallSnapshot(known, saved) : recall(known, saved);
    }
    return known;
  };
}

/** The shortest journal that adds up to the same, in the reader's way of adding. */
function shortened(journal: readonly Saved[], recall: Rules["recall"]): Saved[] {
  // Records are data that the world may keep, and whoever adds them up may change what it has got.
  const { term, votedFor, log, snapshot } = recall(clone(journal));
  const saved: Saved[] = [{ type: "vote", term, votedFor }];
  if (snapshot !== null) saved.push({ type: "snapshot", snapshot, base: log.base });
  saved.push({ type: "append", after: log.base.index, entries: log.entries });
  return saved;
}
