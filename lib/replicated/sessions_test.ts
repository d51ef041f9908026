import { assertEquals } from "@std/assert";
import { admit, openSession, remember, type Sessions } from "./sessions.ts";

const stamp = (session: number, sequence: number, lowest = 0) => ({ session, sequence, lowest });

Deno.test("sessions: a request is new once, then repeated, and old when the client needs it no more", () => {
  const sessions: Sessions = new Map();
  openSession(sessions, 3, 10);
  assertEquals(admit(sessions, stamp(3, 1)), { type: "new" });
  remember(sessions, stamp(3, 1), "one", 4);
  assertEquals(admit(sessions, stamp(3, 1)), { type: "repeated", answer: "one" });
  remember(sessions, stamp(3, 2, 2), "two", 5);
  assertEquals(admit(sessions, stamp(3, 1)), { type: "old" });
  assertEquals(admit(sessions, stamp(3, 2)), { type: "repeated", answer: "two" });
  assertEquals(sessions.get(3)!.answers.size, 1);
});

Deno.test("sessions: requests of one client may be under way at once, in any order", () => {
  const sessions: Sessions = new Map();
  openSession(sessions, 1, 10);
  remember(sessions, stamp(1, 5), "five", 2);
  assertEquals(admit(sessions, stamp(1, 4)), { type: "new" });
  remember(sessions, stamp(1, 4), undefined, 3);
  assertEquals(admit(sessions, stamp(1, 4)), { type: "repeated", answer: undefined });
});

Deno.test("sessions: a client's word that needs less than it said before changes nothing", () => {
  const sessions: Sessions = new Map();
  openSession(sessions, 1, 10);
  remember(sessions, stamp(1, 5, 5), "five", 2);
  remember(sessions, stamp(1, 6, 3), "six", 3);
  assertEquals(sessions.get(1)!.lowest, 5);
});

Deno.test("sessions: of too many, the one that rested longest ends; the one just opened stays", () => {
  const sessions: Sessions = new Map();
  for (const index of [1, 2, 3]) openSession(sessions, index, 3);
  remember(sessions, stamp(1, 0), null, 4);
  openSession(sessions, 5, 3);
  assertEquals([...sessions.keys()], [1, 3, 5]);
  assertEquals(admit(sessions, stamp(2, 0)), { type: "expired" });
  openSession(sessions, 6, 1);
  assertEquals([...sessions.keys()], [6]);
});
