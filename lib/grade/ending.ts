/**
 * Steps that never end: a handler that goes around for ever would hold up whoever judges it, and could be told
 * only by how long it took. Most of them look at their state again and again, or send without end, and that is
 * counted.
 *
 * @module
 */

import { nested } from "../model/nested.ts";
import type { Handlers, Io, Protocol, Tagged } from "../model/protocol.ts";
import { memberNames } from "./members.ts";

/** Thrown in a step that looks at its state, or asks something of its node, more often than any step needs. */
export class NoEnd extends Error {
  /** Told apart from other errors by it. */
  override readonly name = "NoEnd";
}

/** More often than this no step looks at its state; when one step had no end, fewer show that another has none. */
const MOST_LOOKS = 2_000_000, MOST_AGAIN = 100_000;

/** More often than this no step asks something of its node. What it sends takes memory. */
const MOST_ASKED = 100_000;

/**
 * The same protocol, whose steps end: a step that looks at the fields of its state millions of times, or sends,
 * answers and so on a hundred thousand times, throws `NoEnd`. What a step does without either of them is not seen.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { ending, NoEnd } from "hb/grade/ending.ts";
 * import { StepIo } from "hb/model/step_io.ts";
 *
 * const { start, upon } = ending<{ waiting: number[] }, { type: "news" }>({
 *   start: () => ({ waiting: [1] }),
 *   upon: {
 *     news(s) {
 *       while (s.waiting.length > 0);
 *     },
 *   },
 * });
 * const io = new StepIo<{ type: "news" }, never, never>({ self: 0, nodes: 2 });
 * assertThrows(() => upon.news(start(io, []), { type: "news", from: 1 }, io), NoEnd);
 * ```
 */
export function ending<S, M extends Tagged, T extends Tagged = never, R = never>(
  protocol: Protocol<S, M, T, R>,
): Protocol<S, M, T, R> {
  const counter = new Counter();
  const { upon, after } = protocol;
  return {
    ...protocol,
    start: (io, journal) => counter.step(() => protocol.start(counter.io(io), journal)),
    upon: counted(upon, counter),
    ...(after === undefined ? {} : { after: counted(after, counter) }),
  };
}

function counted<S, E extends Tagged, X, M extends Tagged, T extends Tagged, R>(
  handlers: Handlers<S, E, X, Io<M, T, R>>,
  counter: Counter,
): Handlers<S, E, X, Io<M, T, R>> {
  const own = handlers as Record<string, (state: S, event: unknown, io: Io<M, T, R>) => void>;
  const types = memberNames(handlers).filter((type) => typeof own[type] === "function");
  return Object.fromEntries(types.map((type) => [
    type,
    (state: S, event: unknown, io: Io<M, T, R>) => {
      counter.watch(state);
      counter.step(() => own[type]!(state, event, counter.io(io)));
    },
  ])) as Handlers<S, E, X, Io<M, T, R>>;
}

/** How often a step has looked at its state and asked something of its node. */
class Counter {
  #mostLooks = MOST_LOOKS;
  /** Between two steps anybody may look. */
  #looksLeft = Infinity;
  #asked = 0;
  readonly #watched = new WeakSet<object>();

  /** Takes a step. */
  step<G>(take: () => G): G {
    this.#looksLeft = this.#mostLooks;
    this.#asked = 0;
    try {
      return take();
    } finally {
      this.#looksLeft = Infinity;
    }
  }

  /** From now on, whoever looks at a field of this is counted. Its fields are as they were in all else. */
  watch(state: unknown): void {
    if (typeof state !== "object" || state === null || this.#watched.has(state)) return;
    this.#watched.add(state);
    if (Array.isArray(state) || ArrayBuffer.isView(state)) return;
    for (const [key, each] of Object.entries(Object.getOwnPropertyDescriptors(state))) {
      if (!each.configurable || !each.writable) continue;
      let held: unknown = each.value;
      Object.defineProperty(state, key, {
        enumerable: each.enumerable ?? true,
        configurable: true,
        get: () => {
          this.#look();
          return held;
        },
        set(next: unknown) {
          held = next;
        },
      });
    }
  }

  /** The same world, for a step that is counted. */
  io<M extends Tagged, T extends Tagged, R>(io: Io<M, T, R>): Io<M, T, R> {
    const spend = () => {
      if (++this.#asked > MOST_ASKED) {
        throw noEnd(`it has asked something of its node ${MOST_ASKED} times`);
      }
    };
    return nested(io, {
      now: () => (spend(), io.now()),
      choose: (n) => (spend(), io.choose(n)),
      send: (to, message, ahead) => (spend(), io.send(to, message, ahead)),
      answer: (client, result, ahead) => (spend(), io.answer(client, result, ahead)),
      wait: (delayMs, timer) => (spend(), io.wait(delayMs, timer)),
    });
  }

  #look(): void {
    if (--this.#looksLeft >= 0) return;
    const most = this.#mostLooks;
    this.#mostLooks = MOST_AGAIN;
    throw noEnd(`it has looked at its state ${most} times`);
  }
}

function noEnd(words: string): NoEnd {
  return new NoEnd(`a step that does not come to an end: ${words}`);
}
