/**
 * A node as the gateway of clients: whatever is asked of it, it finds the range, asks its leader, and asks again
 * until it is done. What changes something has a number, so that it is done once however often it is asked, and of
 * whichever range.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Entries, Operation } from "../range/commands.ts";
import type { Message, Outcome, Route, Task } from "../messages.ts";
import type { Gateway, Pending } from "../state.ts";
import type { Step } from "../step.ts";
import { isMuch, newPending, stamped } from "./asked.ts";
import { forget, routeTo } from "./routes.ts";
import {
  groupOf,
  hasNeighbour,
  isBack,
  isOld,
  keySought,
  lacksGroup,
  learnAll,
  mayBe,
  wayOf,
} from "./where.ts";

/** A gateway that has been asked nothing. */
export function newGateway(): Gateway {
  return { next: 0, pending: new Map(), routes: [], hasBegun: false };
}

/** Something is asked. */
export function take(
  step: Step,
  { address, key, task, merges = null, only = null }:
    & Pick<Pending, "address" | "key" | "task">
    & Partial<Pick<Pending, "merges" | "only">>,
): void {
  const { gateway } = step.s, id = gateway.next++;
  gateway.pending.set(id, newPending({ address, key, task, merges, only }));
  attempt(step, id);
}

/** A client's operation is asked. */
export function takeOperation(step: Step, address: NodeId, operation: Operation): void {
  take(step, { address, key: operation.key, task: { type: "operate", stamp: null, operation } });
}

/** It is asked, or asked again, of whoever is believed to lead the range. */
export function attempt(step: Step, id: number): void {
  const { s: { gateway }, io, multi } = step, pending = gateway.pending.get(id);
  if (pending === undefined) return;
  // Whether it was done nobody knows: so nobody is told.
  if (++pending.tries > multi.maxTries) return void gateway.pending.delete(id);
  if (pending.merges !== null && multi.rules.givesUp(pending.tries)) {
    return settle(step, id, pending, { type: "answer", answer: { ok: true, value: false } });
  }
  pending.unheard++;
  io.wait(multi.retryMs, { type: "again", key: id });
  doubt(step, pending);
  const route = wayOf(gateway, pending);
  if (route === undefined || lacksGroup(gateway, pending)) askWhere(step, id, pending);
  if (route === undefined) return;
  const { group, conf, version, members, leader } = route;
  if (pending.only !== null && !mayBe(pending.only, route)) return outdated(step, id);
  if (pending.task.type === "merge" && !mayMerge(step, id, pending, pending.task, route)) return;
  // Somebody else may know better, if this one is silent.
  const to = leader === null || isOld(pending) ? members[io.choose(members.length)]! : leader;
  const task = stamped(step, id, pending, route);
  const { boot } = step.s, epoch = pending.only ?? { conf, version };
  // Numbers of this start must not be used again after the next one.
  const ahead = gateway.hasBegun ? "ahead" : undefined;
  io.send(to, { type: "route", id, boot, group, epoch, task }, ahead);
}

/** Where all have been silent for long there may be nobody left to say that the range has gone elsewhere. */
function doubt({ s: { gateway }, multi }: Step, pending: Pending): void {
  if (!multi.rules.doubts(pending.unheard)) return;
  const route = wayOf(gateway, pending);
  if (route !== undefined) gateway.routes = forget(gateway.routes, route.group);
}

/**
 * Whether a range may be told to stop for its neighbour. Where that is not known yet it is asked for, and where what is
 * known speaks against it, it is asked for anew, once.
 */
function mayMerge(
  step: Step,
  id: number,
  pending: Pending,
  task: Extract<Task, { type: "merge" }>,
  own: Route,
): boolean {
  const { gateway } = step.s, verdict = hasNeighbour(gateway, task, own);
  if (verdict === true) return true;
  if (verdict !== null && pending.isAskedAnew) {
    end(step, id, { ok: false, words: verdict });
    return false;
  }
  if (verdict !== null) {
    pending.isAskedAnew = true;
    gateway.routes = forget(gateway.routes, routeTo(gateway.routes, task.intoKey)!.group);
  }
  askWhere(step, id, pending, task.intoKey);
  return false;
}

/** The range has another epoch, and will not have that one again. */
function outdated(step: Step, id: number): void {
  end(step, id, { ok: false, words: "the range has another epoch" });
}

/** It is not known where the key is: any node may know, and so they are asked one after the other. */
function askWhere({ io }: Step, id: number, pending: Pending, key = pending.key): void {
  const group = groupOf(pending);
  const to = io.peers[(io.self + ++pending.located) % io.peers.length]!;
  io.send(to, { type: "locate", id, key, ...(group === undefined ? {} : { group }) });
}

