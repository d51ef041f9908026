/**
 * A history without time. What linearizability and its kin ask is only which operation had ended before
 * which other one began; two histories that agree on that are one, so that is what a state keeps.
 *
 * @module
 */

import type { History, Operation, Outcome } from "../../model/history.ts";
import { Interner } from "./interner.ts";
import { PairMap } from "./pairs.ts";

/** Something that a client saw. */
export type Sight =
  | { readonly kind: "invoke"; readonly process: number; readonly input: unknown }
  | { readonly kind: "ok"; readonly process: number; readonly output: unknown }
  | { readonly kind: "fail" | "unknown"; readonly process: number };

/** An operation, and how many of each other process had ended when it began. */
interface PastOperation {
  readonly input: unknown;
  readonly after: ReadonlyMap<number, number>;
  readonly outcome: Outcome;
  readonly output?: unknown;
}

/** The operations of each process, in its order. */
type Past = ReadonlyMap<number, readonly PastOperation[]>;

/** Numbers histories; 0 is the empty one, and sights 0 are none. */
export class Pasts {
  readonly #pasts = new Interner<Past>();
  readonly #sights = new Interner<readonly Sight[]>();
  readonly #next = new PairMap();
  readonly #histories: History[] = [];

  /** Knows the empty history and no sights. */
  constructor() {
    this.#pasts.number(new Map());
    this.sights([]);
  }

  /** The number of what is seen in one step. */
  sights(sights: readonly Sight[]): number {
    return this.#sights.number(sights);
  }

  /** What is seen in one step. */
  seen(sights: number): readonly Sight[] {
    return this.#sights.value(sights);
  }

  /** The history after a step. */
  after(past: number, sights: number): number {
    if (sights === 0) return past;
    const known = this.#next.get(past, sights);
    if (known >= 0) return known;
    let next = this.#pasts.value(past);
    for (const sight of this.#sights.value(sights)) next = extended(next, sight);
    const number = this.#pasts.number(next);
    this.#next.add(past, sights, number);
    return number;
  }

  /** A history with these operations, in an order of events that could have been. */
  history(past: number): History {
    return this.#histories[past] ??= timed(this.#pasts.value(past));
  }
}

function extended(past: Past, sight: Sight): Past {
  // Who gives up has seen nothing: its operation stays as unknown as it was.
  if (sight.kind === "unknown") return past;
  const operations = past.get(sight.process) ?? [];
  if (sight.kind === "invoke") {
    const after = new Map<number, number>();
    for (const [process, others] of past) {
      const ended = others.filter(({ outcome }) => outcome !== "unknown").length;
      if (process !== sight.process && ended > 0) after.set(process, ended);
    }
    const begun: PastOperation = { input: sight.input, after, outcome: "unknown" };
    return new Map(past).set(sight.process, [...operations, begun]);
  }
  const last = operations.at(-1)!;
  const ended: PastOperation = sight.kind === "ok"
    ? { ...last, outcome: "ok", output: sight.output }
    : { ...last, outcome: "fail" };
  return new Map(past).set(sight.process, operations.with(-1, ended));
}

type Writable = { -readonly [K in keyof Operation]: Operation[K] };

/** Lets events happen one by one, each as soon as all that it waits for has happened. */
function timed(past: Past): History {
  const history: Writable[] = [];
  const begun = new Map<number, number>(), ended = new Map<number, number>();
  const count = (of: Map<number, number>, process: number) => of.get(process) ?? 0;
  const open = new Map<number, Writable>();
  // An end waits for every operation that must not begin after it.
  const mayEnd = (process: number) => {
    const others = [...past].filter(([other]) => other !== process);
    return others.every(([other, operations]) =>
      operations.slice(count(begun, other)).every(({ after }) =>
        (after.get(process) ?? 0) > count(ended, process)
      )
    );
  };
  for (let at = 0, moved = true; moved; at++) {
    moved = false;
    for (const [process, operations] of past) {
      const running = open.get(process);
      const operation = operations[count(begun, process)];
      if (running === undefined && operation !== undefined) {
        if ([...operation.after].some(([other, least]) => count(ended, other) < least)) continue;
        const id = history.length;
        const fresh = { id, process, input: operation.input, invokedAt: at, endedAt: Infinity };
        const entry: Writable = { ...fresh, outcome: "unknown" };
        history.push(entry);
        open.set(process, entry);
        begun.set(process, count(begun, process) + 1);
      } else if (running !== undefined) {
        const { outcome, output } = operations[count(ended, process)]!;
        if (outcome === "unknown" || !mayEnd(process)) continue;
        running.outcome = outcome;
        running.endedAt = at;
        if (outcome === "ok") running.output = output;
        open.delete(process);
        ended.set(process, count(ended, process) + 1);
      } else continue;
      moved = true;
      break;
    }
  }
  return history;
}
