import { assert, assertEquals } from "@std/assert";
import { drawings, inWords, memory, smaller } from "./histories.ts";

Deno.test("words become a history, and a history words", () => {
  const words = "0 w x 1, 1 r x 1, 1 r y -";
  assertEquals(inWords(memory(words)), words);
  const [write, read] = memory("0 w x 1 & 1 r x -");
  assert(write!.endedAt > read!.invokedAt, "they overlap");
});

Deno.test("a process has one operation at a time, and in what is smaller all that is read was written", () => {
  const drawn = drawings(30, { processes: 3, operations: 9, keys: ["x", "y"], stale: 0.3 });
  for (const history of drawn) {
    for (const { id, process, invokedAt } of history) {
      const before = history.slice(0, id).filter((each) => each.process === process);
      assert(before.every(({ endedAt }) => endedAt < invokedAt));
    }
    for (const shorter of smaller(history)) {
      assertEquals(shorter.length, history.length - 1);
      assertEquals(inWords(memory(inWords(shorter))), inWords(shorter));
      for (const { input, output } of shorter) {
        const written = shorter.some((each) =>
          each.input.type === "write" && each.input.key === input.key && each.input.value === output
        );
        assert(output === null || written);
      }
    }
  }
});
