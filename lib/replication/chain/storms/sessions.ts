/** What clients may expect who stay with one server that answers with the newest it has (Terrace and Freedman 2009, section 2.4). @module */

import { level, type LevelName, type MemoryHistory } from "../../../check/levels.ts";
import type { KeyValueInput } from "../../../check/spec/key_value.ts";
import type { Clients } from "../../../model/clients.ts";
import type { History } from "../../../model/history.ts";
import type { Invariant } from "../../../model/invariant.ts";
import type { Answer } from "../../../replicated/requests.ts";
import type { Random } from "../../../sim/random.ts";
import type { NodeMessage } from "../chain.ts";
import { clientsOf, TROUBLE_MS } from "./stage.ts";

/** When everyone reads once more, in ms: all that was written has been decided. */
const QUIET_MS = TROUBLE_MS + 1500;

/** Clients who stay with one server, write each value once, and read everything again when all is quiet. */
export function staying(random: Random, servers: readonly number[]): Clients<NodeMessage> {
  const { workload, ...others } = clientsOf(random);
  const last = ["x", "y"].map((key) => ({ input: { type: "get", key }, at: QUIET_MS }));
  return {
    ...others,
    workload: workload.map((
      asks,
    ) => [...asks.map(({ input }) => ({ input: once(input) })), ...last]),
    to: ({ client }) => servers[client % servers.length]!,
    timeoutMs: 150,
    retries: 200,
  };
}

function once(input: unknown): KeyValueInput {
  const command = input as KeyValueInput;
  return command.type === "append" ? { ...command, type: "put" } : command;
}

/** The history of a store as one of registers: what nobody has put is null. */
export function asRegisters(history: History): MemoryHistory {
  return history.map(({ input, output, ...rest }) => {
    const command = input as KeyValueInput, answer = output as Answer | undefined;
    const isRead = command.type === "get";
    const result = answer?.ok && isRead ? answer.result as string || null : null;
    return {
      ...rest,
      input: isRead
        ? { type: "read", key: command.key }
        : { type: "write", key: command.key, value: (command as { value: string }).value },
      ...(answer === undefined ? {} : { output: result }),
    } as MemoryHistory[number];
  });
}

/** A level of consistency, judged when a run is over. */
function judged(
  name: LevelName,
  of: (history: MemoryHistory) => MemoryHistory,
): Invariant<unknown> {
  const { words, check } = level(name);
  return {
    name,
    words,
    check({ history }) {
      const verdict = check(of(asRegisters(history)));
      return verdict.verdict === "violation"
        ? { words: verdict.words.join("; "), nodes: [] }
        : undefined;
    },
  };
}

const eventual = judged(
  "eventual",
  (history) =>
    history.filter(({ input, invokedAt }) => input.type === "write" || invokedAt >= QUIET_MS),
);
const readYourWrites = judged("read your writes", (history) => history);

/** While no server fails, whoever stays with one sees what they wrote, and never goes back. */
export const kept: readonly Invariant<unknown>[] = [
  eventual,
  readYourWrites,
  judged("monotonic reads", (history) => history),
];

/** Where an undecided version is answered for some time only, what was seen may be gone again for a while. */
export const keptWithinBounds: readonly Invariant<unknown>[] = [eventual, readYourWrites];
