import { assert, assertEquals } from "@std/assert";
import { type Invariant, ofSteps, remembering } from "../model/invariant.ts";
import { type Message, noterWith, type State, type Timer } from "./noter_test.ts";
import type { WorldOptions } from "./scenario.ts";
import { World } from "./world.ts";

/** Node 0 sends two notes to node 1 at the start, who saves none of them. */
const twoNotes = noterWith((io) => {
  for (const text of ["1", "2"]) io.send(1, { type: "note", text });
});

function world(options: Partial<WorldOptions<State, Message, Timer, string>>) {
  return new World({ protocol: twoNotes, nodes: 2, seed: 1, ...options });
}

/** Remembers the most notes that node 1 has ever had. */
const grows: Invariant<State> = remembering<State, { most: number }>({
  name: "grows",
  words: "node 1 never has fewer notes than before",
  memory: () => ({ most: 0 }),
  check({ states }, memory) {
    const now = states[1]?.notes.length;
    if (now === undefined) return undefined;
    if (now < memory.most) return { words: `${now}, after ${memory.most}`, nodes: [1] };
    memory.most = now;
    return undefined;
  },
});

Deno.test("an invariant remembers a run, also over a crash, and nothing of the runs before", () => {
  const runs = [{}, { faults: [{ kind: "crash", at: 25, node: 1, downMs: 5 } as const] }, {}];
  const violations = runs.map((options) => {
    const w = world({ ...options, invariants: [grows] });
    w.run(40);
    return w.violation?.words;
  });
  assertEquals(violations, [undefined, "0, after 2", undefined]);
});

Deno.test("an invariant of steps does not see a crash as a step", () => {
  const inSteps = ofSteps<State, number>({
    name: "in steps",
    words: "nobody loses notes while running",
    digest: ({ notes }) => notes.length,
    step: (before, { notes }, node) =>
      notes.length < before ? { words: `lost ${before - notes.length}`, nodes: [node] } : undefined,
  });
  const w = world({
    invariants: [inSteps],
    faults: [{ kind: "crash", at: 25, node: 1, downMs: 2 }],
  });
  assert(w.run(40));
  assert(w.states[1]!.notes.length === 0, "what it had noted is gone");
});
