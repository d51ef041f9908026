/** Histories to measure checkers by: clients of one atomic object, and now and then a lie. @module */

import type { KeyValueInput, KeyValueOutput } from "hb/check/spec/key_value.ts";
import type { RegisterInput, RegisterOutput } from "hb/check/spec/register.ts";
import { keyValue } from "hb/check/spec/key_value.ts";
import { register } from "hb/check/spec/register.ts";
import type { Spec } from "hb/check/spec/spec.ts";
import type { Operation } from "hb/model/history.ts";
import { Random } from "hb/sim/random.ts";

/** What a history is to be like. */
export interface Wanted {
  readonly seed: number;
  readonly clients: number;
  readonly operations: number;
  /** Whether one late read returns what was overwritten before it began. */
  readonly wrong: boolean;
  /** How many clients share a key. */
  readonly clientsPerKey?: number;
}

/** A history of registers with five values, that are read, written, and compared-and-set. */
export function registerHistory(wanted: Wanted): Operation<RegisterInput, RegisterOutput>[] {
  return history<RegisterOutput, RegisterInput, RegisterOutput>(wanted, register(), {
    ask(random, key) {
      const kind = random.unit();
      if (kind < 0.5) return { type: "read", key };
      if (kind < 0.8) return { type: "write", key, value: random.below(5) };
      return { type: "cas", key, from: random.below(5), to: random.below(5) };
    },
    answer: (state, input) =>
      input.type === "read" ? state : input.type === "cas" ? state === input.from : null,
    isRead: ({ type }) => type === "read",
  });
}

/** A history of texts that are read, replaced, and appended to. */
export function keyValueHistory(wanted: Wanted): Operation<KeyValueInput, KeyValueOutput>[] {
  let count = 0;
  return history<KeyValueOutput, KeyValueInput, KeyValueOutput>(wanted, keyValue(), {
    ask(random, key) {
      const kind = random.unit();
      if (kind < 0.5) return { type: "get", key };
      // Now and then a put, so that texts stay short.
      if (kind < 0.6) return { type: "put", key, value: `${count++};` };
      return { type: "append", key, value: `${count++};` };
    },
    answer: (state, input) => input.type === "get" ? state : "",
    isRead: ({ type }) => type === "get",
  });
}

interface Behaviour<S, I, O> {
  ask(random: Random, key: string): I;
  answer(state: S, input: I): O;
  isRead(input: I): boolean;
}

interface Asked<I> {
  readonly process: number;
  readonly input: I;
  readonly key: string;
  readonly invokedAt: number;
  readonly effectAt: number;
  readonly endedAt: number;
}

function history<S, I, O>(
  wanted: Wanted,
  spec: Spec<S, I, O>,
  behaviour: Behaviour<S, I, O>,
): Operation<I, O>[] {
  const asked = ask(wanted, behaviour);
  const states = new Map<string, S>();
  const outputs = new Map<Asked<I>, O>();
  const older = new Map<string, { state: S; until: number }>();
  const stale: [Asked<I>, O][] = [];
  for (const each of asked.toSorted((a, b) => a.effectAt - b.effectAt)) {
    const state = states.has(each.key) ? states.get(each.key)! : spec.init;
    const output = behaviour.answer(state, each.input);
    outputs.set(each, output);
    const before = older.get(each.key);
    if (behaviour.isRead(each.input) && before !== undefined && before.until < each.invokedAt) {
      if (before.state !== state) stale.push([each, behaviour.answer(before.state, each.input)]);
    }
    const [, next] = spec.step(state, each.input, output);
    if (next !== state) older.set(each.key, { state, until: each.endedAt });
    states.set(each.key, next);
  }
  // Nine tenths of the way: a checker that stops at the first violation has most of its work to do.
  const lie = stale[Math.floor(stale.length * 0.9)];
  if (wanted.wrong && lie !== undefined) outputs.set(...lie);
  return asked.map((each, id) => ({
    id,
    process: each.process,
    input: each.input,
    output: outputs.get(each)!,
    invokedAt: each.invokedAt,
    endedAt: each.endedAt,
    outcome: "ok",
  }));
}

/** Each client asks, waits, thinks, and asks again; all operations in the order of their calls. */
function ask<S, I, O>(
  { seed, clients, operations, clientsPerKey = 5 }: Wanted,
  behaviour: Behaviour<S, I, O>,
): Asked<I>[] {
  const random = new Random(seed);
  const keys = Math.max(1, Math.round(clients / clientsPerKey));
  const asked: Asked<I>[] = [];
  const rounds = Math.ceil(operations / clients);
  for (let process = 0; process < clients; process++) {
    let now = random.below(1000);
    for (let i = 0; i < rounds; i++) {
      const key = String(random.below(keys));
      const input = behaviour.ask(random, key);
      const took = [1 + random.below(1000), 1 + random.below(1000)] as const;
      const effectAt = now + took[0];
      asked.push({ process, input, key, invokedAt: now, effectAt, endedAt: effectAt + took[1] });
      now = effectAt + took[1] + 1 + random.below(1000);
    }
  }
  return asked.sort((a, b) => a.invokedAt - b.invokedAt).slice(0, operations);
}
