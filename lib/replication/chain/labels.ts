/**
 * How a chain is told in diagrams: `2|1 of 1→2→3 e1` is a server that has decided two updates and handed on one more, in
 * the first chain.
 *
 * @module
 */

import { type Labels, withAnswers } from "../../model/labels.ts";
import { answerLabel, commandLabel } from "../../replicated/labels.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { Node, NodeMessage, NodeSaved, NodeTimer } from "./chain.ts";
import type { Configuration } from "./configuration.ts";
import type { Entry } from "./messages.ts";

/** The words of a chain. */
export const labels: Labels<Node, NodeMessage, NodeTimer, NodeSaved> = withAnswers({
  state: stateLabel,
  message: messageLabel,
  timer: timerLabel,
  record: recordLabel,
  request: commandLabel,
  answer: (output) => answerLabel(output as Answer),
  routine: ({ type }) => type === "beat" || type === "heard" || type === "raft",
  replies: ["acknowledge", "heard", "versionReply", "answer"],
  colours: {
    request: 4,
    forward: 4,
    answer: 4,
    propagate: 0,
    acknowledge: 0,
    resume: 1,
    state: 2,
    version: 2,
    versionReply: 2,
    configuration: 3,
    beat: 5,
    heard: 5,
    raft: 5,
  },
  legend: {
    propagate: "updates, to the successor",
    acknowledge: "the tail has them",
    resume: "has this much; what is next?",
    state: "all objects",
    version: "which version is decided?",
    versionReply: "this one",
    configuration: "a new chain",
    beat: "is there",
    heard: "has heard it",
    raft: "the masters among themselves",
    request: "a request",
    forward: "a request",
    answer: "its answer",
  },
});

/** A chain as "1→2→3", and who joins it as "+4". */
export function chainLabel({ chain, joining, epoch }: Readonly<Configuration>): string {
  return `e${epoch} ${chain.join("→")}${joining === null ? "" : ` +${joining}`}`;
}

function stateLabel(state: Readonly<Node>): string {
  if (state.role === "master") return chainLabel(state.master.inForce);
  const { attendance: { configuration }, decided, log, base, ready } = state.server;
  const open = base + log.length - decided;
  return `${decided}|${open}${ready ? "" : "?"} ${chainLabel(configuration)}`;
}

function entriesLabel(entries: readonly Entry[]): string {
  return entries.map(({ sequence }) => `${sequence}`).join(" ");
}

function messageLabel(message: NodeMessage): string {
  switch (message.type) {
    case "request":
      return commandLabel(message.command);
    case "forward":
      return `for you: ${commandLabel(message.command)}`;
    case "propagate":
      return message.entries.length === 0
        ? `nothing after ${message.last}`
        : `+ ${entriesLabel(message.entries)}`;
    case "acknowledge":
      return `ack ${message.sequence}`;
    case "resume":
      return message.has === null ? "has nothing" : `has ${message.has}`;
    case "state":
      return `objects ${message.sequence}`;
    case "version":
      return "version?";
    case "versionReply":
      return `version ${message.sequence}`;
    case "configuration":
      return chainLabel(message.configuration);
    case "beat":
      return `beat ${message.round} in e${message.epoch}`;
    case "heard":
      return `heard ${message.round} in e${message.epoch}`;
    case "raft":
      return message.message.type;
  }
}

function timerLabel(timer: NodeTimer): string {
  switch (timer.type) {
    case "resend":
      return "sends again";
    case "beat":
      return "beats";
    case "silent":
      return `hears nothing of ${timer.key}`;
    case "force":
      return `e${timer.key} comes into force`;
    case "raft":
      return `Raft: ${timer.key}`;
  }
}

function recordLabel(record: NodeSaved): string {
  switch (record.type) {
    case "raft":
      return record.record.type;
    case "decided":
      return chainLabel(record.configuration);
    case "life":
      return `life ${record.life}`;
    case "place":
      return `${chainLabel(record.configuration)}${record.ready ? ", whole" : ""}`;
    case "entries":
      return `+ ${entriesLabel(record.entries)}`;
    case "objects":
      return `objects ${record.sequence}`;
  }
}
