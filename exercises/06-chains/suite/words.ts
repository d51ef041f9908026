/** Messages, answers and stores in words, whatever comes in their place. @module */

import { told } from "hb/grade/told.ts";
import { inWords } from "hb/model/in_words.ts";
import type { Command, NodeId } from "../given.ts";

/** Plain data in words, in which fields, and entries of maps, have one order. */
export function inOrder(given: unknown): string {
  try {
    return inWords(ordered(given));
  } catch {
    return told(given);
  }
}

function ordered(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(ordered);
  if (given instanceof Map) {
    const entries = [...given].map(([key, value]) => [key, ordered(value)] as const);
    return new Map(entries.sort((a, b) => compare(told(a[0]), told(b[0]))));
  }
  if (typeof given !== "object" || given === null || given instanceof Set) return given;
  const entries = Object.entries(given).sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([key, value]) => [key, ordered(value)]));
}

const compare = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0;

/** What is stored. */
export const holds = (store: unknown): string =>
  store instanceof Map ? `there is ${inOrder(store)}` : `the store is ${told(store)}`;

/** A command in words. */
export const asks = ({ type, key, ...more }: Command): string =>
  `${type} ${told(key)}${"value" in more ? ` ${told(more.value)}` : ""}`;

/** Keys that are asked about. */
export const KEYS = ["x", "Y", "10", "9", "", "constructor"];
const VALUES = ["a", "b", "", "0", "cd"];

/** Clients: mostly one of three, who are not as text in the order of their numbers; or one of `MANY`. */
export function clientOf(pick: number, isAny = pick % 4 === 0): NodeId {
  return isAny ? 91 + (pick >> 2) % MANY : [90, 100, 95][pick % 3]!;
}

/** So many clients may ask. */
const MANY = 12;

/** A command, as it was drawn: mostly an update of one key. */
export function commandOf(pick: number): Command {
  const key = KEYS[pick % 3 === 0 ? (pick >> 2) % KEYS.length : 0]!;
  const value = VALUES[(pick >> 3) % VALUES.length]!;
  const kind = (pick >> 1) % 7;
  if (kind < 2) return { type: "get", key };
  return { type: kind < 3 ? "put" : "append", key, value };
}

/** The same, which is an update. */
export function updateOf(pick: number): Command {
  const command = commandOf(pick);
  return command.type === "get" ? { type: "append", key: command.key, value: "g" } : command;
}