/** How many nodes are asked in a row, each as soon as the one before does not know; then it is waited. */
const IN_A_ROW = 8;

/** Somebody knows where a key is. */
export function uponLocated(
  step: Step,
  { id, routes, heir }: Omit<Extract<Message, { type: "located" }>, "type">,
): void {
  const { gateway } = step.s, pending = gateway.pending.get(id);
  const before = pending && wayOf(gateway, pending);
  if (pending !== undefined && heir !== undefined) pending.heir = heir;
  learnAll(gateway, routes);
  if (pending === undefined) return;
  const sought = keySought(gateway, pending);
  // Else whoever has the key has been asked already, and is not the range that alone can answer.
  const isNews = before === undefined || !lacksGroup(gateway, pending);
  if (sought === undefined && isNews) return askBy(step, id, pending);
  if (pending.located % IN_A_ROW !== 0) askWhere(step, id, pending, sought);
}

/** It has just been heard where the range is: whoever leads it there has not been silent yet. */
function askBy(step: Step, id: number, pending: Pending): void {
  pending.unheard = 0;
  attempt(step, id);
}

/** What came of it. */
export function uponRouted(
  step: Step,
  { from, id, boot, outcome, routes }: {
    readonly from: NodeId;
    readonly id: number;
    readonly boot: number;
    readonly outcome: Outcome;
    readonly routes: readonly Route[];
  },
): void {
  const { s: { gateway } } = step, pending = gateway.pending.get(id);
  const before = pending && wayOf(gateway, pending);
  const isElsewhere = outcome.type === "stale" || outcome.type === "not leader";
  if (isElsewhere && before !== undefined && routes.some(isBack(before))) {
    gateway.routes = forget(gateway.routes, before.group);
  }
  learnAll(gateway, routes);
  if (boot === step.s.boot) gateway.hasBegun = true;
  if (pending === undefined || !step.multi.rules.isOfThisBoot(boot, step.s.boot)) return;
  switch (outcome.type) {
    case "answer":
      return settle(step, id, pending, outcome);
    case "ordered":
      return end(step, id, { ok: outcome.refused === null, words: outcome.refused });
    case "no replica":
      // Whoever said that it led is wrong by now, or nobody did: others know where the key is, if anybody does.
      if (
        before !== undefined && (before.leader === null || before.leader === from || isOld(pending))
      ) {
        gateway.routes = forget(gateway.routes, before.group);
      }
      return;
    case "busy":
      return;
    case "not leader":
    case "stale": {
      const after = wayOf(gateway, pending);
      if (pending.only !== null && outcome.type === "stale") return outdated(step, id);
      const isNews = after !== undefined && before !== undefined &&
        (after.group !== before.group || after.version !== before.version ||
          after.conf !== before.conf || after.leader !== before.leader);
      // Else there is nobody better to ask for now.
      if (isNews) askBy(step, id, pending);
    }
  }
}

function settle(
  step: Step,
  id: number,
  pending: Pending,
  { answer }: Extract<Outcome, { type: "answer" }>,
): void {
  const { task, key, found, merges } = pending;
  if (merges !== null) {
    step.s.gateway.pending.delete(id);
    step.io.cancel("again", id);
    const { source } = task as Extract<Task, { type: "absorb" }>;
    return void step.merged.push({ group: merges, stopped: source.version, answer });
  }
  const isScan = task.type === "operate" && task.operation.type === "scan";
  if (!isScan || !answer.ok) return end(step, id, answer);
  const { end: last, limit } = task.operation as Extract<Operation, { type: "scan" }>;
  const { keys, entries, more } = answer.value as Entries;
  // It may be the answer to what was asked before, and is known already.
  if (!step.multi.rules.isOfThisPart(keys.start, key)) return;
  found.push(...entries);
  // Whoever has left something out has found as much as there may be.
  if (keys.end === last || found.length === limit || more || isMuch(found)) {
    const all = { start: task.operation.key, end: last };
    const value: Entries = { keys: all, entries: found, more: more || keys.end !== last };
    return end(step, id, { ok: true, value });
  }
  // It goes on where this answer ends, and not where the next range is believed to begin.
  pending.key = step.multi.rules.nextPart(keys, routeTo(step.s.gateway.routes, keys.end!));
  // This range has answered; the next one has not been asked yet.
  pending.tries = 0;
  askBy(step, id, pending);
}

function end({ s, io }: Step, id: number, result: unknown): void {
  const pending = s.gateway.pending.get(id)!;
  s.gateway.pending.delete(id);
  io.cancel("again", id);
  // It was done elsewhere, and stays done whatever this node remembers.
  io.answer(pending.address, result, "ahead");
}
