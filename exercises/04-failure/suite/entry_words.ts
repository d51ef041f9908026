/** Joining and leaving in words. @module */

import type { News, NodeId, Saved, Standing, WholeMessage } from "../given.ts";
import type { Event } from "./right_entry.ts";

const ofNews = ({ member, status, incarnation }: News) => `${member} ${status} in ${incarnation}`;

/** All news, in the order of members: in which order it goes does not matter. */
const inOrder = (news: readonly News[]) =>
  news.length === 0
    ? "nothing"
    : [...news].sort((a, b) => a.member - b.member || a.incarnation - b.incarnation).map(ofNews)
      .join("; ");

export const WORDS = {
  sends: (to: NodeId, { type, news }: WholeMessage) => `to node ${to}: ${type} (${inOrder(news)})`,
  tells: (news: News) => `it tells: ${ofNews(news)}`,
  waits: (ms: number) => `it waits ${ms} ms for an answer`,
  saved: ({ incarnation, member, contacts }: Saved) =>
    `incarnation ${incarnation}, ${member ? "a member" : "no member"}, contacts ${
      contacts.join(" ") || "none"
    }`,
  saves: (saved: Saved) => `it saves: ${WORDS.saved(saved)}`,
  holds: (node: NodeId, standing: Standing | undefined) =>
    standing == null
      ? `it knows nothing of ${node}`
      : `it holds: ${ofNews({ member: node, ...standing })}`,
  event({ type, from, contacts, told = [] }: Event): string {
    switch (type) {
      case "join":
        return `it is to join through ${contacts.join(" ") || "nobody"}`;
      case "leave":
        return "it is to leave";
      case "gone":
        return "that it leaves has been told as often as needed";
      case "again":
        return "no answer has come for so long";
      case "hear":
        return `it hears: ${inOrder(told)}`;
      default:
        return `node ${from} sends ${type} (${told.map(ofNews).join("; ") || "nothing"})`;
    }
  },
};
