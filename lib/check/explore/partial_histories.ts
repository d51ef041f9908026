/**
 * A history without time. What linearizability and its kin ask is only which operation had ended before
 * which other one began; two histories that agree on that are one, so that is what a state keeps.
 *
 * @module
 */

import type { History, Operation, Outcome } from "../../model/history.ts";
import { Interner } from "./interner.ts";
import { PairMap } from "./pairs.ts";
import { WordEncoder } from "./word_encoder.ts";

/** Something that a client saw. */
export type Observation =
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

/** The operations of each process, by their numbers, in its order. */
type PartialHistory = ReadonlyMap<number, readonly number[]>;

/** Numbers histories; 0 is the empty one, and observations 0 are none. */
export class PartialHistories {
  readonly #operations: Interner<PastOperation>;
  readonly #partial: Interner<PartialHistory>;
  readonly #observations: Interner<readonly Observation[]>;
  readonly #next = new PairMap();
  readonly #histories: History[] = [];

  /** Knows the empty history and no observations. */
  constructor(words: WordEncoder = new WordEncoder()) {
    this.#operations = new Interner(words);
    this.#partial = new Interner(words);
    this.#observations = new Interner(words);
    this.#partial.number(new Map());
    this.observations([]);
  }

  /** The number of what is seen in one step. */
  observations(observations: readonly Observation[]): number {
    return this.#observations.number(observations);
  }

  /** What is seen in one step. */
  seen(observations: number): readonly Observation[] {
    return this.#observations.value(observations);
  }

  /** The history after a step. */
  after(past: number, observations: number): number {
    if (observations === 0) return past;
    const known = this.#next.get(past, observations);
    if (known >= 0) return known;
    let next = this.#partial.value(past);
    for (const observation of this.#observations.value(observations)) {
      next = this.#extended(next, observation);
    }
    const number = this.#partial.number(next);
    this.#next.add(past, observations, number);
    return number;
  }

  /** A history with these operations, in an order of events that could have been. */
  history(past: number): History {
    return this.#histories[past] ??= this.#timed(this.#partial.value(past));
  }

  #extended(past: PartialHistory, observation: Observation): PartialHistory {
    // A client that gives up has seen nothing: its operation stays unknown.
    if (observation.kind === "unknown") return past;
    const operations = past.get(observation.process) ?? [];
    if (observation.kind === "invoke") {
      const { input } = observation, after = this.#endedBesides(past, observation.process);
      const begun = this.#operations.number({ input, after, outcome: "unknown" });
      return new Map(past).set(observation.process, [...operations, begun]);
    }
    const { input, after } = this.#operations.value(operations.at(-1)!);
    const ended = this.#operations.number(
      observation.kind === "ok"
        ? { input, after, outcome: "ok", output: observation.output }
        : { input, after, outcome: "fail" },
    );
    return new Map(past).set(observation.process, operations.with(-1, ended));
  }

  /** How many operations of each other process have ended, where any have. */
  #endedBesides(past: PartialHistory, process: number): Map<number, number> {
    const after = new Map<number, number>();
    for (const [other, operations] of past) {
      if (other === process) continue;
      let ended = 0;
      for (const operation of operations) {
        if (this.#operations.value(operation).outcome !== "unknown") ended++;
      }
      if (ended > 0) after.set(other, ended);
    }
    return after;
  }

  /** Lets events happen one by one, each as soon as all that it waits for has happened. */
  #timed(past: PartialHistory): History {
    const history: Writable[] = [];
    const lanes: Lane[] = [];
    for (const [process, numbers] of past) {
      const operations = numbers.map((number) => this.#operations.value(number));
      lanes.push({ process, operations, begun: 0, ended: 0, open: undefined });
    }
    for (let at = 0; lanes.some((lane) => moves(lane, lanes, history, at)); at++);
    return history;
  }
}

/** A process while its operations are put in order. */
interface Lane {
  readonly process: number;
  readonly operations: readonly PastOperation[];
  /** How many operations have begun, and how many of them have ended. */
  begun: number;
  ended: number;
  /** The operation that is under way, if one is. */
  open: Writable | undefined;
}

type Writable = { -readonly [K in keyof Operation]: Operation[K] };

/** Lets the next event of a process happen, if it may. */
function moves(lane: Lane, lanes: readonly Lane[], history: Writable[], at: number): boolean {
  const { process, operations, open } = lane;
  if (open === undefined) {
    const operation = operations[lane.begun];
    if (operation === undefined || !mayBegin(operation, lanes)) return false;
    const { input } = operation;
    const id = history.length;
    lane.open = { id, process, input, invokedAt: at, endedAt: Infinity, outcome: "unknown" };
    history.push(lane.open);
    lane.begun++;
    return true;
  }
  const { outcome, output } = operations[lane.ended]!;
  if (outcome === "unknown" || !mayEnd(lane, lanes)) return false;
  open.outcome = outcome;
  open.endedAt = at;
  if (outcome === "ok") open.output = output;
  lane.open = undefined;
  lane.ended++;
  return true;
}

/** All that had ended before this operation began has ended. */
function mayBegin({ after }: PastOperation, lanes: readonly Lane[]): boolean {
  return after.size === 0 ||
    lanes.every(({ process, ended }) => ended >= (after.get(process) ?? 0));
}

/** An end waits for every operation that must not begin after it. */
function mayEnd(lane: Lane, lanes: readonly Lane[]): boolean {
  for (const other of lanes) {
    if (other === lane) continue;
    for (let i = other.begun; i < other.operations.length; i++) {
      if ((other.operations[i]!.after.get(lane.process) ?? 0) <= lane.ended) return false;
    }
  }
  return true;
}
