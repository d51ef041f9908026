import { assertEquals } from "@std/assert";
import { kit } from "../../reads/kit.ts";
import { STORIES, told } from "./scenes.ts";

for (const name of STORIES) {
  Deno.test(`reads: the story of "${name}" ends with a stale read, and not with the right rules`, () => {
    const { wrong, right } = told(name);
    assertEquals([wrong.linearizable, right.linearizable], [false, true]);
  });
}

Deno.test("reads: every mistake of the kit has a story", () => {
  assertEquals(new Set<string>(STORIES), new Set(Object.keys(kit.bugs)));
});
