import { assertEquals } from "@std/assert";
import type { Operation } from "../model/history.ts";
import { crowds } from "../model/limits_test.ts";
import { inSession, OPEN } from "./client_sessions.ts";

Deno.test("client sessions: of many clients, each finds its own last session, however often it gave up", () => {
  for (const clients of crowds) {
    const history: Operation[] = [];
    const ask = inSession(clients, () => history);
    for (const round of [0, 1, 8, 300]) {
      for (let client = 0; client < clients; client++) {
        const process = round * clients + client, result = 1000 * process + 7;
        const operation = { id: history.length, process, input: OPEN, invokedAt: 0, endedAt: 1 };
        const output = { ok: true, index: result, result };
        history.push({ ...operation, outcome: "ok", output });
        history.push({ ...operation, outcome: "unknown" });
        // Others ask for something else, and are answered, too.
        const other = { ...operation, process: process + 1, input: "c" };
        history.push({ ...other, outcome: "ok", output: { ok: true, index: 5, result: 5 } });
      }
      for (let client = 0; client < clients; client++) {
        for (const sequence of [1, 256, 2 ** 32 + 1]) {
          const session = 1000 * (round * clients + client) + 7;
          assertEquals(ask("c", { client, sequence }), {
            type: "request",
            command: "c",
            stamp: { session, sequence, lowest: sequence },
          });
        }
        assertEquals(ask(OPEN, { client, sequence: 9 }), { type: "register" });
      }
    }
  }
});
