/** A Raft in which something is done otherwise: rules and handlers replaced, timers ignored, settings forced. @module */

import { clone } from "../../model/clone.ts";
import type { Protocol } from "../../model/protocol.ts";
import { type Install, uponSnapshotChunk } from "./chunks.ts";
import { compact, type Saved } from "./journal.ts";
import type { Incoming, Message, Timer } from "./messages.ts";
import { assembled, type RaftStart, startWith } from "./raft.ts";
import type { RaftIo } from "./roles.ts";
import { type Rules, rules } from "./rules.ts";
import { decided } from "./steps.ts";
import type { Options, Raft, Steps } from "./settings.ts";
import type { State } from "./state.ts";

/** A Raft over whatever state machine. */
export type RaftProtocol<D = unknown> = Protocol<State<D>, Message, Timer, Saved>;

/** A handler of one type of message: it is given the settings, and changes the state in place. */
export type Handler<Type extends Message["type"]> = (
  raft: Raft,
  s: State,
  message: Incoming<Type>,
  io: RaftIo,
) => void;

type AnyHandler = (raft: Raft, s: State, message: never, io: RaftIo) => void;

/** What is done after a timer. */
export type AfterTimer = (raft: Raft, s: State, io: RaftIo) => void;

/** Handlers of messages. */
export interface RaftHandlers {
  /** A client asks for a command. */
  readonly request: Handler<"request">;
  /** A candidate asks for a vote. */
  readonly requestVote: Handler<"requestVote">;
  /** A voter has answered. */
  readonly requestVoteReply: Handler<"requestVoteReply">;
  /** The leader sends entries. */
  readonly appendEntries: Handler<"appendEntries">;
  /** A follower says how far its log agrees. */
  readonly appendEntriesReply: Handler<"appendEntriesReply">;
  /** The leader sends a snapshot. */
  readonly installSnapshot: Handler<"installSnapshot">;
}

/** What is done otherwise. A bug changes one thing. */
export interface RaftChange {
  /** Rules that are replaced. */
  readonly rules?: Partial<Rules>;
  /** Handlers that are replaced. */
  readonly handlers?: Partial<RaftHandlers>;
  /** How servers start. */
  readonly start?: RaftStart;
  /** What is done after some timers. */
  readonly timers?: { readonly [T in Timer["type"]]?: AfterTimer };
  /** Work that is done otherwise for all handlers. */
  readonly steps?: Partial<Steps>;
  /** Timers after which nothing is done. */
  readonly idle?: readonly Timer["type"][];
  /** Settings that are forced, whatever is set besides. */
  readonly options?: Omit<Options, "machine" | "rules">;
}

/** Raft with these options, but for the change. */
export function raftBut<D, C, R>(
  change: RaftChange | undefined,
  options: Options<D, C, R>,
): RaftProtocol<D> {
  const { rules: replaced, handlers = {}, timers = {}, start, idle = [], options: forced } =
    change ?? {};
  const all = {
    ...options,
    ...forced,
    rules: { ...rules, ...options.rules, ...replaced },
  };
  const settled = decided(all as Options, change?.steps);
  const protocol = assembled(settled) as RaftProtocol<D>;
  const own = Object.entries(handlers).map(([type, handler]) => [
    type,
    (s: State, message: never, io: RaftIo) => (handler as AnyHandler)(settled, s, message, io),
  ]);
  // What comes in chunks is installed in the same way.
  const { installSnapshot } = Object.fromEntries(own) as { installSnapshot?: Install };
  const chunks: Partial<typeof protocol.upon> = installSnapshot === undefined ? {} : {
    snapshotChunk: (s, message, io) => uponSnapshotChunk(settled, s, message, installSnapshot, io),
  };
  const after = Object.entries(timers).map(([type, then]) => [
    type,
    (s: State, _: Timer, io: RaftIo) => then(settled, s, io),
  ]);
  const nothing = Object.fromEntries(idle.map((timer) => [timer, () => {}]));
  return {
    ...protocol,
    ...(start === undefined ? {} : {
      start: (io, journal) => startWith(start, settled, io, journal) as State<D>,
    }),
    // Records are data that the world may keep, and whoever adds them up may change what it has got.
    ...(replaced?.recall === undefined ? {} : {
      compact: (journal) => compact(clone(journal), all.rules.recall),
    }),
    upon: { ...protocol.upon, ...chunks, ...Object.fromEntries(own) },
    after: { ...protocol.after!, ...Object.fromEntries(after), ...nothing },
  };
}
