/** Why a history keeps to a level: the orders that explain it. @module */

import { causalOrder, sessionOrder } from "hb/check/memory/causality.ts";
import { memoryOf } from "hb/check/memory/memory.ts";
import { inWords, type Level, type Memory } from "../memory.ts";

type Before = (a: number, b: number) => boolean;

/** The orders that explain a short history at a level, in words: one for all, or one for each who reads. */
export function orders(level: Level, history: Memory): string {
  const session = sessionOrder(memoryOf(history)), causal = causalOrder(memoryOf(history));
  const inSession: Before = (a, b) => session.has(a, b);
  const inTime: Before = (a, b) => inSession(a, b) || history[a]!.endedAt < history[b]!.invokedAt;
  const all = history.map(({ id }) => id);
  if (level === "linearizable" || level === "sequential") {
    return `this order fits: ${told(history, all, level === "sequential" ? inSession : inTime)}`;
  }
  const before: Before = level === "PRAM" ? inSession : (a, b) => causal.has(a, b);
  const readers = new Set(
    history.flatMap(({ input, process }) => input.type === "read" ? [process] : []),
  );
  const each = [...readers].map((reader) => {
    const seen = all.filter((id) =>
      history[id]!.process === reader || history[id]!.input.type === "write"
    );
    return `for process ${reader} ${told(history, seen, before)}`;
  });
  return `these orders fit: ${each.join("; ")}`;
}

function told(history: Memory, ids: readonly number[], before: Before): string {
  const found = orderOf(history, ids, before) ?? [];
  return inWords(found.map((id) => history[id]!));
}

/** An order in which each read returns what was written last. */
export function orderOf(
  history: Memory,
  ids: readonly number[],
  before: Before,
  holds: ReadonlyMap<string, number> = new Map(),
): readonly number[] | undefined {
  if (ids.length === 0) return [];
  for (const id of ids) {
    const { input, output } = history[id]!;
    if (ids.some((other) => other !== id && before(other, id))) continue;
    if (input.type === "read" && (holds.get(input.key) ?? null) !== output) continue;
    const next = input.type === "write" ? new Map(holds).set(input.key, input.value) : holds;
    const rest = orderOf(history, ids.filter((other) => other !== id), before, next);
    if (rest !== undefined) return [id, ...rest];
  }
  return undefined;
}
