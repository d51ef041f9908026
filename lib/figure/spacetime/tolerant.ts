/** Labels for runs of code that is judged: it may send and keep what no label was made for. @module */

import type { Labels } from "../../model/labels.ts";
import { brief, full, messageInFull, messageWords } from "./words.ts";

/** What is said where a label fails. */
const usual: Required<Omit<Labels, "colours" | "routine" | "replies" | "legend">> = {
  node: (id) => `node ${id}`,
  client: (process) => `client ${process}`,
  message: messageWords,
  messageInFull,
  stateInFull: full,
  state: () => undefined,
  timer: brief,
  record: brief,
  request: brief,
  answer: brief,
};

/**
 * The same labels, but where one throws or says no text, the usual words are said; and an event at which
 * `routine` throws is not left out.
 */
export function tolerant(labels: Labels): Labels {
  const kept = Object.entries(usual).flatMap(([name, otherwise]) => {
    const own = labels[name as keyof typeof usual] as Say | undefined;
    if (own === undefined) return [];
    return [[
      name,
      (value: unknown) => textOf(own.bind(labels), value) ?? (otherwise as Say)(value),
    ]];
  });
  const routine = labels.routine === undefined ? {} : { routine: routineOf(labels) };
  return { ...labels, ...Object.fromEntries(kept), ...routine };
}

function routineOf(labels: Labels): (event: unknown) => boolean {
  return (event) => {
    try {
      return labels.routine?.(event) === true;
    } catch {
      return false;
    }
  };
}

type Say = (value: unknown) => unknown;

function textOf(say: Say, value: unknown): string | undefined {
  try {
    const text = say(value);
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}
