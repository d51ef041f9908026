/** What is decided is executed, slot by slot, and answered where somebody waits for it. @module */

import { applyOnce } from "../../replicated/apply_once.ts";
import type { Answer } from "../../replicated/requests.ts";
import { openSession } from "../../replicated/sessions.ts";
import { compareBallots } from "../ballot.ts";
import { stillInForce } from "./configuration.ts";
import type { Entry, Voted } from "./log.ts";
import type { MultiPaxosIo } from "./messages.ts";
import { decline, save } from "./roles.ts";
import { takeSnapshot } from "./snapshots.ts";
import type { MultiPaxos } from "./settings.ts";
import type { State } from "./state.ts";
import type { Command } from "./value.ts";

/** Notes what is decided in slots that are not executed yet. */
export function decided(s: State, slots: readonly Voted[]): void {
  for (const { slot, ballot, value } of slots) {
    if (slot > s.executed) s.log.entries.set(slot, { ballot, value, chosen: true });
  }
}

/**
 * Takes over what others say is decided; saves it, as it need not be what was voted for here. No decision rests on that
 * record, as those who voted have theirs: without it a server that crashes has to be told once more.
 */
export function learn(
  paxos: MultiPaxos,
  s: State,
  told: readonly Voted[],
  io: MultiPaxosIo,
): void {
  const news = told.filter(({ slot }) => slot > s.executed && !s.log.entries.get(slot)?.chosen);
  if (news.length === 0) return;
  decided(s, news);
  save(paxos, { type: "decided", decided: news }, io);
}

/** Executes the slots that are decided, up to the first that is not. */
export function execute(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  for (;;) {
    const slot = s.executed + 1, entry = s.log.entries.get(slot);
    if (entry === undefined || !entry.chosen) break;
    const answers = executeSlot(paxos, s, slot, entry);
    respond(paxos, s, slot, entry, answers, io);
    if (slot - s.snapshot.slot >= paxos.snapshotEvery) takeSnapshot(paxos, s, io);
  }
  if (s.partial !== undefined && s.partial.slot <= s.executed) delete s.partial;
}

/** Executes the commands of the next slot; what to answer to each, undefined where its client has the answer. */
export function executeSlot(
  paxos: MultiPaxos,
  s: State,
  slot: number,
  { value }: Entry,
): (Answer | undefined)[] {
  s.executed = slot;
  s.leading?.open.delete(slot);
  const answers = value.commands.map((command) => executeOne(paxos, s, slot, command));
  s.configurations = stillInForce(s.configurations, slot);
  return answers;
}

function executeOne(
  paxos: MultiPaxos,
  s: State,
  slot: number,
  command: Command,
): Answer | undefined {
  const index = ++s.commands;
  switch (command.type) {
    case "register":
      openSession(s.sessions, index, paxos.maxSessions);
      return { ok: true, index, result: index };
    case "configuration": {
      const { members } = command;
      s.configurations.push({ from: paxos.rules.holdsFrom(slot, paxos.window), members });
      return { ok: true, index, result: [...members] };
    }
    case "command":
      return applyOnce(paxos.machine, s, command, index, paxos.rules.admit);
  }
}

/** Answers the clients that wait for a slot. */
function respond(
  paxos: MultiPaxos,
  s: State,
  slot: number,
  { value }: Entry,
  answers: readonly (Answer | undefined)[],
  io: MultiPaxosIo,
): void {
  const waiting = s.waiting.get(slot);
  if (waiting === undefined) return;
  s.waiting.delete(slot);
  const isThere = compareBallots(waiting.origin, value.origin) === 0;
  waiting.addresses.forEach((address, i) => {
    const answer = answers[i];
    if (!isThere) decline(paxos, address, { ok: false, why: "lost" }, io);
    else if (answer !== undefined) io.answer(address, answer);
  });
}
