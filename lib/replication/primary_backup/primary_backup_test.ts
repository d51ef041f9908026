import { assertEquals, assertThrows } from "@std/assert";
import { nested } from "../../model/nested.ts";
import { StepIo } from "../../model/step_io.ts";
import { bare } from "../../replicated/requests.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { primaryBackup } from "./primary_backup.ts";
import { settingsWith } from "./settings.ts";
import type { Server, State } from "./state.ts";
import { storeMachine } from "./storms.ts";

Deno.test("primary–backup: settings that cannot be are refused", () => {
  assertThrows(
    () => settingsWith({ machine: storeMachine, backups: -1 }),
    RangeError,
    "Cannot copy a state machine to backups because backups must be a whole number from 0 on: given -1",
  );
  assertEquals(settingsWith({ machine: storeMachine }).acknowledgements, Infinity);
});

/** What a durable primary saves that does some operations. */
function journalOf(): Saved[] {
  const records: Saved[] = [];
  const protocol = primaryBackup({ machine: storeMachine, durable: true, backups: 0 });
  const world = new World<State, Message, Timer, Saved>({
    protocol: {
      ...protocol,
      start: (io, journal) => protocol.start(recording(io), journal),
      upon: {
        ...protocol.upon,
        request: (s, event, io) => protocol.upon.request(s, event, recording(io)),
        view: (s, event, io) => protocol.upon.view(s, event, recording(io)),
      },
    },
    nodes: 2,
    seed: 1,
    network: { latency: constant(1) },
    clients: {
      workload: [["1", "2", "3"].map((value) => ({
        at: 100,
        input: { type: "put", key: `k${value}`, value },
      }))],
      ask: bare,
      to: () => 1,
    },
  });
  world.run(300);
  return records;
  function recording(io: Parameters<typeof protocol.start>[0]) {
    return nested(io, {
      save(record) {
        if (io.self === 1) records.push(structuredClone(record));
        io.save(record);
      },
    });
  }
}

Deno.test("primary–backup: a server starts from a journal as from its compaction, wherever it is compacted", () => {
  const protocol = primaryBackup({ machine: storeMachine, durable: true });
  const startWith = (journal: readonly Saved[]) => {
    const io = new StepIo<Message, Timer, Saved>({ self: 1, nodes: 3 });
    return [protocol.start(io, journal), io.effects] as const;
  };
  const journal = journalOf();
  const [state] = startWith(journal);
  assertEquals((state as Server).copy.position, { index: 3, term: 1 });
  for (let at = 0; at <= journal.length; at++) {
    const compacted = [...protocol.compact!(journal.slice(0, at)), ...journal.slice(at)];
    assertEquals(startWith(compacted), startWith(journal), `${at}`);
  }
});
