/** What clients of a replicated store may expect of a run, when it is over. @module */

import { linearizable } from "../../check/linearizable/check.ts";
import { keyValue, type KeyValueInput } from "../../check/spec/key_value.ts";
import type { History, Operation } from "../../model/history.ts";
import type { Invariant } from "../../model/invariant.ts";
import { OPEN } from "../../replicated/client_sessions.ts";
import type { Answer } from "../../replicated/requests.ts";
import { LAST, type Users } from "./work.ts";

/** The last things that each client asked, when all was well again, were done. */
export function servedInTheEnd({ clients, admins }: Users): Invariant<unknown> {
  return {
    name: "progress",
    words: "what is asked when all is well again is done",
    check({ history }) {
      for (let client = 0; client < clients; client++) {
        const own = commandsOf(history).filter(({ process }) =>
          process % (clients + admins) === client
        );
        if (own.slice(-LAST).every(({ outcome }) => outcome === "ok")) continue;
        return { words: `an operation of client ${client} failed after the trouble`, nodes: [] };
      }
      return undefined;
    },
  };
}

/** The store is a single copy, for all that its clients can tell (Herlihy and Wing 1990). */
export const linearizableStore: Invariant<unknown> = {
  name: "linearizability",
  words: "every operation takes effect at one moment between its call and its answer",
  check({ history }) {
    const { verdict } = linearizable(commandsOf(history), keyValue(), { steps: 5_000_000 });
    if (verdict === "ok") return undefined;
    const words = verdict === "violation"
      ? "the history is not linearizable"
      : `whether the history is linearizable was not found out: ${verdict}`;
    return { words, nodes: [] };
  },
};

/** What clients asked of the store, and what it answered. */
function commandsOf(history: History): Operation<KeyValueInput, string>[] {
  return history.filter(({ input }) => isCommand(input)).map((operation) => {
    const { output, ...rest } = operation as Operation<KeyValueInput, Answer>;
    return output?.ok ? { ...rest, output: output.result as string } : rest;
  });
}

function isCommand(input: unknown): boolean {
  return input !== OPEN && "key" in (input as object);
}
