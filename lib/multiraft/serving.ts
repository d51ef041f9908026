/** What is asked of the ranges of this node: it is done if the epoch is right and a replica here leads. @module */

import type { Ahead, NodeId } from "../model/protocol.ts";
import { inForceAt, membersOf, type Placed } from "../consensus/raft/configuration.ts";
import type { Answer } from "../replicated/requests.ts";
import type { Epoch, Outcome, Route, Task } from "./messages.ts";
import { type RangeAnswer, type RangeCommand, readsOnly } from "./range/commands.ts";
import { type GroupId, holds } from "./range/interval.ts";
import { hasBegun, rangeOf } from "./range/state.ts";
import { keepAwake, stir } from "./sleep.ts";
import type { Group, NodeState, Replica, Ticket } from "./state.ts";
import { type Step, within } from "./step.ts";

/** A task, as it comes to a node. */
export interface Routed {
  /** The gateway; the node itself where it is its own. */
  readonly from: NodeId;
  /** The number of the task there. */
  readonly id: number;
  /** How often the gateway has started. */
  readonly boot: number;
  /** The group. */
  readonly group: GroupId;
  /** The epoch that it is for. */
  readonly epoch: Epoch;
  /** What is to be done. */
  readonly task: Task;
}

/** Where a replica believes its range to be. */
export function routeOf(group: Readonly<Group>): Route {
  const { machine } = group, { index, configuration } = decidedConfiguration(group);
  const members = membersOf(configuration);
  // Who led last may have gone since.
  const leader = group.leader !== null && members.includes(group.leader) ? group.leader : null;
  return { ...rangeOf(machine), conf: index, members, leader };
}

/** A task has come. */
export function uponRoute(step: Step, routed: Routed): void {
  const { s, multi } = step, { group: id, task } = routed;
  const replica = s.replicas.get(id);
  if (replica === undefined || !hasBegun(replica.group.machine)) {
    return tell(step, routed, { type: "no replica" });
  }
  const { group } = replica;
  if (group.leading === null) {
    stir(step, id, replica);
    return tell(step, routed, { type: "not leader" });
  }
  // Whether it is absorbed is for the range to say, in whatever version.
  if (task.type !== "absorb" && !multi.rules.isEpoch(routed.epoch, epochOf(group))) {
    return tell(step, routed, { type: "stale" });
  }
  keepAwake(step, id, replica);
  const { from, id: number, boot } = routed, ticket = s.nextTicket++;
  s.tickets.set(ticket, { node: from, id: number, boot, group: id, kind: kindOf(task) });
  ask(step, id, replica, task, ticket);
  step.looks.add(id);
}

/** The epoch of a replica. */
export function epochOf(group: Readonly<Group>): Epoch {
  return { conf: decidedConfiguration(group).index, version: group.machine.version };
}

/**
 * The latest configuration that is known to be decided. One that is not may vanish with its entry, and another one may
 * come in its place: who had heard of the first would take it for newer than what there is, for ever.
 */
function decidedConfiguration({ configurations, commitIndex }: Readonly<Group>): Placed {
  return inForceAt(configurations, commitIndex);
}

function kindOf({ type }: Task): Ticket["kind"] {
  return type === "operate" || type === "absorb" ? "operate" : "order";
}

/** Puts a task to the replica's Raft. */
function ask(step: Step, id: GroupId, replica: Replica, task: Task, ticket: number): void {
  const { multi: { protocol, way } } = step, { group } = replica;
  const { version } = group.machine, io = within(step, id, replica);
  const propose = (command: RangeCommand) =>
    protocol.upon.request(group, { type: "request", command, stamp: null, from: ticket }, io);
  switch (task.type) {
    case "operate": {
      const { stamp, operation } = task;
      const command: RangeCommand = { type: "operate", version, stamp, operation };
      if (way === "log" || !readsOnly(operation)) return propose(command);
      return protocol.upon.read(group, { type: "read", command, from: ticket }, io);
    }
    case "absorb":
      return propose(task);
    case "split":
      return propose({ ...task, version });
    case "merge":
      return propose({ ...task, type: "freeze", version });
    case "members": {
      const { transition, changes } = task;
      return protocol.upon.change(group, { type: "change", transition, changes, from: ticket }, io);
    }
    case "transfer":
      return protocol.upon.transfer(group, { ...task, from: ticket }, io);
  }
}

