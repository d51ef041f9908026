/** Why something must be done: one rule, chosen by what went wrong. @module */

import type { Instead } from "hb/grade/played.ts";

/**
 * The rules that hold where something happens, by what they are about: the type of a message that is sent,
 * "answer", "confirm", or what is seen of a node ("store"); "else" is about anything else.
 */
export type Rules = Readonly<Record<string, string>>;

/** Rules, or how one of them is chosen. */
export type Why = Rules | ((instead: Instead) => string);

/** The rule about what a node has, if that is wrong; or else about what it does, as the rest follows from that. */
export function ruleIn(why: Why, instead: Instead): string {
  if (typeof why === "function") return why(instead);
  const about = [...instead.due, ...instead.came].map(subjectOf);
  const subject = about.find((each) => SEEN.includes(each)) ?? about.find((each) => each in why);
  return why[subject ?? "else"] ?? why["else"] ?? Object.values(why)[0] ?? "";
}

/** What a node has. */
const SEEN: readonly string[] = ["store", "versions", "whole"];

/** What it is about that was done, as `perform` tells it. */
function subjectOf(words: string): string {
  const sent = /^it sends node \d+ (\w+)/.exec(words)?.[1];
  if (sent !== undefined) return sent;
  return STARTS.find(([start]) => words.startsWith(start))?.[1] ?? "else";
}

const STARTS: readonly (readonly [start: string, subject: string])[] = [
  ["it answers client", "answer"],
  ["it asks the masters", "confirm"],
  ["there is", "store"],
  ["the store is", "store"],
  ["ready", "ready"],
  ["it is whole", "whole"],
  ["whole", "whole"],
  ["versions", "versions"],
  ["it says", "says"],
];
