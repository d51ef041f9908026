/** What clients of ranges may expect of a run, when it is over. @module */

import { linearizable } from "../../check/linearizable/check.ts";
import { register, type RegisterInput, type Value } from "../../check/spec/register.ts";
import type { History, Operation } from "../../model/history.ts";
import type { Invariant } from "../../model/invariant.ts";
import { present, see, type Sights } from "../invariants/newest.ts";
import type { Entries, Operation as Asked } from "../range/commands.ts";
import { holds, intervalInWords } from "../range/interval.ts";
import type { NodeState } from "../state.ts";
import { asRegister } from "./as_register.ts";
import { KEYS, LAST } from "./work.ts";

/** An operation on one key, as a register sees it. */
export type OnKey = Operation<RegisterInput, Value>;

/** Each key is a register, for all that clients can tell; a scan is a read of each key of its interval. */
export const linearizableKeys: Invariant<unknown> = {
  name: "linearizability",
  words: "every operation on a key takes effect at one moment between its call and its answer",
  check({ history }) {
    const found = linearizable(onKeys(history), register(null), { steps: 5_000_000 });
    switch (found.verdict) {
      case "ok":
        return undefined;
      case "violation":
        return {
          words: `what was seen of "${found.violation.key}" is not linearizable`,
          nodes: [],
        };
      case "unknown":
        return { words: "whether the history is linearizable was not found out", nodes: [] };
    }
  },
};

/** What was asked of single keys. */
export function onKeys(history: History): OnKey[] {
  const all: Omit<OnKey, "id">[] = [];
  for (const operation of history) {
    const { input, output, ...rest } = operation as Operation<Asked, { readonly value: unknown }>;
    if (!isAsked(input)) continue;
    if (input.type !== "scan") {
      all.push({
        ...rest,
        input: asRegister(input),
        ...(output === undefined ? {} : { output: output.value as Value }),
      });
    } else if (output !== undefined) {
      all.push(...readsOf(input, output.value as Entries).map((read) => ({ ...rest, ...read })));
    }
  }
  // A scan asks many keys at once, so each is taken for a client of its own.
  return all.map((each, id) => ({ ...each, id, process: id }));
}

function isAsked(input: unknown): boolean {
  return ["get", "put", "delete", "cas", "append", "scan"].includes((input as Asked).type);
}

/** What a scan says of each key that it has come to. */
function readsOf(
  { key: start, end, limit }: Extract<Asked, { type: "scan" }>,
  { entries }: Entries,
): Pick<OnKey, "input" | "output">[] {
  const isCut = entries.length >= limit, last = entries.at(-1)?.[0];
  const found = new Map(entries);
  return KEYS.filter((key) =>
    holds({ start, end }, key) && !(isCut && last !== undefined && key > last)
  )
    .map((key) => ({ input: { type: "read", key }, output: found.get(key) ?? null }));
}

/** A scan gives the keys of its interval, each once and in order. */
export const orderlyScans: Invariant<unknown> = {
  name: "orderly scans",
  words: "a scan gives keys of its interval, each once, in order, and no more than was asked for",
  check({ history }) {
    for (const { input, output } of history) {
      const asked = input as Asked;
      if (asked.type !== "scan" || output === undefined) continue;
      const { entries } = (output as { readonly value: Entries }).value;
      const keys = entries.map(([key]) => key), interval = { start: asked.key, end: asked.end };
      const isOrdered = keys.every((key, i) => i === 0 || keys[i - 1]! < key);
      if (isOrdered && keys.every((key) => holds(interval, key)) && keys.length <= asked.limit) {
        continue;
      }
      return {
        words: `a scan of ${intervalInWords(interval)} gives ${keys.join(", ")}`,
        nodes: [],
      };
    }
    return undefined;
  },
};

/** The last things that each client asked, when all was well again, were done. */
export function servedInTheEnd(clients: number, others: number): Invariant<unknown> {
  return {
    name: "progress",
    words: "what is asked when all is well again is done",
    check({ history }) {
      for (let client = 0; client < clients; client++) {
        const own = history.filter(({ process }) => process % (clients + others) === client);
        if (own.slice(-LAST).every(({ outcome }) => outcome === "ok")) continue;
        return { words: `an operation of client ${client} failed after the trouble`, nodes: [] };
      }
      return undefined;
    },
  };
}

/** The ranges have all keys between them, and none has stopped. */
export function isWhole(states: readonly (NodeState | undefined)[]): boolean {
  const sights: Sights = new Map();
  see(sights, states);
  const ranges = present(sights);
  return ranges.every(({ start, into }, i) =>
    into === null && start === (ranges[i - 1]?.end ?? "")
  ) &&
    ranges.at(-1)?.end === null;
}
