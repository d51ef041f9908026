import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { separator } from "./separator.ts";
import { compareVersions } from "./version.ts";
import { compare, versions } from "./versions_arbitrary_test.ts";

const text = (word: string) => new TextEncoder().encode(word);

Deno.test("separator: not before the last version, before the next, and no longer than the last", () => {
  fc.assert(fc.property(versions, (versions) => {
    versions.slice(1).forEach((next, i) => {
      const last = versions[i]!, place = separator(last.key, last.sequence, next.key);
      assert(compare(last, next) < 0);
      assert(compareVersions(place.key, place.sequence, last.key, last.sequence) >= 0);
      assert(compareVersions(place.key, place.sequence, next.key, next.sequence) < 0);
      assert(place.key.length <= last.key.length);
    });
  }));
});

Deno.test("separator: it is short where there is room, and parts the versions of one key", () => {
  assertEquals(separator(text("abcdef"), 7, text("abdef")), { key: text("abd"), sequence: 0 });
  assertEquals(separator(text("abc"), 7, text("abd")), { key: text("abc"), sequence: 0 });
  assertEquals(separator(text("ab"), 7, text("abcdef")), { key: text("ab"), sequence: 0 });
  assertEquals(separator(text("abc"), 7, text("abc")), { key: text("abc"), sequence: 7 });
  assertEquals(separator(text("abc"), 7, undefined), { key: text("abc"), sequence: 0 });
});
