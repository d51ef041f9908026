/**
 * What one node does upon one event. A step is a function of the local state and the event alone, so each
 * is taken once, however many global states it is part of.
 *
 * @module
 */

import { assertPlain } from "../../model/plain.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import type { Cast } from "./cast.ts";
import { differenceOf } from "./difference_of.ts";
import { Interner } from "./interner.ts";
import { type StepEffects, stepEffects } from "./step_effects.ts";
import type { Networks } from "./networks.ts";
import { PairMap } from "./pairs.ts";
import { branchesOf, type Run, type Threw } from "./branches.ts";
import type { SharedMemory } from "./shared_memory.ts";

/** All that there is of a node. */
export interface Local<S> {
  /** `undefined` while the node is down. */
  readonly state: S | undefined;
  /** Pending timers, one of each type and key, sorted by these. */
  readonly timers: readonly Tagged[];
  /** What it saved, compacted. */
  readonly journal: readonly unknown[];
  /** What a handler threw. */
  readonly error?: string;
}

/** One way in which a step may end. */
export interface Outcome extends StepEffects {
  /** The node then. */
  readonly local: number;
  /** The messages it sent, as a batch. */
  readonly batch: number;
  /** Answers to clients that sit at this node. */
  readonly answers: readonly number[];
  /** The same node, had it crashed when it had saved and not yet sent. */
  readonly crashed: number;
  /** Whether nothing changed and nothing was sent. */
  readonly idle: boolean;
}

/** How nodes are run. */
export interface NodeSetting {
  /** Which nodes there are. */
  readonly cast: Cast;
  /** What a clock may show. */
  readonly clocks: readonly number[];
  /** Numbers what is sent. */
  readonly networks: Networks;
  /** Whether answers go to clients at once. */
  readonly localAnswers: boolean;
  /** What nodes have in common. */
  readonly memory: SharedMemory;
}

/** Which steps of a node are taken twice, to see that they come out alike: the first, and later one in so many. */
const TWICE = { first: 300, each: 8 };

/** The local states and steps of one node. */
export class LocalSteps<S, M extends Tagged, T extends Tagged, R> {
  /** Its local states. */
  readonly locals: Interner<Local<S>>;
  readonly #steps = new PairMap();
  readonly #failed = new Set<number>();
  readonly #outcomes: (readonly Outcome[])[] = [];

  /** The steps of node `node`. */
  constructor(
    readonly node: NodeId,
    readonly protocol: Protocol<S, M, T, R>,
    readonly setting: NodeSetting,
  ) {
    this.locals = new Interner(setting.networks.words);
  }

  /** How much memory the table of its steps holds. */
  get bytes(): number {
    return this.#steps.bytes;
  }

  /** The node before its first start. */
  unborn(): number {
    return this.locals.number({ state: undefined, timers: [], journal: [] });
  }

  /** The node after a crash: only its journal is left. */
  crashed(local: number): number {
    const { journal } = this.locals.value(local);
    return this.locals.number({ state: undefined, timers: [], journal });
  }

  /** Whether the node runs. */
  isUp(local: number): boolean {
    return this.locals.value(local).state !== undefined;
  }

  /** Whether the node has stopped because a handler threw. */
  hasFailed(local: number): boolean {
    return this.#failed.size > 0 && this.#failed.has(local);
  }

  /** All outcomes of an event at a node; `key` names the event, 0 its start. */
  step(
    local: number,
    key: number,
    event: (before: Local<S>) => StepEvent<M, T, R>,
  ): readonly Outcome[] {
    const known = this.#steps.get(local, key);
    if (known >= 0) return this.#outcomes[known]!;
    const before = this.locals.value(local);
    const outcomes = this.#run(local, before, event(before));
    this.#steps.add(local, key, this.#outcomes.push(outcomes) - 1);
    return outcomes;
  }

