/** Commands and answers in a few letters, whatever replicates them. @module */

import { inWords } from "../model/in_words.ts";
import type { Answer } from "./requests.ts";

/** A command in the words of its state machine, as far as they can be guessed. */
export function commandLabel(command: unknown): string {
  const { type, key, value, expected } = Object(command) as Record<string, unknown>;
  if (key === undefined) return brief(command);
  const change = type === "cas"
    ? ` ${expected} → ${value}`
    : value === undefined
    ? ""
    : ` ${value}`;
  return `${type} ${key}${change}`;
}

/** What a client is told. */
export function answerLabel(answer: Answer): string {
  if (!answer.ok) return answer.why === "refused" ? answer.words : answer.why;
  const { result } = answer;
  if (result === null) return "done";
  return result === "" ? "nothing there" : brief(result);
}

/** Data of an unknown state machine. */
function brief(data: unknown): string {
  return typeof data === "object" ? inWords(data) : `${data}`;
}
