import { assertEquals } from "@std/assert";
import { blame, doubt, patient } from "./lifeguard.ts";
import { lifeguard, settings } from "./settings.ts";
import { born } from "./state.ts";

Deno.test("lifeguard: doubts grow to 8, which makes a member nine times as patient, and no further", () => {
  const s = born(0, 3), guarded = { ...settings, ...lifeguard };
  const seen = [1, 3, 3, 3].map((more) => {
    doubt(s, guarded, more);
    return [s.awareness, patient(s, 500)];
  });
  assertEquals(seen, [[1, 1000], [4, 2500], [7, 4000], [8, 4500]]);
});

Deno.test("lifeguard: without it no member doubts itself", () => {
  const s = born(0, 3);
  doubt(s, settings, 3);
  assertEquals([s.awareness, patient(s, 500)], [0, 500]);
});

Deno.test("lifeguard: of a failed probe, helpers that were silent count against the prober, and those that said nothing is there do not", () => {
  assertEquals([blame(3, 3), blame(3, 1), blame(3, 0), blame(1, 2)], [0, 2, 3, 0]);
  assertEquals(blame(0, 0), 1);
});