/** What groups have answered in this step goes to whoever waits. */
export function settleAnswers(step: Step): void {
  const { s, answers } = step;
  for (const { ticket, answer, ahead } of answers.splice(0)) {
    const waiting = s.tickets.get(ticket);
    if (waiting === undefined) continue;
    s.tickets.delete(ticket);
    const { node: from, id, boot, group, kind } = waiting;
    tell(step, { from, id, boot, group }, outcomeOf(answer, kind), ahead);
  }
}

function outcomeOf(answer: Answer, kind: Ticket["kind"]): Outcome {
  if (!answer.ok) {
    switch (answer.why) {
      case "not leader":
      case "lost":
        return { type: "not leader" };
      case "busy":
      case "session expired":
        return { type: "busy" };
      case "refused":
        return kind === "order"
          ? { type: "ordered", refused: answer.words }
          : { type: "answer", answer: { ok: false, why: "refused", words: answer.words } };
    }
  }
  const result = answer.result as RangeAnswer | null;
  // What changes members, and who leads, is answered by Raft itself.
  const isOfRange = result !== null && typeof result === "object" && "ok" in result;
  if (!isOfRange) return { type: "ordered", refused: null };
  if (!result.ok && result.why === "stale") return { type: "stale" };
  if (!result.ok && result.why === "frozen") return { type: "busy" };
  if (kind === "operate") return { type: "answer", answer: result };
  const refused = result.ok ? null : result.why === "refused" ? result.words : result.why;
  return { type: "ordered", refused };
}

function tell(
  { s, io }: Step,
  { from, id, boot, group }: Pick<Routed, "from" | "id" | "boot" | "group">,
  outcome: Outcome,
  ahead?: Ahead,
): void {
  const hasWords = outcome.type === "answer" || outcome.type === "ordered";
  const routes = hasWords ? [] : routesAbout(s, group);
  io.send(from, { type: "routed", id, boot, outcome, routes }, ahead);
}

/** What this node knows of a range: its replica, and those beside it, into which it may have been split. */
function routesAbout(s: NodeState, id: GroupId): Route[] {
  const replica = s.replicas.get(id);
  if (replica === undefined || !hasBegun(replica.group.machine)) return [];
  const own = routeOf(replica.group), routes = [own];
  for (const [other, { group }] of s.replicas) {
    if (other !== id && own.end !== null && group.machine.start === own.end) {
      if (hasBegun(group.machine)) routes.push(routeOf(group));
    }
  }
  return routes;
}

/** The group here of whose range another is a part; undefined: none that is here. */
export function heirOf({ replicas }: NodeState, id: GroupId): Group | undefined {
  for (const { group } of replicas.values()) if (group.machine.absorbed.includes(id)) return group;
  return undefined;
}

/** What a node knows of where a key is, or a range. */
export interface Found {
  /** The range here that has the key, and the one that was asked for or its heir, if that is another. */
  readonly routes: Route[];
  /** The range here that the one which was asked for is a part of. */
  readonly heir?: GroupId;
}

/** Where a key is, and a range if one is asked for, as far as that is here. */
export function locate(s: NodeState, key: string, id?: GroupId): Found {
  const machines = [...s.replicas.values()].map(({ group }) => group)
    .filter(({ machine }) => hasBegun(machine));
  const having = machines.find(({ machine }) => holds(machine, key));
  const itself = machines.find(({ machine }) => machine.group === id);
  const heir = id === undefined || itself !== undefined ? undefined : heirOf(s, id);
  const found = new Set([having, itself, heir]);
  const routes = [...found].flatMap((group) => group === undefined ? [] : [routeOf(group)]);
  return heir === undefined ? { routes } : { routes, heir: heir.machine.group };
}
