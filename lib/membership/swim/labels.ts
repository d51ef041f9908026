/** How SWIM is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { News, Status } from "./standing.ts";
import { differences, type State } from "./state.ts";

const signs: Readonly<Record<Status, string>> = { alive: "", suspect: "?", dead: "†", left: "–" };

/** Members as "3?1": node 3 is suspected in incarnation 1; "†" for the dead, "–" for those that left. */
export const labels: Labels<State, Message, Timer, Saved> = {
  state(s) {
    if (s.part === "outside") return "outside";
    const others = differences(s).slice(1).filter(({ status }) => status !== "alive");
    const leaves = s.part === "leaving" ? ["leaves"] : [];
    const own = s.incarnation > 0 ? [`i${s.incarnation}`] : [];
    return [...leaves, ...own, ...others.map(newsLabel)].join(" ") || undefined;
  },
  stateInFull(s) {
    const doubts = s.awareness === 0 ? "" : `; doubts itself by ${s.awareness}`;
    return `${s.part}, in incarnation ${s.incarnation}; sees ${s.members} members` +
      `${differences(s).slice(1).map((news) => `; ${inWords(news)}`).join("")}${doubts}`;
  },
  message(message) {
    switch (message.type) {
      case "join":
        return `through ${message.contacts.join(", ")}`;
      case "leave":
        return "leave";
      case "ping-req":
        return [`is ${message.target} there`, ...message.news.map(newsLabel)].join(" ");
      default:
        return message.news.length === 0 ? "–" : message.news.map(newsLabel).join(" ");
    }
  },
  messageInFull(message) {
    if (!("news" in message)) return undefined;
    const relay = "relay" in message && message.relay !== null
      ? `, for node ${message.relay.node}`
      : "";
    return `${message.type}${relay}, in incarnation ${message.incarnation}` +
      message.news.map((news) => `; ${inWords(news)}`).join("");
  },
  timer(timer) {
    switch (timer.type) {
      case "period":
        return "next period";
      case "timeout":
        return "no answer yet";
      case "suspicion":
        return `node ${timer.key} suspected for long`;
      case "nothing":
        return `nothing heard for node ${timer.relay.node}`;
      case "sync":
        return "compares all";
      case "join":
        return "asks again";
    }
  },
  record: ({ incarnation, member }) => `i${incarnation}${member ? "" : ", left"}`,
  routine(event) {
    if (event.type === "period" || event.type === "timeout") return true;
    return (event.type === "ping" || event.type === "ack") && event.news.length === 0;
  },
  replies: ["ack", "nack", "state"],
  legend: {
    ping: "ping, and news",
    ack: "ack",
    "ping-req": "ping-req: is that one there",
    nack: "nack: nothing heard",
    sync: "sync: all that is known",
    state: "state: likewise",
  },
  colours: { ping: 0, ack: 1, "ping-req": 2, nack: 4, sync: 3, state: 3, join: 4, leave: 4 },
};

function newsLabel({ member, status, incarnation }: News): string {
  return `${member}${signs[status]}${incarnation}`;
}

function inWords({ member, status, incarnation, by }: News): string {
  const says = by === member ? "" : `, says node ${by}`;
  return `node ${member} is ${status} in incarnation ${incarnation}${says}`;
}
