import { assertEquals } from "@std/assert";
import type { Edit } from "./operation.ts";
import { fugue, rga } from "./sequence.ts";

Deno.test("what several operations deleted is kept until the last of them is stable", () => {
  for (const text of [fugue, rga]) {
    for (const [first, then, at] of [[0, 0, 1], [1, 0, 1]] as const) {
      const here = text.init(), there = text.init();
      const edit = (edit: Edit) => {
        const operation = text.prepare(here, 0, edit);
        text.effect(here, operation);
        return operation;
      };
      const known = [
        edit({ type: "insert", at: 0, text: "ab" }),
        edit({ type: "delete", at: first, count: 1 }),
      ];
      edit({ type: "delete", at: then, count: 1 });
      text.stable!(here, new Map([[0, 2]]));
      // Who knows of the first deletion only may insert beside what the second deletes.
      for (const operation of known) text.effect(there, operation);
      text.effect(here, text.prepare(there, 1, { type: "insert", at, text: "x" }));
      assertEquals(text.value(here), "x", `${text.name}, "${"ab"[first]}" is deleted first`);
    }
  }
});
