/** How a group with views is told in diagrams. @module */

import { labels as paxos } from "../../consensus/paxos/labels.ts";
import type { Message as PaxosMessage } from "../../consensus/paxos/messages.ts";
import { type Labels, withAnswers } from "../../model/labels.ts";
import { endingIn } from "./agreeing.ts";
import type { Diary } from "./diary.ts";
import type { Saved } from "./journal.ts";
import type { Ending, Run } from "./ending.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { memberLabel, type View, viewLabel } from "./view.ts";

/** Views as "2: 0 1": the second view, of nodes 0 and 1; a stroke for each life of a node after its first. */
export const labels: Labels<State<Diary, string>, Message<string>, Timer, Saved<string>> =
  withAnswers({
    client: (process) => `client ${process}`,
    state({ phase, view, closed, app }) {
      if (phase !== "member") return phase;
      const delivered = app.pages.at(-1)?.delivered.map(({ payload }) => payload) ?? [];
      return `${viewLabel(view)}${closed ? " closed" : ""} [${delivered.join(" ")}]`;
    },
    message: messageLabel,
    timer(timer) {
      switch (timer.type) {
        case "beat":
          return "is there";
        case "suspicion":
          return `suspects ${timer.key}`;
        case "flush":
          return "has waited for a flush";
        case "agree":
          return "proposes again";
        case "join":
          return "asks again";
      }
    },
    record: recordLabel,
    request: (input) => String(input),
    answer: (output) => typeof output === "number" ? `in view ${output}` : String(output),
    routine: ({ type }) => ["beat", "ack"].includes(type),
    replies: ["flushed", "ack"],
    legend: {
      data: "a multicast",
      flush: "flush: the view is to end",
      flushed: "flushed: what it has",
      agree: "consensus",
      install: "install: the next view",
      join: "wants to join",
      welcome: "welcome: the view and the state",
      expelled: "you are out",
      farewell: "wants to leave",
      beat: "is there",
      ack: "has got it",
      direct: "to one member",
    },
    colours: {
      ask: 4,
      leave: 4,
      enter: 4,
      data: 0,
      ack: 0,
      direct: 0,
      beat: 0,
      join: 4,
      farewell: 4,
      flush: 3,
      flushed: 3,
      agree: 2,
      install: 1,
      welcome: 1,
      expelled: 3,
      answer: 4,
    },
  });

function messageLabel(message: Message<string>): string {
  switch (message.type) {
    case "ask":
      return String(message.input);
    case "leave":
    case "enter":
      return message.type;
    case "data":
      return `${message.payload} in ${message.view}`;
    case "ack":
      return `has ${message.sequence}`;
    case "direct":
      return message.payload;
    case "beat":
      return message.suspects.length === 0
        ? `in ${message.view}`
        : `in ${message.view}, suspects ${message.suspects.join(" ")}`;
    case "join":
      return memberLabel(message);
    case "farewell":
      return `leaves ${message.view}`;
    case "flush":
      return `flush ${message.view}`;
    case "flushed":
      return runsLabel(message.unstable);
    case "agree":
      return agreeLabel(message.message);
    case "install":
      return endingLabel(message.ending);
    case "welcome":
      return viewLabel(message.view);
    case "expelled":
      return `${message.view} without you`;
  }
}

function agreeLabel(message: PaxosMessage): string {
  switch (message.type) {
    case "propose":
      return endingLabel(endingIn(message.value));
    case "accept":
    case "accepted":
      return paxos.message!({ ...message, value: endingLabel(endingIn(message.value)) });
    case "promise": {
      const { accepted } = message;
      if (accepted === null) return paxos.message!(message);
      const value = endingLabel(endingIn(accepted.value));
      return paxos.message!({ ...message, accepted: { ...accepted, value } });
    }
    default:
      return paxos.message!(message);
  }
}

function endingLabel({ view, members, cut }: Ending<string>): string {
  const next: View = { number: view + 1, members };
  return cut.length === 0 ? viewLabel(next) : `${viewLabel(next)} after ${runsLabel(cut)}`;
}

function runsLabel(runs: readonly Run<string>[]): string {
  return runs.length === 0 ? "nothing" : runs.flatMap(({ payloads }) => payloads).join(" ");
}

function recordLabel(record: Saved<string>): string {
  switch (record.type) {
    case "life":
      return record.out ? "out" : `life ${record.life}`;
    case "view":
      return viewLabel(record.view);
    case "message":
      return record.payload;
    case "queued":
      return `to send: ${record.payload}`;
    case "closed":
      return "closed";
    case "agree": {
      const { accepted } = record.saved;
      if (accepted === null) return paxos.record!(record.saved);
      const value = endingLabel(endingIn(accepted.value));
      return paxos.record!({ ...record.saved, accepted: { ...accepted, value } });
    }
  }
}
