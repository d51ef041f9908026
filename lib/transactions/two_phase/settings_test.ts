import { assertEquals, assertThrows } from "@std/assert";
import { coordinatorOf, isOlder, nameOf } from "./names.ts";
import { settings, settingsWith } from "./settings.ts";

Deno.test("settings that cannot be are refused", () => {
  assertEquals(settingsWith({}), settings);
  const refused = (chosen: object, words: string) =>
    assertThrows(() => settingsWith(chosen), RangeError, `Cannot ${words}`);
  refused({ policy: "hope" }, "run two-phase commit because policy must be one of");
  refused({ presumption: "maybe" }, "run two-phase commit because presumption must be one of");
  refused({ tries: 0 }, "run two-phase commit because tries must be a whole number from 1 on");
  refused(
    { againMs: 0 },
    "run two-phase commit because againMs must be a finite number more than 0",
  );
  refused({ splits: ["p", "h"] }, "keep keys because splits must ascend");
  refused({ polisy: "none" }, "run two-phase commit because each name must be one of");
});

Deno.test("a name tells who coordinates, and of two transactions one is older", () => {
  assertEquals(coordinatorOf(nameOf(12, 3, 4)), 12);
  assertEquals(isOlder([1, 2, 1, 1], [2, 1, 1, 1]), true);
  assertEquals(isOlder([1, 2, 1, 1], [1, 1, 9, 9]), false);
  assertEquals(isOlder([1, 2, 1, 1], [1, 2, 1, 1]), false);
});
