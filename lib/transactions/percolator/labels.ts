/** How Percolator is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import type { Outcome } from "../client.ts";
import type { Operation, Operations, Result } from "../operation.ts";
import { timestampLabel as at } from "../oracle/oracle.ts";
import type { Message, Saved, Status, Timer } from "./messages.ts";
import { isOneKey } from "./reading.ts";
import type { State } from "./state.ts";

/** Timestamps as `12.003`, the fourth of millisecond 12; a transaction by the one at which it began. */
export const labels: Labels<State, Message, Timer, Saved> = {
  client: (process) => `application ${process}`,
  state({ participant, oracle, coordinator }) {
    if (oracle !== undefined) return `last ${at(oracle.last)}`;
    if (participant !== undefined) {
      const { versions, locks } = participant;
      const held = [...versions].map(([key, all]) => `${key}=${told(all.at(-1)!.value)}`).sort();
      const locked = [...locks].map(([key, { start }]) => `${key} locked by ${at(start)}`).sort();
      return [...held, ...locked].join(" ") || undefined;
    }
    const under = [...coordinator!.transactions.values()];
    return under.map(({ start, stage }) => `${at(start)} ${stage}`).join(", ") || undefined;
  },
  message: messageLabel,
  timer(timer) {
    switch (timer.type) {
      case "clockAgain":
        return "asks for the time again";
      case "collect":
        return "collects";
      case "again":
        return `${at(timer.key)} asks again`;
      case "alive":
        return `${at(timer.key)} is alive`;
      case "resolveAgain":
        return `asks about ${at(timer.key)} again`;
    }
  },
  record(record) {
    switch (record.type) {
      case "life":
        return `life ${record.life}`;
      case "bound":
        return `bound ${at(record.bound)}`;
      case "lock":
        return `${record.key} locked by ${at(record.lock.start)}`;
      case "version":
        return `${record.key}=${told(record.version.value)} from ${at(record.version.at)}`;
      case "versions":
        return record.all.map(([key, { value }]) => `${key}=${told(value)}`).join(" ");
      case "closed":
        return `closed below ${at(record.below)}`;
      case "collected":
        return `collected below ${at(record.below)}`;
      case "rollback":
        return `${record.key} not by ${at(record.rollback.start)}`;
    }
  },
  request: (input) => asked(input as Operations),
  answer: (output) => answered(output as Outcome),
  routine: (event) => ["heartbeat", "alive", "close", "closed", "collect"].includes(event.type),
  replies: [
    "timestamps",
    "rows",
    "prewritten",
    "locked",
    "conflict",
    "committed",
    "gone",
    "rolledBack",
    "status",
    "secondaries",
    "forgotten",
    "closed",
  ],
  legend: {
    clock: "what time is it?",
    read: "read a snapshot",
    prewrite: "prewrite: lock",
    commit: "commit",
    rollback: "roll back",
    check: "check: what has become of it?",
  },
  colours: {
    transact: 4,
    clock: 0,
    timestamps: 0,
    read: 1,
    rows: 1,
    prewrite: 2,
    prewritten: 2,
    locked: 5,
    conflict: 5,
    commit: 3,
    committed: 3,
    gone: 5,
    rollback: 6,
    rolledBack: 6,
    heartbeat: 7,
    check: 7,
    status: 7,
    checkSecondaries: 7,
    secondaries: 7,
    forgotten: 5,
    close: 6,
    closed: 6,
    collect: 6,
    answer: 4,
  },
};

function messageLabel(message: Message): string {
  switch (message.type) {
    case "transact":
      return asked(message.operations);
    case "clock":
      return message.count === 1 ? "time?" : `${message.count} times?`;
    case "timestamps":
      return at(message.first);
    case "read": {
      const { least, end, start } = message;
      return `${isOneKey(least, end) ? least : `${least} to ${end}`} at ${at(start)}?`;
    }
    case "rows":
      return message.rows.map(([key, value]) => `${key}=${told(value)}`).join(" ") || "nothing";
    case "prewrite":
      return `lock ${message.writes.map(([key]) => key).join(" ")} for ${at(message.start)}`;
    case "prewritten":
      return message.minCommit === 0 ? "locked" : `locked, from ${at(message.minCommit)}`;
    case "locked":
      return message.locks.map(({ key, start }) => `${key} has a lock of ${at(start)}`).join(", ");
    case "conflict":
      return message.words;
    case "commit":
      return `commit ${message.keys.join(" ")} at ${at(message.commit)}`;
    case "committed":
      return `committed at ${at(message.commit)}`;
    case "gone":
      return "the lock is gone";
    case "rollback":
      return `not ${message.keys.join(" ")} of ${at(message.start)}`;
    case "rolledBack":
      return "rolled back";
    case "heartbeat":
      return `${at(message.start)} is alive`;
    case "check":
      return `${at(message.start)}?`;
    case "status":
      return statusLabel(message.status);
    case "checkSecondaries":
      return `${message.keys.join(" ")} of ${at(message.start)}?`;
    case "forgotten":
      return "forgotten";
    case "close":
      return `close below ${at(message.below)}`;
    case "closed":
      return message.locks.length === 0 ? "closed" : `closed, ${message.locks.length} locks left`;
    case "collect":
      return `collect below ${at(message.below)}`;
    case "secondaries":
      return message.found.map(([key, { is }]) => `${key} ${is}`).join(", ");
  }
}

function statusLabel(status: Status): string {
  return status.is === "committed" ? `committed at ${at(status.commit)}` : status.is;
}

/** What is asked, in a few letters: "a? b+7". */
function asked(operations: Operations): string {
  return operations.map(operationLabel).join(" ");
}

function operationLabel(operation: Operation): string {
  switch (operation.type) {
    case "read":
      return `${operation.key}?`;
    case "scan":
      return `${operation.from} to ${operation.to}?`;
    case "write":
      return `${operation.key}=${told(operation.value)}`;
    case "append":
      return `${operation.key}+[${operation.value}]`;
    case "add":
      return `${operation.key}${operation.amount < 0 ? "" : "+"}${operation.amount}`;
  }
}

function answered(outcome: Outcome): string {
  if (!outcome.ok) return outcome.why;
  return outcome.results.filter((result) => result !== null).map(told).join(" ") || "done";
}

function told(value: Result): string {
  if (value === null) return "–";
  return Array.isArray(value)
    ? `[${value.map((each) => told(each as Result)).join(" ")}]`
    : `${value}`;
}
