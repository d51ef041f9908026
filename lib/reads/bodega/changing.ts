/**
 * How the roster changes: a server that has granted leases promises no higher ballot before all of them are given
 * back or over. Messages that would make it promise one wait for that.
 *
 * @module
 */

import { type Ballot, compareBallots } from "../../consensus/ballot.ts";
import {
  isToStand,
  nextBallot,
  stand,
  staysWithLeaderAgainst,
} from "../../consensus/multipaxos/election.ts";
import { membersAfter } from "../../consensus/multipaxos/configuration.ts";
import type { MultiPaxosIo } from "../../consensus/multipaxos/messages.ts";
import type { State as PaxosState } from "../../consensus/multipaxos/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import { encode } from "../../model/encode.ts";
import type { Answer } from "../../replicated/requests.ts";
import { emptyIn, type KeyRange, wantedIn } from "../keys.ts";
import { takeQueue } from "./later.ts";
import { adopt, rosterOf } from "./leasing.ts";
import type { BodegaIo, Held, Incoming } from "./messages.ts";
import { withResponder } from "./roster.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** Whether no lease of its own is in the way of a higher ballot. */
function isFree({ rules }: Settings, { bodega }: Readonly<State>, now: number): boolean {
  if (bodega.forgotten !== null && now < bodega.forgotten) return false;
  return [...bodega.grants.values()].every((granted) => rules.isOver(granted, now));
}

/** Wants its leases back, for a higher ballot. */
export function free(s: State, ballot: Ballot, stands: boolean, io: BodegaIo): void {
  const { bodega } = s, { freeing } = bodega;
  if (freeing === null || compareBallots(ballot, freeing.ballot) > 0) {
    const since = freeing?.since ?? io.now();
    bodega.freeing = { ballot, since, stands: stands || (freeing?.stands ?? false) };
  }
  for (const [to, { heard }] of bodega.grants) {
    io.send(to, { type: "revoke", ballot: bodega.freeing!.ballot, heard });
  }
}

/** Whether a message that would make it promise a higher ballot must wait; then it is kept. */
export function waits(
  settings: Settings,
  s: State,
  message: Held,
  io: BodegaIo,
): boolean {
  const { ballot, type } = message;
  if (compareBallots(ballot, s.promised) <= 0 || isFree(settings, s, io.now())) return false;
  if (type === "prepare" && staysWithLeaderAgainst(settings.paxos, s, message)) return false;
  const { bodega } = s;
  if (bodega.held === null || compareBallots(ballot, bodega.held.ballot) >= 0) {
    bodega.held = message;
  }
  free(s, ballot, false, io);
  return true;
}

/** A server that is about to promise itself a ballot must be free as well; it makes the roster of that ballot. */
export function mayStand(
  settings: Settings,
  server: PaxosState,
  ballot: Ballot,
  paxosIo: MultiPaxosIo,
): boolean {
  // Sound, as these are the states and the world of Bodega's servers.
  const s = server as State, io = paxosIo as BodegaIo, now = io.now();
  if (!isFree(settings, s, now)) {
    free(s, ballot, true, io);
    return false;
  }
  const { ranges } = s.bodega;
  adopt(s, { ballot, ranges, silent: silentIn(settings, s, ranges, io) }, now);
  return true;
}

/**
 * Those of a range of keys of whom nothing is heard, or who are not members of all slots that are still to be executed:
 * only members vote, and a write would wait for the others for ever.
 */
function silentIn(
  { rules, silentMs }: Settings,
  s: Readonly<State>,
  ranges: readonly KeyRange[],
  io: BodegaIo,
): NodeId[] {
  const now = io.now();
  return [...wantedIn(ranges)].sort((a, b) => a - b).filter((node) =>
    node !== io.self &&
    (!isMember(s, node) || rules.isSilent(now - (s.bodega.heard.get(node) ?? now), silentMs))
  );
}

/** Whether somebody votes in all slots that are still to be executed. */
function isMember({ configurations }: Readonly<State>, node: NodeId): boolean {
  return configurations.every(({ members }) => members.includes(node));
}

/**
 * Whether somebody silent is taken out of the roster now. For that all leases are revoked, and those of the dead cannot
 * be: until theirs are over nobody could read anything. So the leader waits for its own lease of the silent one first,
 * as long as the others keep theirs; what others granted it ends at about the same time.
 */
function isDue(
  { rules }: Settings,
  s: Readonly<State>,
  node: NodeId,
  now: number,
): boolean {
  const granted = s.bodega.grants.get(node);
  // Who is no member, but well, renews its lease for ever.
  return granted === undefined || !isMember(s, node) || rules.isOver(granted, now);
}

