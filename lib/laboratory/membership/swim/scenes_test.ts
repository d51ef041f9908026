import { assert, assertEquals, assertThrows } from "@std/assert";
import type { State } from "../../../membership/swim/state.ts";
import type { Trace } from "../../../model/trace.ts";
import { sceneOf, SCENES } from "./scenes.ts";

/** The types of messages, in the order in which they are first sent. */
function types(trace: Trace): string[] {
  return [
    ...new Set(
      trace.flatMap((event) =>
        event.kind === "send" ? [(event.body as { type: string }).type] : []
      ),
    ),
  ];
}

/** What node 0 holds of a member, one after the other. */
function held(trace: Trace, member: number): string[] {
  const all = trace.flatMap((event) => {
    if (event.kind !== "state" || event.node !== 0) return [];
    const known = (event.state as State).known.get(member);
    return known === undefined ? [] : [`${known.status} ${known.incarnation}`];
  });
  return all.filter((each, i) => each !== all[i - 1]);
}

Deno.test("swim scenes: each shows what it says", () => {
  assertEquals(types(sceneOf("a probe").trace), ["ping", "ack"]);
  const link = sceneOf("a bad link").trace;
  assert(types(link).includes("ping-req") && held(link, 1).length === 0);
  assertEquals(held(sceneOf("a false suspicion").trace, 1), ["suspect 0", "alive 1"]);
  assertEquals(held(sceneOf("a crash").trace, 1), ["suspect 0", "dead 0"]);
  assertEquals(held(sceneOf("a newcomer").trace, 3), ["alive 0"]);
  assertEquals(held(sceneOf("a farewell").trace, 3), ["left 0"]);
});

Deno.test("swim scenes: all are there, each with a sentence, and the same each time", () => {
  for (const name of SCENES) {
    const { words, trace } = sceneOf(name);
    assert(words.endsWith("."));
    assertEquals(sceneOf(name).trace, trace);
  }
});

Deno.test("swim scenes: settings with which node 0 does not probe are refused", () => {
  assertThrows(() => sceneOf("a probe", { members: 1 }), RangeError, "node 0 must probe node 1");
});
