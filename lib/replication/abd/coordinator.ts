/** A node that serves clients: it asks a read quorum what it holds, and has a write quorum hold it. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Key, Value } from "../register/register.ts";
import type { AbdIo, Message, PhaseId } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Operation, Querying, State, Storing } from "./state.ts";
import { NOTHING, type Tag, type Version } from "./tags.ts";

/** What a coordinator goes by. */
export type Manner = Settings & Rules;

/** A client reads. */
export function read(s: State, client: NodeId, key: Key, how: Manner, io: AbdIo): void {
  begin(s, { stage: "query", client, key, heard: new Map() }, how, io);
}

/** A client writes. Who is alone in writing knows the latest tag, as it is its own. */
export function write(
  s: State,
  client: NodeId,
  key: Key,
  value: Value,
  how: Manner,
  io: AbdIo,
): void {
  if (how.asksFirst(how.writer)) {
    begin(s, { stage: "query", client, key, write: value, heard: new Map() }, how, io);
    return;
  }
  if (how.writer !== null && how.writer !== io.self) {
    throw new RangeError(
      `Cannot write at node ${io.self} because the register has one writer, which must be ` +
        `node ${how.writer}: given a write of ${JSON.stringify(value)}`,
    );
  }
  const version = { tag: freshTag(s, 0, how, io), value };
  begin(s, { stage: "store", client, key, version, result: null, holders: new Set() }, how, io);
}

/** A replica has told what it holds, or that it cannot tell. */
export function heard(
  s: State,
  { from, key, version, life, phase }: Sent & {
    readonly key: Key;
    readonly version: Version | null;
  },
  how: Manner,
  io: AbdIo,
): void {
  const current = how.phaseOf(s, { life, phase, stage: "query", key });
  const counts = version ?? how.ofFailure(from, io.self);
  if (current === undefined || counts === undefined) return;
  const operation = s.operations.get(current) as Querying;
  operation.heard.set(how.voter(from, operation.heard.size), counts);
  if (!how.quorums(io.peers).phase1(new Set(operation.heard.keys()))) return;
  end(s, current, how, io);
  if (operation.write === undefined) returnLatest(s, operation, how, io);
  else storeNew(s, operation, operation.write, how, io);
}

/** A replica holds what it was told to hold, or something later. */
export function stored(
  s: State,
  answer: Sent & { readonly key: Key },
  how: Manner,
  io: AbdIo,
): void {
  const { from, key, life, phase } = answer;
  const current = how.phaseOf(s, { life, phase, stage: "store", key });
  if (current === undefined) return;
  const { holders, client, result } = s.operations.get(current) as Storing;
  holders.add(how.voter(from, holders.size));
  if (!how.quorums(io.peers).phase2(holders)) return;
  end(s, current, how, io);
  if (client !== undefined) io.answer(client, result);
}

/** Asks again who has not answered: what was asked, or the answer, may have been lost. */
export function again(s: State, phase: number, how: Manner, io: AbdIo): void {
  const operation = s.operations.get(phase);
  if (operation === undefined) return;
  const answered = operation.stage === "query" ? operation.heard : operation.holders;
  send(s, phase, io.peers.filter((peer) => !answered.has(peer)), io);
  io.wait(how.againMs, { type: "again", key: phase });
}

/** Who sent an answer, and which phase it names. */
export type Sent = PhaseId & { readonly from: NodeId };

/**
 * A read quorum has answered, and meets every write quorum: so the latest of these is no earlier than any write that had
 * ended. Before it is returned a write quorum must hold it, or a later read could return an earlier one. Whoever has
 * answered with it holds it, durably and for ever, or something later: where they are a write quorum, all is done.
 */
function returnLatest(s: State, { client, key, heard }: Querying, how: Manner, io: AbdIo): void {
  const { tag, value } = latestOf(heard, how);
  const holders = new Set<NodeId>();
  for (const [node, each] of heard) if (how.compare(each.tag, tag) === 0) holders.add(node);
  const isHeld = how.isHeld(holders, new Set(heard.keys()), how.quorums(io.peers));
  if (how.writeBack === "never" || (how.writeBack === "unless held" && isHeld)) {
    io.answer(client, value);
    return;
  }
  const fresh = () => freshTag(s, tag.time, how, io);
  const version = { tag: how.tagOfWriteBack(tag, fresh), value };
  const storing = {
    stage: "store",
    key,
    version,
    result: value,
    holders: new Set<NodeId>(),
  } as const;
  if (!how.awaitsWriteBack) io.answer(client, value);
  begin(s, how.awaitsWriteBack ? { ...storing, client } : storing, how, io);
}

/** The new version is later than all that had been written when it was asked for. */
function storeNew(s: State, operation: Querying, value: Value, how: Manner, io: AbdIo): void {
  const { client, key, heard } = operation;
  const version = { tag: freshTag(s, latestOf(heard, how).tag.time, how, io), value };
  begin(s, { stage: "store", client, key, version, result: null, holders: new Set() }, how, io);
}

/**
 * A tag that no other write has. It is saved before anybody sees it: a replica may hold it, and others not know of
 * it, when this node comes back after a crash and asks for the latest.
 */
function freshTag(s: State, latest: number, { timeAfter, isSaved }: Manner, io: AbdIo): Tag {
  const time = timeAfter(latest, s.issued);
  s.issued = time;
  if (isSaved({ type: "issued", time })) io.save({ type: "issued", time });
  return { time, writer: io.self };
}

function latestOf(heard: ReadonlyMap<NodeId, Version>, { compare }: Manner): Version {
  let latest = NOTHING;
  for (const version of heard.values()) {
    if (compare(version.tag, latest.tag) > 0) latest = version;
  }
  return latest;
}

function begin(s: State, operation: Operation, { againMs }: Manner, io: AbdIo): void {
  const phase = ++s.phases;
  s.operations.set(phase, operation);
  send(s, phase, io.peers, io);
  if (againMs !== Infinity) io.wait(againMs, { type: "again", key: phase });
}

function end(s: State, phase: number, { againMs }: Manner, io: AbdIo): void {
  s.operations.delete(phase);
  if (againMs !== Infinity) io.cancel("again", phase);
}

function send(s: State, phase: number, to: readonly NodeId[], io: AbdIo): void {
  const { life } = s, operation = s.operations.get(phase)!, { key } = operation;
  const message: Message = operation.stage === "query"
    ? { type: "query", life, phase, key }
    : { type: "store", life, phase, key, version: operation.version };
  for (const node of to) io.send(node, message);
}
