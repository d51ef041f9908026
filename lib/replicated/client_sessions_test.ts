import { assertEquals } from "@std/assert";
import type { Operation } from "../model/history.ts";
import { crowds } from "../model/limits_test.ts";
import { clientsInSession, OPEN } from "./client_sessions.ts";

const requests = {
  open: () => "open" as unknown,
  ask: (command: unknown, stamp: unknown): unknown => [command, stamp],
  opened: (answer: unknown) => answer as number,
};

Deno.test("client sessions: of many clients, each finds its own last session, however often it gave up", () => {
  for (const clients of crowds) {
    const history: Operation[] = [];
    const ask = clientsInSession(requests, clients, () => history);
    for (const round of [0, 1, 8, 300]) {
      for (let client = 0; client < clients; client++) {
        const process = round * clients + client, output = 1000 * process + 7;
        const operation = { id: history.length, process, input: OPEN, invokedAt: 0, endedAt: 1 };
        history.push({ ...operation, outcome: "ok", output });
        history.push({ ...operation, outcome: "unknown" });
        // Others ask for something else, and are answered by numbers, too.
        history.push({ ...operation, process: process + 1, input: "c", outcome: "ok", output: 5 });
      }
      for (let client = 0; client < clients; client++) {
        for (const sequence of [1, 256, 2 ** 32 + 1]) {
          const session = 1000 * (round * clients + client) + 7;
          assertEquals(ask("c", { client, sequence }), ["c", {
            session,
            sequence,
            lowest: sequence,
          }]);
        }
        assertEquals(ask(OPEN, { client, sequence: 9 }), "open");
      }
    }
  }
});
