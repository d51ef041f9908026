import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { clone } from "hb/model/clone.ts";
import { nested } from "hb/model/nested.ts";
import type { Io, Protocol } from "hb/model/protocol.ts";
import { type Outcome, step } from "hb/model/step.ts";
import type { Choice, Effect, StepEvent } from "hb/model/step_effect.ts";
import {
  type Message,
  restless,
  SPAN_MS,
  type State,
  type Timer,
  worlds,
} from "hb/sim/world_arbitrary_test.ts";
import { World } from "hb/sim/world.ts";

type NodeIo = Io<Message, Timer, State>;
type Event = StepEvent<Message, Timer, State>;

/** Passes everything on to `io` and writes it down, by other means than `step` does. */
function overheard(io: NodeIo) {
  const effects: Effect<Message, Timer, State>[] = [];
  const choices: Choice[] = [];
  const ear = nested(io, {
    choose(of) {
      const took = io.choose(of);
      choices.push({ took, of });
      return took;
    },
    send(to, message) {
      effects.push({ kind: "send", to, message: clone(message) });
      io.send(to, message);
    },
    answer(client, result) {
      effects.push({ kind: "answer", client, result: clone(result) });
      io.answer(client, result);
    },
    wait(delayMs, timer) {
      effects.push({ kind: "wait", delayMs, timer: clone(timer) });
      io.wait(delayMs, timer);
    },
    cancel(type, key) {
      effects.push({ kind: "cancel", type, ...(key === undefined ? {} : { key }) });
      io.cancel(type, key);
    },
    save(record) {
      effects.push({ kind: "save", record: clone(record) });
      io.save(record);
    },
  });
  return { ear, effects, choices };
}

/** The restless protocol in a world, with each of its steps taken a second time by `step`. */
function doubled(
  compare: (simulated: Outcome<State, Message, Timer, State>, pure: unknown) => void,
) {
  const twice = (
    before: State | undefined,
    event: Event,
    io: NodeIo,
    run: (io: NodeIo) => State,
  ) => {
    const { ear, effects, choices } = overheard(io);
    const [given, happened] = [clone(before), clone(event)];
    const state = run(ear);
    const at = { self: io.self, nodes: io.peers.length, now: io.now() };
    const took = choices.map((choice) => choice.took);
    compare({ state, effects, choices }, step(restless, given, happened, { ...at, choices: took }));
    return state;
  };
  const upon = <E extends Message & { from: number }>(
    handler: (s: State, event: E, io: NodeIo) => void,
  ) =>
  (s: State, event: E, io: NodeIo) => {
    const { from, ...message } = event;
    const happened = { kind: "message", from, message: message as unknown as Message } as const;
    twice(s, happened, io, (ear) => (handler(s, event, ear), s));
  };
  const after = <E extends Timer>(handler: (s: State, timer: E, io: NodeIo) => void) =>
  (
    s: State,
    timer: E,
    io: NodeIo,
  ) => void twice(s, { kind: "timer", timer }, io, (ear) => (handler(s, timer, ear), s));
  const protocol: Protocol<State, Message, Timer, State> = {
    start: (io, journal) =>
      twice(undefined, { kind: "start", journal }, io, (ear) => restless.start(ear, journal)),
    upon: { ask: upon(restless.upon.ask), work: upon(restless.upon.work) },
    after: { tick: after(restless.after!.tick), alarm: after(restless.after!.alarm) },
  };
  return protocol;
}

Deno.test("every step of random worlds leads where the pure step leads", () => {
  let steps = 0;
  const protocol = doubled((simulated, pure) => {
    steps++;
    assertEquals(pure, simulated);
  });
  fc.assert(
    fc.property(worlds, (options) => {
      const world = new World({ ...options, protocol, trace: "none" });
      world.run(SPAN_MS * 2);
      assertEquals(world.violation, undefined);
    }),
    { seed: 2, numRuns: 100 },
  );
  assert(steps > 5000, `${steps} steps were compared`);
});
