/** How pictures of what went wrong are told. @module */

import { inWords } from "hb/model/in_words.ts";
import type { Labels } from "hb/model/labels.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { News, Status, SwimMessage } from "../given.ts";

const SIGNS: Readonly<Record<Status, string>> = { alive: "", suspect: "?", dead: "†", left: "–" };

/** News as "3?1": node 3 is suspected in incarnation 1; † for the dead, – for those that left. */
const inShort = ({ member, status, incarnation }: News) =>
  `${member}${SIGNS[status] ?? status}${incarnation}`;

/** The words. */
export const labels: Labels<unknown, Tagged, Tagged, unknown> = {
  node: (node) => `node ${node}`,
  message(message) {
    const told = message as SwimMessage;
    if (told.type === "join") return `join through ${told.contacts.join(", ")}`;
    if (told.type === "leave") return "leave";
    const news = Array.isArray(told.news) ? told.news.map(inShort) : [];
    const about = told.type === "ping-req" ? [`for ${told.target}`] : [];
    return [told.type, ...about, ...news].join(" ");
  },
  timer: (timer) => Object.keys(timer).length === 1 ? timer.type : inWords(timer, 60),
  record: (record) => inWords(record, 60),
  replies: ["ack", "nack", "state"],
  routine: (event) => ["ping", "ack"].includes(event.type) && noNews(event),
};

const noNews = (event: Tagged) => (event as { news?: readonly News[] }).news?.length === 0;
