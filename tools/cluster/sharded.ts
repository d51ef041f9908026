/**
 * The sharded store: Multi-Raft with a placement driver, asked as the store of one group is. Any node
 * is the gateway of whoever asks it: it finds the range, asks its leader, and asks again until it is
 * done, which takes effect once however often it has asked. But a client that has heard nothing must
 * not ask another gateway for the same, as there are no sessions over ranges; so it is told that it
 * has none.
 *
 * @module
 */

import { guardOf } from "hb/codec/schema/check.ts";
import type { Io, NodeId, Protocol } from "hb/model/protocol.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import { driven } from "hb/multiraft/driver/driven.ts";
import type { DrivenMessage, DrivenRecord, DrivenTimer } from "hb/multiraft/driver/messages.ts";
import {
  adds,
  type Entries,
  type Operation,
  type RangeAnswer,
} from "hb/multiraft/range/commands.ts";
import type { Options } from "hb/multiraft/settings.ts";
import type { Answer } from "hb/replicated/requests.ts";
import type { Command, Entries as StoreEntries } from "../kv/operation.ts";
import { firstRanges, REPLICAS } from "./sharded/first_ranges.ts";
import { hasRoom, mostBytes, type ShardedState } from "./sharded/room.ts";
import { rangeSnapshot, type ShardedMessage } from "./sharded/shapes.ts";

/** What there is to say of a sharded store. */
export interface Shards {
  /** How many ranges there are at first. */
  readonly groups: number;
  /** A range that has more than so many MiB is split. */
  readonly splitMb: number;
}

/** What is so where nobody says. */
export const usualShards: Shards = { groups: 64, splitMb: 8 };

/** What a node of it runs. */
export type ShardedProtocol = Protocol<ShardedState, ShardedMessage, DrivenTimer, DrivenRecord>;

/** The world, as the driver and the ranges see it. */
type DrivenIo = Io<DrivenMessage, DrivenTimer, DrivenRecord>;

/** How much a gateway has under way at most; what comes then was not done, and may be asked again. */
const MOST_PENDING = 4096;

/** The store on `nodes` nodes. */
export function sharded(
  nodes: number,
  { groups, splitMb }: Shards,
  options: Pick<Options, "way" | "electionTimeoutMs" | "heartbeatMs" | "raft">,
): ShardedProtocol {
  const splitBytes = splitMb * 2 ** 20;
  const inner = driven({
    ...options,
    ranges: firstRanges(groups, nodes),
    snapshotEvery: 1_000,
    keepEntries: 100,
    sleepAfter: 50,
    raft: {
      ...options.raft,
      isSnapshot: guardOf(rangeSnapshot(nodes)),
      // A range that cannot be split, as one of its keys holds it all, must end somewhere.
      maxMachineBytes: Math.max(2 ** 26, 4 * splitBytes),
    },
    driver: {
      members: Array.from({ length: Math.min(REPLICAS, nodes) }, (_, node) => node),
      replicas: Math.min(REPLICAS, nodes),
      splitBytes,
      // A process may be kept waiting, or started again: its replicas are where they should be.
      lostMs: 2_000,
      downMs: 30_000,
    },
  });
  const { upon, ...rest } = wrapped(
    inner,
    (io) => nested(io, { answer: (to, result) => io.answer(to, answerOf(result)) }),
  );
  const ask = (s: ShardedState, from: NodeId, command: Command, io: DrivenIo) => {
    const operation = operationOf(command);
    if (operation === undefined) return io.answer(from, notHere);
    if (adds(operation) && !hasRoom(s, io.now())) return io.answer(from, full);
    if (s.gateway.pending.size >= MOST_PENDING) return io.answer(from, busy);
    upon.ask(s, { type: "ask", operation, from }, io);
  };
  const requests = {
    request: (s: ShardedState, { command, from }: Asked, io: DrivenIo) =>
      ask(s, from, command as Command, io),
    read: (s: ShardedState, { command, from }: Asked, io: DrivenIo) =>
      ask(s, from, command as Command, io),
    register: (_: ShardedState, { from }: { readonly from: NodeId }, io: DrivenIo) =>
      io.answer(from, noSessions),
  };
  return { ...rest, upon: { ...upon, ...requests } } as unknown as ShardedProtocol;
}

/** A request of a client, as it comes. */
interface Asked {
  readonly command: unknown;
  readonly from: NodeId;
}

/** A session without a number: what was sent and not answered is not to be asked again. */
const noSessions: Answer = { ok: true, index: 0, result: null };
const busy: Answer = { ok: false, why: "busy" };
const notHere: Answer = {
  ok: false,
  why: "refused",
  words: "a store of several ranges has neither transactions nor leases yet",
};
const full: Answer = {
  ok: false,
  why: "refused",
  words: `the ranges of a node hold ${
    mostBytes / 2 ** 20
  } MiB at most, and these do: delete something`,
};

/** What is asked of ranges; undefined: it cannot be. */
function operationOf(command: Command): Operation | undefined {
  switch (command.type) {
    case "get":
    case "cas":
      return command;
    case "put": {
      const { type, key, value, lease } = command;
      return lease === undefined ? { type, key, value } : undefined;
    }
    case "del":
      return { type: "delete", key: command.key };
    case "range":
      return { type: "scan", key: command.key, end: command.to, limit: command.limit };
    default:
      return undefined;
  }
}

/** What a client of the store is told. There is no log of all, and so no place in it. */
function answerOf(result: unknown): Answer {
  const answer = result as RangeAnswer;
  if (answer.ok) return { ok: true, index: 0, result: valueOf(answer.value) };
  // A later request of this gateway says that this one is over: it may have been done before.
  if (answer.why === "old") return { ok: false, why: "session expired" };
  if (answer.why === "refused") return { ok: false, why: "refused", words: answer.words };
  return busy;
}

function valueOf(value: Extract<RangeAnswer, { ok: true }>["value"]): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { entries, more } = value as Entries;
  return { entries, more } satisfies StoreEntries;
}
