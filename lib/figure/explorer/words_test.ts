import { assertEquals } from "@std/assert";
import { castOf } from "../../model/story/cast.ts";
import { storyOf } from "../../model/story/story.ts";
import type { Trace } from "../../model/trace.ts";
import { narrator } from "./words.ts";

Deno.test("a save tells what became of the journal, where that was compacted at once", () => {
  const save = { at: 1, kind: "save", node: 0, record: { type: "entered" } } as const;
  const trace: Trace = [
    save,
    { ...save, compacted: { from: 3, to: 1 } },
    { ...save, compacted: { from: 1, to: 1 } },
  ];
  const story = storyOf(trace);
  assertEquals(trace.map(narrator(story, castOf(story))), [
    "node 0 saves entered",
    "node 0 saves entered; its journal of 3 records is compacted to 1",
    "node 0 saves entered; its journal of 1 record is compacted to 1",
  ]);
});
