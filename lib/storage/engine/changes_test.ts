import { assertThrows } from "@std/assert";
import { assertChanges } from "./changes.ts";
import type { Change } from "./engine.ts";

const key = new Uint8Array(), value = key, from = key, to = key;

Deno.test("a put, a delete and a delete of a range are changes, and nothing else is", () => {
  const all: Change[] = [
    { type: "put", key, value },
    { type: "delete", key },
    { type: "delete range", from, to },
  ];
  assertChanges([]);
  assertChanges(all);
  for (
    const [change, words] of [
      [{ type: "merge", key, value }, 'given "merge" with key: bytes, value: bytes'],
      [{ type: "put", key: "a", value }, 'given "put" with key: string, value: bytes'],
      [{ type: "put", key }, 'given "put" with key: bytes'],
      [{ type: "delete" }, 'given "delete"'],
      [
        { type: "delete range", from, to: null },
        'given "delete range" with from: bytes, to: object',
      ],
      [{}, "given undefined"],
      [null, "given null"],
      [undefined, "given undefined"],
    ] as const
  ) {
    const wrong = change as unknown as Change;
    assertThrows(() => assertChanges([...all, wrong]), TypeError, words);
    assertThrows(() => assertChanges([wrong]), TypeError, "Cannot write a batch because each");
  }
});
