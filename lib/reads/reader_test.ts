import { assertThrows } from "@std/assert";
import { keyValueMachine } from "../replicated/state_machine/key_value.ts";
import { raftLog } from "./raft_log.ts";
import { reading } from "./reading.ts";

Deno.test("reads: settings that make no sense are refused in words", () => {
  const log = raftLog({ machine: keyValueMachine as Parameters<typeof raftLog>[0]["machine"] });
  const ways = 'way must be one of "log", "read index", "follower", "leader lease", "pqr"';
  for (
    const [options, words] of [
      [{ way: "nonsense" }, `${ways}: given nonsense`],
      [{}, `${ways}: given undefined`],
      [{ way: "leader lease", drift: 1 }, "drift must be a fraction from 0 to below 1: given 1"],
      ...[0, -1, NaN].map((maxAsked) =>
        [{ way: "pqr", maxAsked }, `maxAsked must be 1 or more: given ${maxAsked}`] as const
      ),
    ] as const
  ) {
    const why = `Cannot read from a log because ${words}`;
    assertThrows(() => reading(log, options as Parameters<typeof reading>[1]), RangeError, why);
  }
});
