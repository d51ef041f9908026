/** How primary–backup is told in diagrams. @module */

import { inWords } from "../../model/in_words.ts";
import type { Labels } from "../../model/labels.ts";
import { answerLabel, commandLabel } from "../../replicated/labels.ts";
import type { Answer, ClientRequest } from "../../replicated/requests.ts";
import { OPEN } from "../../replicated/client_sessions.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import type { View } from "./view.ts";

/** Views as "2: 1→2,3": view 2, in which node 1 is primary, and nodes 2 and 3 are its backups. */
export const labels: Labels<State, Message, Timer, Saved> = {
  state(s) {
    if (s.kind === "view service") return viewLabel(s.views.view);
    const { index } = s.copy.position, { number } = s.view;
    if (number === 0) return undefined;
    if (s.leading !== null) return `v${number} primary ${index}`;
    return s.inStep === number ? `v${number} backup ${index}` : `v${number}`;
  },
  stateInFull(s) {
    if (s.kind === "view service") return `view ${viewLabel(s.views.view)}`;
    const { view, holds, copy: { position } } = s;
    return `in view ${viewLabel(view)}; ${holds ? "has the state" : "does not have the state"}; ` +
      `after operation ${position.index} of view ${position.term}`;
  },
  message: messageLabel,
  timer: (timer) =>
    timer.type === "silence"
      ? `nothing of ${timer.key}`
      : timer.type === "ping"
      ? "pings"
      : "says again",
  record: recordLabel,
  request: (input) => input === OPEN ? OPEN : commandLabel(input),
  answer: (output) => answerLabel(output as Answer),
  routine: ({ type }) => type === "ping" || type === "retry",
  replies: ["have", "lack", "received", "confirmed"],
  legend: {
    view: "view: who does what",
    update: "update: do these, too",
    have: "have: done up to here",
    follow: "follow: where do you stand?",
    state: "state: a piece of all there is",
    seal: "seal: take part no more",
    confirm: "confirm: am I still primary?",
  },
  colours: {
    view: 0,
    seal: 0,
    ping: 5,
    update: 1,
    have: 1,
    follow: 2,
    lack: 2,
    state: 2,
    received: 2,
    confirm: 3,
    confirmed: 3,
    forward: 4,
    request: 4,
    register: 4,
    answer: 4,
  },
};

function viewLabel({ number, primary, backups }: View): string {
  if (primary === null) return `${number}: nobody`;
  return backups.length === 0
    ? `${number}: ${primary}`
    : `${number}: ${primary}→${backups.join(",")}`;
}

function operationLabel(request: ClientRequest): string {
  return request.type === "register" ? OPEN : commandLabel(request.command);
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "request":
    case "register":
      return operationLabel(message);
    case "forward":
      return operationLabel(message.request);
    case "ping":
      return `in ${message.view}` + (message.holds ? "" : ", has nothing") +
        (message.sealed === null ? "" : `, stands at ${message.sealed.index}`);
    case "view":
      return `view ${viewLabel(message.view)}`;
    case "seal":
      return `seal ${message.view}`;
    case "follow":
      return `follow from ${message.position.index}`;
    case "have":
      return `have ${message.index}`;
    case "lack":
      return `at ${message.position.index}`;
    case "state":
      return `state ${message.position.index}`;
    case "received":
      return `${message.bytes} bytes`;
    case "update":
      return message.operations.map((each, i) =>
        `${message.after + i + 1}: ${operationLabel(each)}`
      )
        .join(", ");
    case "confirm":
    case "confirmed":
      return `${message.type} ${message.round}`;
    default:
      // An answer to a client comes here, too.
      return answerOf(message);
  }
}

function answerOf(message: never): string {
  const { result } = message as { readonly result?: Answer };
  return result === undefined ? inWords(message) : answerLabel(result);
}

function recordLabel(record: Saved): string {
  switch (record.type) {
    case "views":
      return viewLabel(record.views.view);
    case "begun":
      return `begun ${record.view}`;
    case "entered":
      return `entered ${record.view}`;
    case "sealed":
      return `sealed ${record.view}`;
    case "done":
      return `${record.position.index}: ${operationLabel(record.operation)}`;
    case "state":
      return `state ${record.position.index}`;
  }
}
