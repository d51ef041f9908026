/** What decisions come to when they are executed in order, and how they are told. @module */

import type { Command, NodeId, Notice, Session, Snapshot } from "../given.ts";
import { label } from "./node.ts";

/** A decision: in which ballot it was made first, and for what else there were votes below that. */
export interface Decision {
  readonly ballot: number;
  readonly value: readonly Command[];
  readonly other: readonly Command[];
}

/** What the slots up to one have come to. */
export function executedUpTo(slots: readonly Decision[], last: number): Snapshot {
  return execute(slots.slice(0, last)).snapshot;
}

/** What is answered to the commands of a slot, when those before it have been executed; undefined to old ones. */
export function answersIn(slots: readonly Decision[], slot: number): (number | undefined)[] {
  return execute(slots.slice(0, slot)).answers;
}

function execute(slots: readonly Decision[]) {
  const machine: string[] = [], sessions = new Map<string, Session>();
  let answers: (number | undefined)[] = [];
  for (const { value } of slots) {
    answers = value.map(({ command, client, number }) => {
      const session = sessions.get(client);
      if (session !== undefined && number < session.number) return undefined;
      if (number === session?.number) return session.answer;
      const answer = machine.push(command);
      sessions.set(client, { number, answer });
      return answer;
    });
  }
  return { snapshot: { slot: slots.length, machine, sessions }, answers };
}

/** The commands of a slot, in words. */
export function commandsInWords(value: readonly Command[]): string {
  return value.length === 0
    ? "a no-op"
    : value.map(({ command, client, number }) => `${command} (command ${number} of ${client})`)
      .join(" and ");
}

/** A notice in words. */
export function noticeInWords(notice: Notice): string {
  switch (notice.type) {
    case "commit":
      return `"commit ${label(notice.ballot)}, up to slot ${notice.upTo}"`;
    case "fetch":
      return `"fetch what comes after slot ${notice.executed}"`;
    case "learn":
      return `"learn from slot ${notice.first} on: ${
        notice.slots.map(({ value }) => commandsInWords(value)).join("; ")
      }"`;
    case "install":
      return `"install the snapshot up to slot ${notice.snapshot.slot}: ${
        notice.snapshot.machine.join(", ") || "no commands"
      }"`;
  }
}

/** Who is sent what, in words. */
export function sendInWords(
  { to, message }: { readonly to: NodeId; readonly message: Notice },
): string {
  return `${noticeInWords(message)} to server ${to}`;
}
