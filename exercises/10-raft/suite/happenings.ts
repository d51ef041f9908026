/** What happens to a server, and to what server, in words. @module */

import type { Happening, Situation } from "hb/laboratory/raft/situations.ts";
import { inWords, placeInWords } from "hb/laboratory/raft/servers.ts";
import { termsInWords } from "hb/laboratory/raft/logs.ts";
import { labels } from "hb/consensus/raft/labels.ts";
import { brief } from "./difference.ts";
import type { Message, Timer } from "../given.ts";

/** A situation in words: what happens to whom. */
export function situationInWords({ event, ...server }: Situation): string {
  const reaches = event.kind === "message" ? "; it reaches" : " at";
  return `${eventInWords(event)}${reaches} ${inWords(server)}`;
}

/** What a leader goes by that is asked for something, and accepts up to so many bytes at once. */
export function acceptanceInWords({ event, s }: Situation, mostBytes: number): string {
  const isAsked = event.kind === "message" && event.message.type === "request";
  if (!isAsked || s.leading === null) return "";
  const to = s.transfer === undefined ? "to nobody" : `to server ${s.transfer.to}`;
  return `; ${s.leading.uncommittedBytes} bytes are under way, more than ${mostBytes} are too many, and ` +
    `leadership is to pass on ${to}`;
}

/** What happens, in words. */
function eventInWords(event: Happening): string {
  switch (event.kind) {
    case "start":
      return "it starts";
    case "timer":
      return timers[event.timer.type]!;
    case "message":
      return `${said(event.from, event.message)}`;
  }
}

const timers: Readonly<Record<Timer["type"], string>> = {
  election: "the election timer goes off",
  heartbeat: "the heartbeat timer goes off",
  quorum: "the quorum timer goes off",
  prepare: "it is time to go on with a snapshot",
  send: "it is time to send",
  transfer: "a transfer of leadership has taken too long",
};

/** Who says what, with all of it that may matter. */
function said(from: number, message: Message): string {
  const server = `server ${from}`;
  switch (message.type) {
    case "requestVote": {
      const { term, last, pre, transfer } = message,
        told = transfer ? " as its leader told it" : "";
      return `${server} ${pre ? "asks whether it would win" : "stands"} in term ${term}${told}, ` +
        `its last entry being ${placeInWords(last)}`;
    }
    case "requestVoteReply": {
      const { term, granted, pre } = message;
      const yes = pre ? "would vote for this server in" : "votes for this server in";
      return granted
        ? `${server} ${yes} term ${term}`
        : `${server}, in term ${term}, ${pre ? "would not vote" : "does not vote"} for this server`;
    }
    case "appendEntries": {
      const { term, entries, previous, commit } = message;
      const what = entries.length === 0
        ? "sends a heartbeat"
        : `sends entries of the terms [${termsInWords(entries)}]`;
      return `${server}, the leader of term ${term}, ${what} after ${placeInWords(previous)}, ` +
        `commit ${commit}`;
    }
    case "installSnapshot":
      return `${server}, the leader of term ${message.term}, sends a snapshot up to entry ` +
        placeInWords(message.snapshot.last);
    case "appendEntriesReply": {
      const { term, success, previous, match, round } = message;
      return `${server}, in term ${term}, answers what was sent after entry ${previous} in round ` +
        `${round}: ${success ? `it agrees up to ${match}` : "it does not agree there"}`;
    }
    case "request":
      return `client ${from} asks for the command ${brief(message.command)}`;
    default:
      return `client ${from} asks: ${labels.message!(message)}`;
  }
}