  #run(number: number, before: Local<S>, event: StepEvent<M, T, R>): Outcome[] {
    const outcomes = this.#taken(number, before, event);
    const nth = this.#outcomes.length;
    if (nth >= TWICE.first && nth % TWICE.each > 0) return outcomes;
    const again = this.#taken(number, before, event);
    const at = outcomes.findIndex((outcome, i) => !again[i] || !isSame(outcome, again[i]));
    if (at < 0 && again.length === outcomes.length) return outcomes;
    const [first, second] = [outcomes, again].map((each) => each[Math.max(at, 0)]);
    throw new TypeError(
      `Cannot explore ${
        this.#words(event)
      } because a step must depend on nothing but the state, the event and ` +
        `the Io of its node: given ${this.#difference(first, second)}`,
    );
  }

  /** What comes of all branches of a step. */
  #taken(number: number, before: Local<S>, event: StepEvent<M, T, R>): Outcome[] {
    const { cast: { nodes, names }, clocks, memory } = this.setting;
    const outcomes: Outcome[] = [];
    const copies = memory.copiesOf(this.node, before.state);
    for (const now of clocks) {
      const at = { self: names[this.node]!, nodes, now };
      for (const run of branchesOf(this.protocol, copies.next, event, at)) {
        copies.assertUnchanged(this.#words(event));
        if (event.kind === "start" && "state" in run) memory.bear(this.node, run.state);
        const outcome = "error" in run
          ? this.#threw(before, event, run)
          : this.#ended(number, before, event, run);
        // Ways that end alike are one, the first of them.
        if (!outcomes.some((other) => isSame(other, outcome))) outcomes.push(outcome);
      }
    }
    return outcomes;
  }

  /** Where two outcomes of one step differ. */
  #difference(first: Outcome | undefined, second: Outcome | undefined): string {
    const [one, other] = [first, second].map((each) => each && this.locals.value(each.local));
    const words = one?.error ?? other?.error ??
      differenceOf(one?.state, other?.state, `state`);
    return words ?? "one that asks for something else when it is taken again";
  }

  #ended(
    number: number,
    before: Local<S>,
    event: StepEvent<M, T, R>,
    run: Run<S, M, T, R>,
  ): Outcome {
    try {
      assertPlain(run.state, `the state of node ${this.node}`);
      return this.#noted(number, before, event, run);
    } catch (error) {
      return this.#threw(before, event, { now: run.now, choices: run.choices, error });
    }
  }

  #noted(
    number: number,
    before: Local<S>,
    event: StepEvent<M, T, R>,
    run: Run<S, M, T, R>,
  ): Outcome {
    const { networks, localAnswers, cast } = this.setting;
    const place = { node: this.node, cast, pending: before.timers, localAnswers };
    const effects = stepEffects(place, event, run);
    const { saved, sent, answered } = effects;
    const journal = saved.length === 0 ? before.journal : this.#compact(before, saved as R[]);
    const local = this.locals.number({ state: run.state, timers: effects.timers, journal });
    const batch = networks.batch(sent.map((envelope) => networks.envelope(envelope)));
    const answers = answered.map((envelope) => networks.envelope(envelope));
    // Written out, as there is one of these for every step.
    return {
      now: effects.now,
      choices: effects.choices,
      sent,
      answered,
      saved,
      waits: effects.waits,
      timers: effects.timers,
      local,
      batch,
      answers,
      crashed: saved.length === 0 ? local : this.crashed(local),
      idle: local === number && batch === 0 && answers.length === 0,
    };
  }

  #compact(before: Local<S>, saved: readonly R[]): readonly R[] {
    const journal = [...before.journal as R[], ...saved];
    return this.protocol.compact ? this.protocol.compact(journal) : journal.slice(-1);
  }

  #threw(before: Local<S>, event: StepEvent<M, T, R>, { now, choices, error }: Threw): Outcome {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const local = this.locals.number({
      state: undefined,
      timers: [],
      journal: before.journal,
      error: `${this.#words(event)}: ${message}`,
    });
    this.#failed.add(local);
    const nothing = { sent: [], answered: [], saved: [], waits: [], timers: [] };
    return { ...nothing, now, choices, local, batch: 0, answers: [], crashed: local, idle: false };
  }

  #words(event: StepEvent<M, T, R>): string {
    const what = event.kind === "message"
      ? `upon ${event.message.type}`
      : event.kind === "timer"
      ? `after ${event.timer.type}`
      : "start";
    return `node ${this.node}, ${what}`;
  }
}

function isSame(a: Outcome, b: Outcome): boolean {
  return a.local === b.local && a.batch === b.batch && a.crashed === b.crashed &&
    a.answers.length === b.answers.length &&
    a.answers.every((answer, i) => answer === b.answers[i]);
}
