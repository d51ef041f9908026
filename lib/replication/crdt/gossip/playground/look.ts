/** How replicas and their messages look. @module */

import type {
  Cell,
  Cells,
  Column,
  MessageLook,
  NodeLook,
  Sign,
} from "../../../../kit/playground/look.ts";
import { type Basket, basket, type BasketUpdate } from "../basket.ts";
import type { Message } from "../messages.ts";
import type { State } from "../state.ts";
import { valueInWords } from "./requests.ts";
import { viewOf } from "./views.ts";

/** As many letters as there is room for in a node. */
const ROOM = 7;

/** How a replica looks: beside it, who may lack something; in it, what is on its list. */
export function look(s: Readonly<State<Basket>>): NodeLook {
  const behind = [...s.peers.keys()].filter((node) => viewOf(s, node).tone !== "good");
  const { basket: things } = basket.value(s.crdt), list = [...things].sort().join(" ");
  return {
    weight: behind.length === 0 ? "plain" : "open",
    name: behind.length === 0 ? "in step" : "ahead",
    caption: behind.length === 0 ? "" : `ahead of ${behind.join(", ")}`,
    badge: list === "" ? "–" : list.length <= ROOM ? list : `${things.size} things`,
    facts: `shows ${valueInWords(basket.value(s.crdt))}`,
  };
}

/** The counter, and what is kept for those who may lack it. */
export const columns: readonly Column<State<Basket>>[] = [
  { title: "Clicks", text: ({ crdt }) => `${basket.value(crdt).clicks}` },
  { title: "Deltas kept", wide: true, text: ({ buffer }) => `${buffer.size}` },
];

/** What is on the list, each with the nodes whose adds keep it there. */
export const cells: Cells<State<Basket>> = {
  title: "On the list, and who put it there",
  named: true,
  last: ({ crdt }) => crdt.basket.store.size,
  cell({ crdt }, index): Cell | undefined {
    const things = [...crdt.basket.store].sort(([a], [b]) => `${a}` < `${b}` ? -1 : 1);
    const thing = things[index - 1];
    if (thing === undefined) return undefined;
    const [element, dots] = thing;
    const adds = [...dots].flatMap(([replica, counts]) =>
      [...counts].map((count) => `${nodeOf(replica)}:${count}`)
    ).sort();
    return {
      head: `${element}`,
      hue: adds.length > 1 ? 1 : 0,
      text: adds.join(" "),
      isFirm: true,
      title: `${element}, there by ${adds.map(inWords).join(" and ")}`,
    };
  },
};

/** A replica that remembers has the name of its node, and a number that it drew. */
function nodeOf(replica: number | string): string {
  return `${replica}`.split(".")[0]!;
}

function inWords(add: string): string {
  const [node, count] = add.split(":");
  return `event ${count} of node ${node}`;
}

/** Deltas are cool, a whole state is warm. */
export function messageLook(message: Message<Basket, BasketUpdate>): MessageLook {
  switch (message.type) {
    case "deltas":
      return { shape: "block", tone: message.receiver === null ? "warm" : "cool" };
    case "ack":
      return { shape: "yes", tone: "cool" };
    default:
      return { shape: "block", tone: "quiet" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "deltas", shape: "block", tone: "cool" },
  { name: "the whole state", shape: "block", tone: "warm" },
  { name: "it has them", shape: "yes", tone: "cool" },
];
