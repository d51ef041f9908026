import { assert, assertEquals } from "@std/assert";
import { bigRange } from "./big_range.ts";

Deno.test("what is one range leaves by the links of one node, and many ranges by those of many", () => {
  const small = { kilobytes: 800, bandwidth: 100 };
  const [one, many] = [1, 12].map((groups) => bigRange({ groups, ...small }));
  assertEquals([one!.lost, one!.lostKilobytes, many!.lost, many!.lostKilobytes], [1, 800, 6, 400]);
  // 800 kB at 100 kB a second, after five seconds in which the driver waits.
  assert(one!.tookMs > 12_500 && one!.tookMs < 16_000, `${one!.tookMs}`);
  assert(many!.tookMs < one!.tookMs - 4000, `${many!.tookMs}`);
});
