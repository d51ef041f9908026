/** The histories on which the two checkers are compared. @module */

import { readHistory } from "hb/check/read/read_history.ts";
import { keyValueOperations, registerOperations } from "hb/check/read/operations.ts";
import { pair } from "hb/check/read/pair.ts";
import { keyValue } from "hb/check/spec/key_value.ts";
import { register } from "hb/check/spec/register.ts";
import { LinearizabilityCheck } from "hb/check/linearizable/check.ts";
import type { Operation } from "hb/model/history.ts";
import { keyValueHistory, registerHistory, type Wanted } from "./histories.ts";

/** One history, and how to check it. */
export interface Case {
  readonly name: string;
  readonly model: "register" | "kv";
  readonly history: readonly Operation[];
  /** The verdict after at most `limitMs`. */
  check(limitMs: number): "ok" | "violation" | "unknown";
}

/** A recorded history; that of a store has keys. */
export function recorded(file: string): Case {
  const read = readHistory(Deno.readTextFileSync(file));
  if (read.kind !== "events") {
    throw new Error(
      `Cannot compare on ${file} because ` +
        `it must hold events, in a Jepsen log or EDN: given operations`,
    );
  }
  const name = file.replace(/^.*\//, "");
  const stores = read.events.some(({ key }) => key !== undefined);
  return stores
    ? ofStore(name, keyValueOperations(pair(read.events)))
    : ofRegister(name, registerOperations(pair(read.events), read));
}

/** A generated history. */
export function generated(model: "register" | "kv", wanted: Wanted): Case {
  const { clients, operations, wrong } = wanted;
  const name = `${model}, ${clients} clients, ${operations} operations, ${wrong ? "wrong" : "ok"}`;
  return model === "register"
    ? ofRegister(name, registerHistory(wanted))
    : ofStore(name, keyValueHistory(wanted));
}

function ofRegister(name: string, history: ReturnType<typeof registerHistory>): Case {
  const check = (limitMs: number) =>
    verdictWithin(new LinearizabilityCheck(history, register()), limitMs);
  return { name, model: "register", history, check };
}

function ofStore(name: string, history: ReturnType<typeof keyValueHistory>): Case {
  const check = (limitMs: number) =>
    verdictWithin(new LinearizabilityCheck(history, keyValue()), limitMs);
  return { name, model: "kv", history, check };
}

function verdictWithin<S, I, O>(check: LinearizabilityCheck<S, I, O>, limitMs: number) {
  const start = performance.now();
  while (performance.now() - start < limitMs) {
    const verdict = check.advance(1 << 16);
    if (verdict !== undefined) return verdict.verdict;
  }
  return "unknown";
}
