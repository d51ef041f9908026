/** What comes of a command, and for how long it is tried. @module */

import type { Reply } from "hb/host/client.ts";
import type { Answer } from "hb/replicated/requests.ts";
import { isRefused } from "hb/replicated/store/commands.ts";
import type { Failure } from "hb/wire/status.ts";

/** What came of one attempt after another. */
export type Outcome =
  /** It was done, as the command number `index`. */
  | { readonly kind: "done"; readonly index: number; readonly result: unknown }
  /** It was not done, or nobody knows, as the failure says. */
  | { readonly kind: "fail" | "unknown"; readonly failure: Failure; readonly why: string };

/** How long it is tried. */
export interface Patience {
  /** When the time is over, on the clock of `performance.now()`. */
  readonly end: number;
  /** When to give up what no node has taken yet; default: at the end. */
  readonly unsentEnd?: number;
  /** Ends the attempts. */
  readonly signal?: AbortSignal;
}

/** An answer that says no. */
export type Refused = Extract<Answer, { ok: false }>;

/** What stands in the log was done, unless the state of the store was in the way. */
export function doneOrNot({ index, result }: Extract<Answer, { ok: true }>): Outcome {
  if (!isRefused(result)) return { kind: "done", index, result };
  return { kind: "fail", failure: result.refused, why: result.words };
}

/** What was sent may be done all the same; nobody waits for it any more. */
export async function unlessAborted(reply: Promise<Reply>, signal?: AbortSignal): Promise<Reply> {
  if (signal === undefined) return await reply;
  const { promise, resolve } = Promise.withResolvers<Reply>();
  const stop = () => resolve({ kind: "unknown", why: "nobody waits for it any more" });
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([reply, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Whether asking again may help; a stamp makes that safe. */
export function isPassing({ why }: Refused): boolean {
  return why === "not leader" || why === "lost" || why === "busy";
}

/** What an answer says, in words. */
export function wordsOf(answer: Answer): string {
  if (answer.ok) return "it was done";
  switch (answer.why) {
    case "not leader":
      return answer.leader === null
        ? "no leader is known"
        : `node ${answer.leader} leads, and cannot be reached`;
    case "lost":
      return "another leader took over";
    case "busy":
      return "too much is under way";
    case "session expired":
      return "the session has expired";
    case "refused":
      return answer.words;
  }
}
