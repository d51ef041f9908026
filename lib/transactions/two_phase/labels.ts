/** How two-phase commit over two-phase locking is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import type { Outcome } from "../client.ts";
import { intervalLabel } from "../locking/interval.ts";
import { heldIn } from "../locking/table.ts";
import type { Operation, Operations, Result, Value } from "../operation.ts";
import type { Message, Saved, Timer, Wanted, Writes } from "./messages.ts";
import type { State } from "./state.ts";

/** Locks by their letters: S, U and X. */
const letters = { shared: "S", update: "U", exclusive: "X" } as const;

/** Transactions by the names of their tries: "3.1.2" is the second of the first life of node 3. */
export const labels: Labels<State, Message, Timer, Saved> = {
  client: (process) => `application ${process}`,
  state(s) {
    const words = [
      ...[...s.values].map(([key, value]) => `${key}=${valueLabel(value)}`).sort(),
      ...[...heldIn(s.table)].map(({ owner, interval, mode }) =>
        `${letters[mode]}(${intervalLabel(interval)}) ${owner}`
      ),
    ];
    return words.length === 0 ? undefined : words.join(" ");
  },
  stateInFull(s) {
    const words = [
      ...[...s.visits].map(([name, { promise }]) =>
        `${name} ${promise === null ? "is here" : "is prepared"}`
      ),
      ...s.table.waiting.map(({ owner, interval, mode }) =>
        `${owner} waits for ${letters[mode]}(${intervalLabel(interval)})`
      ),
      ...[...s.tries].map(([name, { stage }]) => `${name} is ${stage}`),
      ...[...s.decided].map(([name, { decision, to }]) =>
        `${name} is to ${decision}, which ${to.size} may not know`
      ),
    ];
    return words.length === 0 ? "nothing is under way" : words.join("; ");
  },
  message(message) {
    switch (message.type) {
      case "transact":
        return operationsLabel(message.operations);
      case "lock":
        return `${message.name} ${message.wanted.map(wantedLabel).join(" ")}`;
      case "granted":
        return `${message.name} ${writesLabel(message.rows as Writes) || "ok"}`;
      case "prepare":
        return `${message.name} ${writesLabel(message.writes) || "read"}?`;
      case "vote":
        return `${message.name} ${message.vote}`;
      case "decide":
        return `${message.name} ${message.decision}`;
      case "inquire":
      case "consult":
        return `${message.name}?`;
      case "probe":
      case "chase":
        return `${message.initiator} → ${message.name}`;
      case "lost":
      case "done":
      case "undecided":
      case "deadlock":
        return message.name;
    }
  },
  timer: ({ type, key }) => `${timers[type]} ${key}`,
  record(record) {
    switch (record.type) {
      case "life":
        return `life ${record.life}`;
      case "values":
        return writesLabel(record.values);
      case "prepared":
        return `${record.name} prepared`;
      case "ended":
      case "decided":
        return `${record.name} ${record.decision}`;
      case "collecting":
        return `${record.name} asks ${record.to.map(([node]) => node).join(",")}`;
      case "forgotten":
        return `${record.name} end`;
    }
  },
  request: (input) => operationsLabel(input as Operations),
  answer(output) {
    const outcome = output as Outcome;
    return outcome.ok ? outcome.results.map(resultLabel).join(" ") || "ok" : outcome.why;
  },
  replies: ["granted", "lost", "vote", "done", "undecided"],
  legend: {
    lock: "lock: lock this, and tell what is there",
    granted: "granted: it is locked",
    lost: "lost: it has no locks here any more",
    prepare: "prepare: can you commit this?",
    vote: "vote: yes, no, or read",
    decide: "decide: commit or abort",
    done: "done: known",
    inquire: "inquire: what has become of it?",
    undecided: "undecided: nothing yet",
    consult: "consult: do you know?",
    probe: "probe: does it wait?",
    chase: "chase: for whom?",
    deadlock: "deadlock: it waits for itself",
  },
  colours: {
    transact: 4,
    lock: 0,
    granted: 1,
    lost: 5,
    prepare: 2,
    vote: 3,
    decide: 4,
    done: 3,
    inquire: 6,
    undecided: 6,
    consult: 6,
    probe: 7,
    chase: 7,
    deadlock: 5,
    answer: 4,
  },
};

const timers: Readonly<Record<Timer["type"], string>> = {
  again: "asks again:",
  retry: "tries again:",
  inquire: "has heard nothing:",
  chase: "waits for long:",
  forget: "forgets the probe of",
};

function operationsLabel(operations: Operations): string {
  return operations.map(operationLabel).join(" ");
}

function operationLabel(operation: Operation): string {
  switch (operation.type) {
    case "read":
      return `${operation.key}?`;
    case "write":
      return `${operation.key}=${valueLabel(operation.value)}`;
    case "append":
      return `${operation.key}·${operation.value}`;
    case "add":
      return `${operation.key}${operation.amount < 0 ? "−" : "+"}${Math.abs(operation.amount)}`;
    case "scan":
      return `${operation.from}…${operation.to}?`;
  }
}

function wantedLabel({ interval, mode }: Wanted): string {
  return `${letters[mode]}(${intervalLabel(interval)})`;
}

function writesLabel(writes: Writes): string {
  return writes.map(([key, value]) => `${key}=${valueLabel(value)}`).join(" ");
}

function valueLabel(value: Value): string {
  return value === null ? "–" : Array.isArray(value) ? value.join("·") || "–" : `${value}`;
}

function resultLabel(result: Result): string {
  const isRows = Array.isArray(result) && result.some(Array.isArray);
  return isRows ? writesLabel(result as Writes) : valueLabel(result as Value);
}
