import { assert, assertEquals } from "@std/assert";
import type { Report } from "./view.ts";
import fc from "fast-check";

import { rules } from "./rules.ts";
import { isAcknowledged, type ViewCommand, viewMachine, type Views } from "./views.ts";

const idle: Report = {
  view: 0,
  holds: false,
  acknowledges: false,
  settled: false,
  sealed: null,
};

function serviceOf(backups: number, acknowledgements = Infinity) {
  const service = viewMachine({ backups, acknowledgements }, rules);
  const views = service.init();
  const hear = (server: number, report: Partial<Report> = {}) =>
    service.apply(views, { type: "heard", server, report: { ...idle, ...report } });
  const silent = (server: number) => service.apply(views, { type: "silent", server });
  return { views, hear, silent };
}

const brief = ({ view: { number, primary, backups }, acknowledged }: Views) =>
  `${number}: ${primary}→${backups.join()} (${acknowledged.number})`;

Deno.test("view service: the first server begins, and the next one is its backup when the view is acknowledged", () => {
  const { views, hear } = serviceOf(1);
  hear(2);
  hear(1);
  assertEquals(brief(views), "1: 2→ (0)");
  hear(2, { view: 1, holds: true, acknowledges: true });
  assertEquals(brief(views), "2: 2→1 (1)");
  hear(1, { view: 2 });
  hear(2, { view: 2, holds: true });
  assertEquals(brief(views), "2: 2→1 (1)");
});

Deno.test("view service: a backup that has not been sent the state does not become primary", () => {
  const { views, hear, silent } = serviceOf(1);
  hear(1);
  hear(1, { view: 1, holds: true, acknowledges: true });
  hear(2);
  silent(1);
  assertEquals(brief(views), "2: 1→2 (1)");
  // It comes back, sends the state and acknowledges; now its backup may take its place.
  hear(1, { view: 2, holds: true, acknowledges: true });
  silent(1);
  assertEquals(brief(views), "3: 2→ (2)");
});

Deno.test("view service: a server that begins the first view and restarts does not begin it again", () => {
  const { views, hear } = serviceOf(1);
  hear(1);
  hear(1, { view: 1 });
  assertEquals(brief(views), "2: 1→ (0)");
});

Deno.test("view service: a primary that has restarted with nothing is replaced, though it is heard", () => {
  const { views, hear } = serviceOf(1);
  hear(1);
  hear(1, { view: 1, holds: true, acknowledges: true });
  hear(2);
  hear(1, { view: 2, holds: true, acknowledges: true });
  hear(1);
  assertEquals(brief(views), "2: 1→2 (2)");
  hear(1, { view: 2 });
  assertEquals(brief(views), "3: 2→ (2)");
});

Deno.test("view service: whatever it is told, views are numbered on, and primaries come out of the view before", () => {
  const servers = fc.integer({ min: 1, max: 4 });
  const command = fc.oneof(
    fc.record({ type: fc.constant("silent" as const), server: servers }),
    fc.record({
      type: fc.constant("heard" as const),
      server: servers,
      behind: fc.integer({ min: 0, max: 1 }),
      holds: fc.boolean(),
      acknowledges: fc.boolean(),
      index: fc.integer({ min: -1, max: 3 }),
    }),
  );
  fc.assert(
    fc.property(
      fc.array(command, { maxLength: 60 }),
      fc.constantFrom(1, Infinity),
      (all, acknowledgements) => {
        const service = viewMachine({ backups: 3, acknowledgements }, rules);
        const views = service.init();
        for (const each of all) {
          const { view: was, acknowledged } = structuredClone(views);
          const told: ViewCommand = each.type === "silent" ? each : {
            type: "heard",
            server: each.server,
            report: {
              view: Math.max(0, was.number - each.behind),
              holds: each.holds,
              acknowledges: each.acknowledges,
              settled: false,
              sealed: each.index < 0 ? null : { index: each.index, term: 1 },
            },
          };
          const changed = service.apply(views, told);
          const { view: is } = views;
          assert(changed || is.number === was.number);
          assert(is.number === was.number || is.number === was.number + 1);
          assert(
            !is.backups.includes(is.primary ?? -1) &&
              new Set(is.backups).size === is.backups.length,
          );
          assert(is.holders.every((server) => is.backups.includes(server)));
          assert(is.backups.length <= 3 && views.acknowledged.number <= is.number);
          if (is.number === was.number) continue;
          const members = [was.primary, ...was.backups, ...acknowledged.backups];
          assert(is.first ? acknowledged.number === 0 : members.includes(is.primary));
          assert(!isAcknowledged(views));
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});
