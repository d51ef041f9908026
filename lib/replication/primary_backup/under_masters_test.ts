import { assertEquals } from "@std/assert";
import { viewGovernor } from "./under_masters.ts";
import type { Report } from "./view.ts";

const idle: Report = {
  view: 0,
  holds: false,
  acknowledges: false,
  settled: false,
  sealed: null,
};

Deno.test("a change that follows another epoch changes nothing, so deciding it twice or late does no harm", () => {
  const { machine, decide } = viewGovernor({ backups: 1, acknowledgements: Infinity });
  const views = machine.init();
  const heard = (...servers: number[]) => ({
    silent: new Set<number>(),
    reports: new Map(servers.map((server) => [server, { epoch: 1, report: idle }])),
  });
  const first = decide(views, heard(1))!, other = decide(views, heard(2))!;
  machine.apply(views, first);
  const once = structuredClone(views);
  assertEquals([once.epoch, once.view.primary], [2, 1]);
  for (const late of [first, other, { ...other, after: 3 }]) machine.apply(views, late);
  assertEquals(views, once);
});
