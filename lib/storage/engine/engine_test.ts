import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { compareKeys, withPrefix } from "./engine.ts";

const bytes = fc.uint8Array({ maxLength: 4 });

Deno.test("compareKeys: as hexadecimal texts compare", () => {
  fc.assert(fc.property(bytes, bytes, (a, b) => {
    const [x, y] = [a.toHex(), b.toHex()];
    assertEquals(Math.sign(compareKeys(a, b)), x < y ? -1 : x > y ? 1 : 0);
  }));
});

Deno.test("withPrefix: a key is in the range if and only if it begins so", () => {
  const few = fc.uint8Array({ maxLength: 3 }).map((key) =>
    key.map((byte) => byte > 250 ? 255 : byte % 3)
  );
  fc.assert(fc.property(few, few, (prefix, key) => {
    const { from, to } = withPrefix(prefix);
    const isIn = compareKeys(from!, key) <= 0 && (to === undefined || compareKeys(key, to) < 0);
    assertEquals(isIn, key.toHex().startsWith(prefix.toHex()));
  }));
});
