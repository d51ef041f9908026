/**
 * What a key–value store does, one operation at a time. Keys are judged each by itself, but for those whose names
 * begin alike up to a "/": transactions may have several of them.
 */

import type { Spec } from "hb/check/spec/spec.ts";
import type { Step, StepResult, TransactionResult } from "hb/replicated/store/commands.ts";
import { keysOf } from "hb/replicated/store/commands.ts";
import type { Operation, Transaction } from "../../tools/kv/operation.ts";

/** What is asked. */
export type Input = Operation | Transaction;

/** A get gives what is there, a cas whether it took place, a transaction what its steps gave. */
export type Output = string | null | boolean | TransactionResult;

/** What each of some keys holds; one that is not there is missing. */
type State = ReadonlyMap<string, string>;

export const storeSpec: Spec<State, Input, Output> = {
  name: "key–value store",
  init: new Map(),
  step,
  key: (input) => groupOf(input),
  readsOnly: (input, output) => input.type === "get" || input.type === "cas" && output === false,
  overwrites: (input) => (input.type === "put" || input.type === "del") && !input.key.includes("/"),
  describe: (input, output) => `${JSON.stringify(input)} → ${JSON.stringify(output) ?? "?"}`,
  describeState: (state) => JSON.stringify(Object.fromEntries(state)),
};

/** The keys of an operation. */
export function keysIn(input: Input): readonly string[] {
  return keysOf(input) ?? [];
}

function groupOf(input: Input): string {
  const groups = new Set(keysIn(input).map((key) => key.split("/")[0]!));
  const [group, ...others] = groups;
  if (group !== undefined && others.length === 0) return group;
  throw new RangeError(
    `Cannot judge an operation because its keys must begin alike: given ${[...groups]}`,
  );
}

function step(
  state: State,
  input: Input,
  output: Output | undefined,
): readonly [boolean, State] {
  if (input.type === "txn") return transaction(state, input, output as TransactionResult);
  const held = state.get(input.key) ?? null;
  if (input.type === "cas") {
    const fits = held === input.expected;
    return [output === undefined || output === fits, fits ? withKey(state, input) : state];
  }
  const [result, next] = stepOf(state, input);
  return [input.type !== "get" || output === undefined || output === result, next];
}

function transaction(
  state: State,
  { compares, success, failure }: Transaction,
  output: TransactionResult | undefined,
): readonly [boolean, State] {
  const succeeded = compares.every(({ key, is, value }) => {
    const held = state.get(key);
    if (is === "absent" || is === "present") return (held === undefined) === (is === "absent");
    return (held === value) === (is === "equal");
  });
  let next = state;
  const results: StepResult[] = [];
  for (const each of succeeded ? success : failure) {
    const [result, after] = stepOf(next, each);
    results.push(result);
    next = after;
  }
  const is = JSON.stringify({ succeeded, results });
  return [output === undefined || JSON.stringify(output) === is, next];
}

function stepOf(state: State, input: Step): readonly [StepResult, State] {
  switch (input.type) {
    case "get":
      return [state.get(input.key) ?? null, state];
    case "put":
      return [null, withKey(state, input)];
    case "del": {
      const next = new Map(state);
      next.delete(input.key);
      return [null, next];
    }
    case "range":
      throw new RangeError("Cannot judge a range because it is of all keys: given one");
  }
}

/** Equal states are equal as data, whatever was put first. */
function withKey(state: State, { key, value }: { readonly key: string; readonly value: string }) {
  const next = new Map(state).set(key, value);
  return new Map([...next].sort(([a], [b]) => a < b ? -1 : 1));
}
