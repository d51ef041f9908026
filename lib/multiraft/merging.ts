/**
 * A range that has stopped asks its neighbour to absorb it, through the leader of its own group and as often as it
 * takes. The answer is the neighbour's log's, and it does not change: it has absorbed the range, or never will.
 *
 * @module
 */

import { membersOf } from "../consensus/raft/configuration.ts";
import { configurationOf } from "../consensus/raft/state.ts";
import { take } from "./gateway/gateway.ts";
import type { RangeAnswer } from "./range/commands.ts";
import type { GroupId } from "./range/interval.ts";
import { frozenSource } from "./range/machine.ts";
import type { RangeState } from "./range/state.ts";
import { destroy } from "./replicas.ts";
import { type Step, within } from "./step.ts";

/** The leader of a range that has stopped asks, unless it already does. */
export function askToAbsorb(step: Step, id: GroupId, machine: RangeState): void {
  const { s, io } = step;
  for (const [key, { merges, task }] of s.gateway.pending) {
    if (merges !== id) continue;
    if (task.type === "absorb" && task.source.version === machine.version) return;
    // It has gone on and stopped again since.
    s.gateway.pending.delete(key);
    io.cancel("again", key);
  }
  const { intoKey } = machine.merging!;
  const task = { type: "absorb", source: frozenSource(machine) } as const;
  take(step, { address: io.self, key: intoKey, task, merges: id });
}

/**
 * The neighbour has answered about the range as it was when it had stopped in this version: it is a part of it now
 * (true), never will be (false), or it is unclear.
 */
export function uponMerged(step: Step, id: GroupId, stopped: number, answer: RangeAnswer): void {
  const replica = step.s.replicas.get(id);
  if (replica === undefined || !answer.ok) return;
  if (answer.value === true) {
    for (const node of membersOf(configurationOf(replica.group))) {
      if (node !== step.io.self) step.io.send(node, { type: "gone", group: id, conf: null });
    }
    return destroy(step, id, null);
  }
  const { group } = replica, { version, merging } = group.machine;
  if (merging === null || group.leading === null) return;
  if (!step.multi.rules.isOfThisStop(stopped, version)) return;
  const command = { type: "thaw", version };
  const ticket = step.s.nextTicket++;
  const request = { type: "request", command, stamp: null, from: ticket } as const;
  step.multi.protocol.upon.request(group, request, within(step, id, replica));
  step.looks.add(id);
}
