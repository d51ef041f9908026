import { assert, assertEquals } from "@std/assert";
import { lifeguard } from "../../../membership/swim/settings.ts";
import { crashKnown, deadlines } from "./deadlines.ts";

Deno.test("swim deadlines: with Lifeguard they fall with each confirmation to what they are without", () => {
  const ms = deadlines([10], lifeguard).map((each) => Math.round(each.ms));
  assertEquals(ms, [24_000, 11_381, 4000]);
  assertEquals(deadlines([10]).map((each) => each.ms), [4000]);
});

Deno.test("swim deadlines: a crash is known about as soon with Lifeguard as without", () => {
  const plain = crashKnown({}, { runs: 4 }), guarded = crashKnown(lifeguard, { runs: 4 });
  assert(plain.suspectedMs < plain.deadMs && plain.deadMs <= plain.allMs);
  assert(guarded.allMs < 1.3 * plain.allMs, `${guarded.allMs}, ${plain.allMs}`);
});
