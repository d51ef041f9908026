/**
 * A node as the gateway of clients: whatever is asked of it, it finds the range, asks its leader, and asks again
 * until it is done. What changes something has a number, so that it is done once however often it is asked, and of
 * whichever range.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { type Entries, type Operation, readsOnly } from "../range/commands.ts";
import { headOf } from "../range/state.ts";
import { mostEntryUnits } from "../../replicated/store/limits.ts";
import type { Message, Outcome, Pin, Route, Task } from "../messages.ts";
import type { Gateway, Pending } from "../state.ts";
import type { GroupId } from "../range/interval.ts";
import type { Step } from "../step.ts";
import { forget, learn, routeOfGroup, routeTo } from "./routes.ts";

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
  gateway.pending.set(id, {
    address,
    key,
    task,
    tries: 0,
    unheard: 0,
    located: 0,
    isAskedAnew: false,
    heir: null,
    found: [],
    merges,
    only,
  });
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

/** Whether a range may still have the only epoch that an order is for: what is known of it may be older. */
function mayBe(only: Pin, { group, conf, version }: Route): boolean {
  return group === only.group && version <= only.version && conf <= only.conf;
}

/**
 * Whether a range may be told to stop: there is such a neighbour, as far as is known. A range that stops for one that
 * there never was would wait for it for ever. Where it is not known yet it is asked for, and where what is known speaks
 * against it, it is asked for anew, once.
 */
function mayMerge(
  step: Step,
  id: number,
  pending: Pending,
  { into, intoVersion, intoKey }: Extract<Task, { type: "merge" }>,
  own: Route,
): boolean {
  const { gateway } = step.s, there = routeTo(gateway.routes, intoKey);
  if (there === undefined) {
    askWhere(step, id, pending, intoKey);
    return false;
  }
  const touch = own.end === there.start || there.end === own.start;
  if (there.group === into && there.version === intoVersion && touch) return true;
  if (pending.isAskedAnew) {
    const words = `"${intoKey}" is in range ${there.group} in version ${there.version}` +
      (touch ? "" : ", which is no neighbour");
    end(step, id, { ok: false, words });
    return false;
  }
  pending.isAskedAnew = true;
  gateway.routes = forget(gateway.routes, there.group);
  askWhere(step, id, pending, intoKey);
  return false;
}

/** The range has another epoch, and will not have that one again. */
function outdated(step: Step, id: number): void {
  end(step, id, { ok: false, words: "the range has another epoch" });
}

function wayOf({ routes }: Gateway, pending: Pending): Route | undefined {
  const group = groupOf(pending);
  return group !== undefined && routeOfGroup(routes, group) || routeTo(routes, pending.key);
}

/** The range that alone can answer, whatever keys it has by now; undefined: whichever has the key. */
function groupOf({ task, heir }: Pending): GroupId | undefined {
  if (task.type !== "absorb") return undefined;
  return heir ?? headOf(task.source.state).merging!.into;
}

/** Whether one range alone can answer, and it is not known where it is. Its key may be another's by now. */
function lacksGroup({ routes }: Gateway, pending: Pending): boolean {
  const group = groupOf(pending);
  return group !== undefined && routeOfGroup(routes, group) === undefined;
}

/** What changes something is numbered; a scan asks each range for its own keys. */
function stamped({ s, io }: Step, id: number, pending: Pending, route: Route): Task {
  const { task } = pending;
  if (task.type !== "operate") return task;
  const { operation } = task;
  if (operation.type === "scan") {
    const { end, limit } = operation, { key, found } = pending;
    const until = route.end === null || end !== null && end < route.end ? end : route.end;
    const rest = limit - found.length;
    return { ...task, operation: { type: "scan", key, end: until, limit: rest } };
  }
  if (readsOnly(operation)) return task;
  // What is under way stands in the order in which it was asked.
  const [lowest = id] = s.gateway.pending.keys();
  return { ...task, stamp: { gateway: io.self, boot: s.boot, sequence: id, lowest } };
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

/** The key of which it is not known where it is, its own or that of the neighbour; undefined: all are known. */
function keySought(gateway: Gateway, pending: Pending): string | undefined {
  if (wayOf(gateway, pending) === undefined) return pending.key;
  const { task } = pending;
  return task.type === "merge" && routeTo(gateway.routes, task.intoKey) === undefined
    ? task.intoKey
    : undefined;
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

/**
 * Whether a route is of the same range with members of before: the change that one has heard of may
 * have stood in the log of a leader that was replaced, and nowhere else. Whoever was asked knows better,
 * or is behind, and then whoever leads says so.
 */
function isBack({ group, version, conf }: Route): (route: Route) => boolean {
  return (route) => route.group === group && route.version === version && route.conf < conf;
}

/** Whether it has been asked so often that what is believed of its range must be wrong. */
function isOld({ unheard }: Pending): boolean {
  return unheard % 3 === 0;
}

function learnAll(gateway: Gateway, routes: readonly Route[]): void {
  for (const route of routes) gateway.routes = learn(gateway.routes, route);
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

/** Whether a scan has found so much that it ends: what one range adds is at most as much again. */
function isMuch(found: Entries["entries"]): boolean {
  let units = 0;
  for (const [key, value] of found) units += key.length + value.length;
  return units >= mostEntryUnits;
}

function end({ s, io }: Step, id: number, result: unknown): void {
  const pending = s.gateway.pending.get(id)!;
  s.gateway.pending.delete(id);
  io.cancel("again", id);
  // It was done elsewhere, and stays done whatever this node remembers.
  io.answer(pending.address, result, "ahead");
}
