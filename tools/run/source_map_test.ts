import { assertEquals } from "@std/assert";
import { decodeNumbers, originalLine } from "./source_map.ts";

function script(mappings: string): string {
  return `code\n//# sourceMappingURL=data:application/json;base64,${
    btoa(JSON.stringify({ mappings }))
  }`;
}

Deno.test("numbers are in base 64 with the sign in the lowest bit", () => {
  assertEquals(decodeNumbers("AAgBC"), [0, 0, 16, 1]);
  assertEquals(decodeNumbers("DF"), [-1, -2]);
});

Deno.test("emitted lines are found in the original, counted from 1", () => {
  // Line 1 from line 5, line 2 has no origin, line 3 from line 6 and then 4.
  const mapped = script("AAIA;;AACA,EAFA");
  assertEquals(originalLine(mapped, 1), 5);
  assertEquals(originalLine(mapped, 2), undefined);
  assertEquals(originalLine(mapped, 3), 6);
  assertEquals(originalLine(mapped, 9), undefined);
});

Deno.test("a script without a map has no original", () => {
  assertEquals(originalLine("code", 1), undefined);
});
