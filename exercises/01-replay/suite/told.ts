/** What a step was asked, what came of it, what must come, and why, in the words of the office. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import { inWords } from "hb/model/in_words.ts";
import type { Memory, State } from "../office.ts";
import type { Did } from "./steps.ts";

/** What is said of a step that does something else than it must. */
export interface Told<D> {
  /** What happened to the node, and what it knew: "ticket 9 of call 2 comes to branch 1, …". */
  readonly asked: string;
  /** Why it must be so, and where the chapter says so. */
  readonly why: string;
  /** Either of the two things, in words. */
  inWords(data: D): string;
}

/** Requires that two pieces of plain data are equal, and tells the difference in words. */
export function must<D>(actual: D, expected: D, told: Told<D>, grading: Grading): void {
  try {
    grading.equal(actual, expected, "");
  } catch (thrown) {
    if (!(thrown instanceof Wrong)) throw thrown;
    throw new Wrong(
      situation(told.asked, sayable(actual, told), sayable(expected, told), told.why),
    );
  }
}

/** The four lines that a reader gets. */
export function situation(asked: string, came: string, mustBe: string, why: string): string {
  return `asked: ${asked}\ncame: ${came}\nmust be: ${mustBe}\nwhy: ${why}`;
}

/** What an answer gives may be nothing that there are words for. */
function sayable<D>(data: D, { inWords }: Told<D>): string {
  try {
    return inWords(data);
  } catch {
    try {
      return inWords(data);
    } catch {
      return "something that is no data";
    }
  }
}

/** Longer times are told in these. */
const UNITS = [["year", 365 * 86_400_000], ["day", 86_400_000], ["hour", 3_600_000], [
  "s",
  1000,
]] as const;

/** A time in ms, in words: "a year", "2.5 years", "14 s". */
export function inTime(ms: number): string {
  const [unit, long] = UNITS.find(([, long]) => ms >= long) ?? ["ms", 1] as const;
  const count = Math.round(10 * ms / long) / 10, isShort = unit === "s" || unit === "ms";
  if (isShort) return `${Math.round(ms / long)} ${unit}`;
  return count === 1 ? `${unit === "hour" ? "an" : "a"} ${unit}` : `${count} ${unit}s`;
}

/** Why two that have nothing in common do the same. */
export const KEEP_NOTHING =
  "nodes have nothing in common but messages: keep nothing outside of their state";

/** Who is told what. */
export function answersInWords(answers: Did["answers"]): string {
  const each = answers.map(({ client, result }) => `finder ${client} is told ${inWords(result)}`);
  return each.join(", and ") || "nobody is told anything";
}

/** What leaves for whom. */
export function sendsInWords(sends: Did["sends"]): string {
  const each = sends.map(({ to, message }) => {
    const where = to === 0 ? "the office" : `node ${to}`;
    if (message.type === "ticket") {
      return `ticket ${message.ticket} of call ${message.call} for ${where}`;
    }
    if (message.type !== "register") return `${inWords(message)} for ${where}`;
    const { call, thing, below } = message;
    return `the request for call ${call} (${called(thing)}), with below ${below}, for ${where}`;
  });
  return each.length > 9 ? someInWords(each) : each.join(", and ") || "nothing leaves";
}

/** Which timers are set. */
export function waitsInWords(waits: Did["waits"]): string {
  const each = waits.map(({ delayMs, timer }) =>
    `the timer is set for ${Math.round(delayMs)} ms, with attempt ${timer.attempt}`
  );
  return each.join(", and ") || "no timer is set";
}

/** What does not wait for the disk. */
export function aheadInWords(ahead: readonly string[]): string {
  if (ahead.length === 0) return "nothing is";
  return `${ahead.join(" and ")} ${ahead.length === 1 ? "is" : "are"} sent \`ahead\``;
}

/** What is saved. */
export function savesInWords(saves: readonly State[]): string {
  if (saves.length === 0) return "nothing is saved";
  const each = saves.map((s) => `that ${stateInWords(s)}`);
  return `${saves.length === 1 ? "one record" : `${saves.length} records`}: ${
    each.join("; then ")
  }`;
}

/** What a node knows, whichever it is. */
export function stateInWords({ book, branches, calls, open }: State): string {
  const parts = [
    ...(book.length === 0 ? [] : [`the book is ${bookInWords(book)}`]),
    ...[...branches].map(([branch, memory]) => `of branch ${branch} ${memoryInWords(memory)}`),
    ...(calls === 0 ? [] : [calls === 1 ? "1 call was made" : `${calls} calls were made`]),
    ...(open.size === 0
      ? []
      : [someInWords([...open].map(([call, { finder, thing }]) =>
        `call ${call} is open (${called(thing)}, finder ${finder})`
      ))]),
  ];
  return parts.join(", ") || "nothing is known";
}

/** The things of a book with their tickets; of a long one, the last. */
export function bookInWords(book: readonly string[]): string {
  const last = book.map((thing, i) => `${i + 1} ${called(thing)}`).slice(-9).join(", ");
  return book.length > 9 ? `…, ${last}` : last || "empty";
}

/** What the office remembers of a branch. */
function memoryInWords({ below, tickets }: Memory): string {
  const each = [...tickets].sort(([a], [b]) => a - b).slice(-9)
    .map(([call, ticket]) => `call ${call} has ticket ${ticket}`);
  if (below > 1) each.unshift(`all below ${below} is over`);
  return each.join(", ") || "no call is known";
}

/** A list in words; of a long one, its ends, and how long it is. */
export function someInWords(all: readonly string[]): string {
  if (all.length <= 9) return all.join(", ");
  return `${all.slice(0, 3).join(", ")}, …, ${all.slice(-3).join(", ")}, ${all.length} in all`;
}

/** A longer name is told by its beginning. */
const LONG_NAME = 40;

/** A thing, in words. */
export function called(thing: string): string {
  const short = thing.length <= LONG_NAME
    ? thing
    : `${thing.slice(0, LONG_NAME)}… (${thing.length} letters)`;
  return /^\S(?:.*\S)?$/.test(short) ? short : JSON.stringify(short);
}
