import { assertEquals } from "@std/assert";
import type { CallProtocol, State } from "../../rpc/call.ts";
import { exactlyOnce } from "../../rpc/exactly_once.ts";
import { describeSchedule } from "../../sim/fault.ts";
import { bank, users, verdict } from "./bank.ts";
import { everySchedule, firstMessages } from "./fates.ts";

Deno.test("two messages with four fates each make sixteen schedules, no two alike", () => {
  const schedules = everySchedule(firstMessages(1, [1, 0]));
  assertEquals(new Set(schedules.map((each) => describeSchedule(each))).size, 16);
  assertEquals(schedules[0], []);
  assertEquals(schedules.at(-1), [
    { kind: "delay", from: 1, to: 0, nth: 1, latencyMs: 80 },
    { kind: "delay", from: 0, to: 1, nth: 1, latencyMs: 80 },
  ]);
});

/** Forgets the session of a client that has asked for nothing for so long. */
function forgetting(afterMs: number): CallProtocol {
  const heard = new Map<State, number>();
  return {
    ...exactlyOnce,
    upon: {
      ...exactlyOnce.upon,
      request(s, event, io) {
        if (io.now() - (heard.get(s) ?? 0) > afterMs) s.sessions.clear();
        heard.set(s, io.now());
        exactlyOnce.upon.request(s, event, io);
      },
    },
  };
}

Deno.test("an account that forgets after 160 ms passes all 4,096 schedules, and not a later copy", () => {
  const small = { network: {}, clients: users(1, 2) };
  const all = everySchedule(firstMessages(3, [1, 0]));
  const broken = all.filter((faults) =>
    verdict(bank(forgetting(160), small), faults, 1) !== undefined
  );
  assertEquals([all.length, broken.length], [4096, 0]);
  const copy = { kind: "duplicate", from: 1, to: 0, nth: 2, latencyMs: 210 } as const;
  assertEquals(verdict(bank(forgetting(160), small), [copy], 1), "at most once");
  assertEquals(verdict(bank(exactlyOnce, small), [copy], 1), undefined);
});
