/**
 * What one node does upon one event. Handlers are functions of the local state and the event alone, so
 * each such step is taken once, however many global states it is part of.
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import { assertPlain } from "../../model/plain.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { Interner } from "./interner.ts";
import { PairMap } from "./pairs.ts";
import { Forks, type NodeSetting, RecordingIo } from "./recording_io.ts";

/** All that there is of a node. */
export interface Local<S> {
  /** `undefined` while the node is down. */
  readonly state: S | undefined;
  /** Pending timers, one of a type, sorted by type. */
  readonly timers: readonly Tagged[];
  /** What it saved, compacted. */
  readonly journal: readonly unknown[];
  /** What a handler threw. */
  readonly error?: string;
}

/** One way in which a step may end. */
export interface Outcome {
  /** The node then. */
  readonly local: number;
  /** The messages it sent, as a batch. */
  readonly batch: number;
  /** Answers to clients that sit at this node. */
  readonly answers: readonly number[];
  /** What it saved. */
  readonly saved: readonly unknown[];
  /** The same node, had it crashed when it had saved and not yet sent. */
  readonly crashed: number;
  /** Whether nothing changed and nothing was sent. */
  readonly idle: boolean;
}

/** Something that happens to a node. */
export type LocalEvent =
  | { readonly kind: "deliver"; readonly from: NodeId; readonly body: Tagged }
  | { readonly kind: "timer"; readonly timer: Tagged }
  | { readonly kind: "start" };

/** The local states and steps of one node. */
export class LocalSteps<S, M extends Tagged, T extends Tagged, R> {
  readonly locals: Interner<Local<S>> = new Interner();
  readonly #steps = new PairMap();
  readonly #outcomes: (readonly Outcome[])[] = [];

  constructor(
    readonly node: NodeId,
    readonly protocol: Protocol<S, M, T, R>,
    readonly setting: NodeSetting,
  ) {}

  /** The node before its first start. */
  unborn(): number {
    return this.locals.number({ state: undefined, timers: [], journal: [] });
  }

  /** The node after a crash: only its journal is left. */
  crashed(local: number): number {
    return this.locals.number({ ...this.locals.value(local), state: undefined, timers: [] });
  }

  /** Whether the node runs. */
  isUp(local: number): boolean {
    return this.locals.value(local).state !== undefined;
  }

  /** All ways in which a node may take an event; `key` names the event. */
  step(local: number, key: number, event: () => LocalEvent): readonly Outcome[] {
    const known = this.#steps.get(local, key);
    if (known >= 0) return this.#outcomes[known]!;
    const outcomes = this.#run(local, event());
    this.#steps.add(local, key, this.#outcomes.push(outcomes) - 1);
    return outcomes;
  }

  /** Runs the handler again and again, until every way to choose has been taken. */
  #run(number: number, event: LocalEvent): Outcome[] {
    const outcomes: Outcome[] = [];
    const forks = new Forks();
    do outcomes.push(this.#once(number, event, forks)); while (forks.next());
    const seen = new Set<string>();
    return outcomes.filter(({ local, batch, answers, saved }) => {
      const text = `${local} ${batch} ${answers} ${saved.length}`;
      return !seen.has(text) && seen.add(text);
    });
  }

  #once(number: number, event: LocalEvent, forks: Forks): Outcome {
    const before = this.locals.value(number);
    const io = new RecordingIo<M, T, R>(this.node, this.setting, forks, before.timers as T[]);
    const state = clone(before.state) as S;
    let after: S | undefined;
    try {
      after = this.#handle(state, event, io, before.journal as R[]);
      assertPlain(after, `the state of node ${this.node}`);
    } catch (error) {
      return this.#threw(before, event, error);
    }
    const { networks } = this.setting;
    const journal = io.saved.length === 0 ? before.journal : this.#compact(before, io.saved);
    const local = this.locals.number({ state: after, timers: io.timers(), journal });
    const batch = networks.batch(io.sent.map((envelope) => networks.envelope(envelope)));
    return {
      local,
      batch,
      answers: io.answers.map((envelope) => networks.envelope(envelope)),
      saved: io.saved,
      crashed: this.crashed(local),
      idle: local === number && batch === 0 && io.answers.length === 0,
    };
  }

  #handle(state: S, event: LocalEvent, io: RecordingIo<M, T, R>, journal: readonly R[]): S {
    if (event.kind === "start") return this.protocol.start(io, clone(journal));
    const delivered = event.kind === "deliver";
    const body = delivered ? event.body : event.timer;
    const handlers = (delivered ? this.protocol.upon : this.protocol.after ?? {}) as Record<
      string,
      ((state: S, event: Tagged, io: RecordingIo<M, T, R>) => void) | undefined
    >;
    const handler = handlers[body.type];
    if (handler === undefined) {
      throw new TypeError(
        `Cannot handle "${body.type}" as the protocol must have a handler for it: ` +
          `given ${Object.keys(handlers).join(", ") || "none"}`,
      );
    }
    if (!delivered) io.forget(body.type);
    // Shared data is frozen, so a handler that changes its message is found out.
    handler.call(handlers, state, delivered ? { ...body, from: event.from } as Tagged : body, io);
    return state;
  }

  #compact(before: Local<S>, saved: readonly R[]): readonly R[] {
    const { protocol } = this;
    const journal = [...before.journal as R[], ...saved];
    return protocol.compact ? protocol.compact(clone(journal)) : journal.slice(-1);
  }

  #threw(before: Local<S>, event: LocalEvent, thrown: unknown): Outcome {
    const what = event.kind === "deliver"
      ? `upon ${event.body.type}`
      : event.kind === "timer"
      ? `after ${event.timer.type}`
      : "start";
    const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    const error = `node ${this.node}, ${what}: ${message}`;
    const local = this.locals.number({
      state: undefined,
      timers: [],
      journal: before.journal,
      error,
    });
    return { local, batch: 0, answers: [], saved: [], crashed: local, idle: false };
  }
}
