import { assert } from "@std/assert";
import { stopBefore } from "./stop_before.ts";

Deno.test("what does not arrive has passed all lines but that of its receiver, and lies on none", () => {
  for (const gap of [26, 34, 94]) {
    const lines = Array.from({ length: 9 }, (_, i) => 50 + gap * i);
    for (const from of lines) {
      for (const to of lines) {
        for (const fate of ["under way", "lost", "partitioned", "down", "full"] as const) {
          const end = stopBefore({ from, to, gap }, fate);
          const away = Math.min(...lines.map((line) => Math.abs(line - end)));
          assert(away >= 7, `${fate} from ${from} to ${to}: ${away} px from a line`);
          assert(from === to || Math.abs(to - end) < gap && (end > from) === (to > from));
        }
      }
    }
  }
});