/** The leader makes another roster when others are wanted, when one is silent, or when one is heard again. */
export function considerRoster(settings: Settings, s: State, io: BodegaIo): void {
  const { bodega } = s, roster = rosterOf(s);
  if (s.leading === null || roster === null || bodega.freeing !== null) return;
  const silent = silentIn(settings, s, bodega.ranges, io);
  const isNews = silent.some((node) =>
    !roster.silent.includes(node) && isDue(settings, s, node, io.now())
  );
  // Somebody who comes and goes must not change it each time.
  const isCalm = io.now() - bodega.since >= 4 * settings.silentMs;
  // Who comes back promises nothing while it may have granted leases: writes would wait for it until then.
  const { followers } = s.leading;
  const isBack = isCalm &&
    roster.silent.some((node) => !silent.includes(node) && followers.has(node));
  if (isOther(bodega.ranges, roster.ranges) || isNews || isBack) {
    free(s, nextBallot(s, io), true, io);
  }
}

/** What has waited until leases were over goes on. */
export function goOn(
  settings: Settings,
  s: State,
  handle: (message: Held) => void,
  io: BodegaIo,
): void {
  const { bodega } = s, { freeing } = bodega;
  if (freeing === null) return;
  if (compareBallots(freeing.ballot, s.promised) <= 0) return endFreeing(s);
  if (!isFree(settings, s, io.now())) return;
  const { held } = bodega;
  bodega.held = null;
  if (held !== null && compareBallots(held.ballot, s.promised) > 0) handle(held);
  else if (freeing.stands && (s.leading !== null || !s.loyal || isToStand(s))) {
    takeQueue(s);
    stand(settings.paxos, s, io as MultiPaxosIo);
  } else if (io.now() - freeing.since >= settings.patienceMs) return endFreeing(s);
  else return;
  if (compareBallots(freeing.ballot, s.promised) <= 0) endFreeing(s);
}

function endFreeing({ bodega }: State): void {
  bodega.freeing = null;
  bodega.held = null;
}

/** Many ask a server for keys that it does not answer: it is to. */
export function uponCover(
  settings: Settings,
  s: State,
  { from, range }: Incoming<"cover">,
  io: BodegaIo,
): void {
  const { bodega } = s;
  if (s.leading === null || !membersAfter(s.configurations, s.executed).includes(from)) return;
  bodega.ranges = withResponder(bodega.ranges, range, from);
  considerRoster(settings, s, io);
}

/** An administrator wants others to answer reads. */
export function uponRoster(
  settings: Settings,
  s: State,
  ranges: readonly KeyRange[],
  address: NodeId,
  io: BodegaIo,
): void {
  const { bodega, leader, leading } = s;
  const unknown = [...wantedIn(ranges)].find((node) => !io.peers.includes(node));
  const empty = emptyIn(ranges);
  const refused = (words: string) => io.answer(address, { ok: false, why: "refused", words });
  if (unknown !== undefined) return refused(`there is no node ${unknown}`);
  if (empty !== undefined) return refused(`no key is in "${empty.from}" to "${empty.to}"`);
  if (leading === null && !bodega.standsAgain) {
    if (leader !== null && leader !== io.self) {
      io.send(leader, { type: "forwardRoster", ranges, address });
    } else io.answer(address, { ok: false, why: "not leader", leader: null });
    return;
  }
  bodega.ranges = ranges;
  bodega.asked.push({ ranges, address });
  considerRoster(settings, s, io);
}

/** Answers administrators whose roster is there or is not to come, or who are to ask somebody else. */
export function answerAdministrators(s: State, io: BodegaIo): void {
  const { bodega, leading, leader } = s, roster = rosterOf(s);
  bodega.asked = bodega.asked.filter(({ ranges, address }) => {
    const answer = (result: Answer) => void io.answer(address, result);
    if (leading === null && !bodega.standsAgain) {
      answer({ ok: false, why: "not leader", leader });
    } else if (isOther(ranges, bodega.ranges)) {
      answer({ ok: false, why: "refused", words: "another roster has been asked for since" });
    } else if (leading !== null && roster !== null && !isOther(ranges, roster.ranges)) {
      answer({ ok: true, index: s.executed, result: null });
    } else return true;
    return false;
  });
}

function isOther(some: readonly KeyRange[], others: readonly KeyRange[]): boolean {
  return some !== others && encode(some) !== encode(others);
}
