import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { SwimIo, Timer } from "./messages.ts";
import { rules } from "./rules.ts";
import { lifeguard, settings, suspicionDeadlines } from "./settings.ts";
import type { News } from "./standing.ts";
import { born } from "./state.ts";
import { beginSuspicion, confirm, passDeadline, type Patience } from "./suspicion.ts";

const NODES = 6;
const how: Patience = {
  setting: { ...settings, ...lifeguard, suspicionPeriods: 5, periodMs: 1 },
  rule: rules,
};

/** When node 0 takes node 5 for dead that node 1 suspects at time 0, and others later. */
function deathOf(again: readonly { readonly by: number; readonly at: number }[]): number {
  const s = born(0, NODES),
    accusation = (by: number): News => (
      { member: 5, status: "suspect", incarnation: 0, by }
    );
  let now = 0, due: { at: number; timer: Timer & { type: "suspicion" } } | undefined;
  const io = {
    wait: (ms: number, timer: Timer) => due = { at: now + ms, timer: timer as never },
  } as unknown as SwimIo;
  beginSuspicion(how, s, accusation(1), io);
  for (const { by, at } of [...again, { by: 1, at: Infinity }]) {
    while (due !== undefined && due.at < at) {
      const { timer } = due;
      now = due.at;
      due = undefined;
      if (passDeadline(how, s, timer, io)) return now;
    }
    now = at;
    if (confirm(how, s, accusation(by)).isEnough) return now;
  }
  return Infinity;
}

Deno.test("suspicion: it is death when as much time has passed as its number of accusers wants, whenever each came", () => {
  const deadlines = suspicionDeadlines(how.setting, NODES);
  assertEquals([deadlines.length, deadlines[0], deadlines[3]], [4, 30, 5]);
  const accusers = fc.array(fc.record({ by: fc.integer({ min: 1, max: 4 }), at: fc.nat(35) }), {
    maxLength: 6,
  });
  fc.assert(fc.property(accusers, (some) => {
    const again = some.toSorted((a, b) => a.at - b.at);
    // The formula of the paper, looked at each time that somebody accuses.
    const deaths = [0, ...again.map(({ at }) => at)].map((now) => {
      const distinct = new Set([1, ...again.filter(({ at }) => at <= now).map(({ by }) => by)]);
      return Math.max(now, deadlines[Math.min(distinct.size - 1, 3)]!);
    });
    assertAlmostEquals(deathOf(again), Math.min(...deaths), 1e-9);
  }));
});

Deno.test("suspicion: without Lifeguard it takes the same time, whoever accuses", () => {
  const s = born(0, NODES), waits: number[] = [];
  const io = { wait: (ms: number) => void waits.push(ms) } as unknown as SwimIo;
  const plain = { setting: settings, rule: rules };
  beginSuspicion(plain, s, { member: 5, status: "suspect", incarnation: 0, by: 1 }, io);
  const again = [2, 3].map((by) =>
    confirm(plain, s, { member: 5, status: "suspect", incarnation: 0, by })
  );
  assertEquals([again, waits], [Array(2).fill({ isNew: false, isEnough: false }), [4000]]);
});
