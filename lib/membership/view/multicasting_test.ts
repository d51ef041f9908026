import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { diary } from "./diary.ts";
import { inViews } from "./in_views.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";

/** Node 0 of three; what happens to it, and the numbers of the messages that it sends to node 1 then. */
function member() {
  const protocol = inViews(diary(2), { acknowledges: false }), at = { self: 0, nodes: 3 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const next = (event: StepEvent<Message<string>, Timer, Saved<string>>): number[] => {
    const taken = step(protocol, state, event, at);
    state = taken.state;
    return taken.effects.flatMap((effect) =>
      effect.kind === "send" && effect.to === 1 && effect.message.type === "data"
        ? [effect.message.sequence]
        : []
    );
  };
  const hear = (message: Message<string>) => next({ kind: "message", from: 1, message });
  return { state: () => state, next, hear };
}

Deno.test("views: what has overtaken others is delivered with the last of them, and not only when it is sent again", () => {
  const { state, hear } = member();
  for (const [sequence, payload] of [[3, "c"], [2, "b"], [1, "a"]] as const) {
    hear({ type: "data", view: 1, sequence, payload });
  }
  const { app, channels } = state();
  assertEquals(app.pages.at(-1)!.delivered.map(({ payload }) => payload), ["a", "b", "c"]);
  assertEquals(channels.get(1)!.early, new Map());
});

Deno.test("views: what is sent again is what the other had time to get and has not", () => {
  const { next, hear } = member();
  const ask = (input: string) =>
    next({ kind: "message", from: 9, message: { type: "ask", input } });
  const beat = (got: number) =>
    hear({ type: "beat", view: 1, got: new Map([[0, got]]), suspects: [], closed: false });
  assertEquals(["a", "b", "c"].map(ask), [[1], [2], [3]]);
  assertEquals(beat(0), []);
  next({ kind: "timer", timer: { type: "beat" } });
  ask("d");
  assertEquals([beat(1), beat(2), beat(1), beat(3)], [[2, 3], [3], [3], []]);
});

Deno.test("views: what one member says to another alone is heard in the view in which it was said, from its members", () => {
  const heard: string[] = [];
  const protocol = inViews<null, string>({
    start: () => null,
    onView() {},
    onDeliver() {},
    onMessage: (_, { from, payload }) => void heard.push(`${from} ${payload}`),
  }, { founders: [0, 1] });
  const at = { self: 0, nodes: 3 };
  const { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  for (const [from, view] of [[1, 1], [2, 1], [1, 0], [1, 2]] as const) {
    const message = { type: "direct", view, payload: `in ${view}` } as const;
    step(protocol, state, { kind: "message", from, message }, at);
  }
  assertEquals(heard, ["1 in 1"]);
});

Deno.test("views: what had waited and was sent before a crash is not sent again after it", () => {
  const protocol = inViews(diary(2), { durable: true, window: 2, acknowledges: false });
  const at = { self: 0, nodes: 2 }, journal: Saved<string>[] = [];
  let { state, effects } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const messages: readonly (readonly [from: number, message: Message<string>])[] = [
    ...["a", "b", "c", "d"].map((input) => [9, { type: "ask", input }] as const),
    [1, { type: "ack", view: 1, sequence: 1 }],
  ];
  for (
    const [from, message] of [undefined, ...messages].map((each) => each ?? [0, null] as const)
  ) {
    if (message !== null) {
      ({ state, effects } = step(protocol, state, { kind: "message", from, message }, at));
    }
    for (const effect of effects) if (effect.kind === "save") journal.push(effect.record);
  }
  assertEquals(state.queue, ["d"]);
  assertEquals(step(protocol, undefined, { kind: "start", journal }, at).state.queue, ["d"]);
});
