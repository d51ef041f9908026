import { assertEquals } from "@std/assert";
import type { Labels } from "../../model/labels.ts";
import { castOf } from "../../model/story/cast.ts";
import { storyOf } from "../../model/story/story.ts";
import type { Trace } from "../../model/trace.ts";
import { everything, laneKey, momentsShown, typesOf } from "./filter.ts";
import { momentsOf } from "./moments.ts";
import { sampleTrace } from "./sample_test.ts";
import { sceneOf } from "./scene_of.ts";
import { narrator } from "./words.ts";

const story = storyOf(sampleTrace);
const cast = castOf(story, { node: (id) => ["office", "shop"][id]! });
const moments = momentsOf(sampleTrace);

Deno.test("a scene joins sends with their ends, and crashes with restarts, by moments", () => {
  const scene = sceneOf(story, moments, cast);
  assertEquals(
    scene.passages.map(({ from, to, sent, ended, fate, label }) =>
      `${from.name} → ${to.name} ${label} ${sent}–${ended} ${fate}`
    ),
    ["office → shop put x 1–2 delivered", "shop → office done 2–4 delivered"],
  );
  assertEquals(
    scene.stretches.map(({ lane, kind, from, to }) => `${lane.name} ${kind} ${from}–${to}`),
    ["client 0 ok 1–4", "shop down 5–7"],
  );
  assertEquals(scene.troubles.map(({ from, until }) => [from, until]), [[3, 9]]);
  assertEquals(scene.violations, [{ moment: 9, invariant: "calm" }]);
  assertEquals(
    scene.spots.filter(({ kind }) => kind !== "state").map(({ kind, lane }) => [kind, lane.name]),
    [["crash", "shop"], ["start", "shop"], ["timer", "office"], ["breach", "shop"]],
  );
});

Deno.test("operations end in each of their ways, and what nobody began is left alone", () => {
  const invoke = (operation: number) =>
    ({ kind: "invoke", process: operation, address: 9 + operation, operation, input: 1 }) as const;
  const trace: Trace = [
    { at: 0, ...invoke(0) },
    { at: 0, ...invoke(1) },
    { at: 1, kind: "fail", process: 0, operation: 0 },
    { at: 2, kind: "unknown", process: 1, operation: 1 },
    { at: 3, kind: "ok", process: 1, operation: 7, output: undefined },
    { at: 3, kind: "deliver", message: 9, from: 9, to: 10, body: {} },
  ];
  // The client of this one began before the trace did.
  const late = { at: 3, kind: "ok", process: 5, operation: 8, output: 2 } as const;
  const own = castOf(storyOf(trace));
  const scene = sceneOf(storyOf(trace), momentsOf(trace), own);
  assertEquals(scene.stretches.map(({ label }) => label), ["1 → failed", "1 → unknown"]);
  const say = narrator(storyOf(trace), own);
  assertEquals(say(trace[2]!), "client 0 learns that its operation failed");
  assertEquals(say(trace[3]!).slice(0, 21), "client 1 gives up, an");
  assertEquals(say(trace[4]!), "client 1 is answered: done");
  assertEquals(say(late), "client 5 is answered: 2");
});

Deno.test("every event is told in a sentence, by the names of its nodes", () => {
  const say = narrator(story, cast);
  assertEquals(sampleTrace.filter(({ kind }) => kind !== "state").map(say), [
    "office starts",
    "shop starts",
    "client 0 asks at office: x",
    "office sends put x to shop",
    "shop receives put x from office",
    "shop sends done to office",
    "the link slows (until 9 ms)",
    "office receives done from shop",
    "client 0 is answered: 1",
    "shop crashes and forgets what it had not saved",
    "put x from office never reaches shop: the receiver is down",
    "shop starts again from what it had saved",
    "a timer of office goes off: tick",
    "violated: calm (it was not)",
  ]);
  assertEquals(say({ at: 0, kind: "save", node: 0, record: 2 }), "office saves 2");
  assertEquals(say({ at: 0, kind: "state", node: 0, state: 2 }), "office changes its state");
  assertEquals(say({ at: 0, kind: "pause", node: 0 }), "office freezes");
  assertEquals(say({ at: 0, kind: "resume", node: 0 }), "office goes on as if nothing had been");
  const copy = sampleTrace.find(({ kind }) => kind === "send")!;
  assertEquals(
    say({ ...copy, copyOf: 0 } as typeof copy),
    "the network copies put x from office to shop",
  );
});

Deno.test("a filter leaves the moments of which it leaves anything", () => {
  const shown = (filter: Partial<typeof everything>) =>
    momentsShown(story, moments, cast, { ...everything, ...filter });
  assertEquals(shown({}), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals(typesOf(story), ["put", "done"]);
  // Without "put" nothing is left of its loss; its delivery also sends "done".
  assertEquals(shown({ types: new Set(["put"]) }), [0, 1, 2, 3, 4, 5, 7, 8, 9]);
  assertEquals(shown({ types: new Set(["put", "done"]) }), [0, 1, 3, 4, 5, 7, 8, 9]);
  const shop = cast.lanes.find(({ name }) => name === "shop")!;
  assertEquals(shown({ lanes: new Set([laneKey(shop)]) }), [0, 1, 3, 4, 8, 9]);
});

Deno.test("labels are said in place of types and fields, wherever there are some", () => {
  const labels: Labels = {
    client: (process) => `user ${process}`,
    message: (body) => `«${(body as { type: string }).type}»`,
    state: (state) => (state as { log?: string[] }).log?.join(),
    timer: () => "the bell",
    record: (record) => `L2 [${record}]`,
    request: (input) => `buy ${input}`,
    answer: (output) => `sold ${output}`,
  };
  const named = castOf(story, labels);
  const { passages, stretches, spots } = sceneOf(story, moments, named, labels);
  assertEquals(passages.map(({ label }) => label), ["«put»", "«done»"]);
  assertEquals(stretches.map(({ label }) => label), ["buy x → sold 1", ""]);
  assertEquals(spots.find(({ kind }) => kind === "timer")?.label, "the bell");
  const say = narrator(story, named, labels);
  assertEquals([4, 5, 8, 12, 14, 16].map((event) => say(sampleTrace[event]!)), [
    "user 0 asks at node 0: buy x",
    "node 0 sends «put» to node 1",
    "node 1 sends «done» to node 0",
    "user 0 is answered: sold 1",
    "«put» from node 0 never reaches node 1: the receiver is down",
    "a timer of node 0 goes off: the bell",
  ]);
  assertEquals(say({ at: 0, kind: "save", node: 0, record: "1|3" }), "node 0 saves L2 [1|3]");
  assertEquals(say(sampleTrace[9]!), "node 1 is now x");
  assertEquals(say(sampleTrace[1]!), "node 0 changes its state");
});
