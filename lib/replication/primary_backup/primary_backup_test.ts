import { assertEquals, assertThrows } from "@std/assert";
import { nested } from "../../model/nested.ts";
import { StepIo } from "../../model/step_io.ts";
import { bare } from "../../replicated/requests.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { naivePair } from "./naive.ts";
import { primaryBackup } from "./primary_backup.ts";
import { rules } from "./rules.ts";
import { settings, settingsWith } from "./settings.ts";
import type { Server, State } from "./state.ts";
import { storeMachine } from "./storms.ts";
import { primaryBackupUnderMasters, viewGovernor } from "./under_masters.ts";
import { viewMachine } from "./views.ts";

Deno.test("primary–backup: settings that cannot be are refused", () => {
  assertThrows(
    () => settingsWith({ machine: storeMachine, backups: -1 }),
    RangeError,
    "Cannot copy a state machine to backups because backups must be a whole number from 0 on: given -1",
  );
  const wrong: readonly (readonly [given: unknown, words: string])[] = [
    [null, "its settings must be a record: given null"],
    [{}, "machine must be a state machine"],
    [{ machine: { init: 1, apply: 1 } }, "machine must be a state machine"],
    [{ viewNodes: 0 }, "viewNodes must be a whole number from 1 on"],
    [{ backups: NaN }, "backups must be a whole number from 0 on"],
    [{ backups: Infinity }, "backups must be a whole number from 0 on"],
    [{ acknowledgements: -1 }, "acknowledgements must be a whole number from 0 on, or Infinity"],
    [{ acknowledgements: 0.5 }, "acknowledgements must be a whole number from 0 on, or Infinity"],
    [{ reads: "any" }, 'reads must be one of "forwarded", "confirmed"'],
    [{ durable: 1 }, "durable must be true or false"],
    [{ whenNotPrimary: "drop" }, 'whenNotPrimary must be one of "forward", "redirect"'],
    [{ pingMs: 0 }, "pingMs must be a finite number from 1 on, or Infinity"],
    [{ silenceMs: Infinity }, "silenceMs must be a finite number from 1 on"],
    [{ retryMs: NaN }, "retryMs must be a finite number from 1 on, or Infinity"],
    [{ chunkBytes: 0 }, "chunkBytes must be a whole number from 1 on, or Infinity"],
    [{ maxSessions: 0 }, "maxSessions must be a whole number from 1 on"],
    [{ backup: 1 }, "given backup"],
  ];
  for (const [given, words] of wrong) {
    const isWhole = given === null || Object.keys(given as object).length === 0 ||
      "machine" in (given as object);
    const options = isWhole ? given : { machine: storeMachine, ...given as object };
    for (const make of [settingsWith, primaryBackup]) {
      assertThrows(() => make(options as never), RangeError, words);
    }
  }
});

Deno.test("primary–backup: what is not chosen is synchronous, and what is chosen stays", () => {
  assertEquals(settingsWith({ machine: storeMachine }), { ...settings, machine: storeMachine });
  const chosen = {
    machine: storeMachine,
    viewNodes: 3,
    backups: 2,
    acknowledgements: 1,
    reads: "confirmed",
    durable: true,
    whenNotPrimary: "redirect",
    pingMs: Infinity,
    silenceMs: 1,
    retryMs: Infinity,
    chunkBytes: Infinity,
    maxSessions: 1,
  } as const;
  assertEquals(settingsWith(chosen), chosen);
});

Deno.test("a naive pair and views that cannot be are refused", () => {
  for (
    const times of [null, { beatMs: 0, silenceMs: 9 }, { beatMs: 9, silenceMs: NaN }, { beatMs: 9 }]
  ) {
    assertThrows(() => naivePair(times as never), RangeError, "Cannot make a naive pair because");
  }
  for (
    const [backups, acknowledgements] of [[-1, 0], [NaN, 0], [1, -1], [1, NaN], [Infinity, 0]]
  ) {
    const chosen = { backups: backups!, acknowledgements: acknowledgements! };
    assertThrows(() => viewMachine(chosen, rules), RangeError, "Cannot decide on views because");
    assertThrows(() => viewGovernor(chosen), RangeError, "Cannot decide on views because");
  }
  assertThrows(() => viewMachine(null as never, rules), RangeError, "Cannot decide on views");
});

Deno.test("primary–backup under masters: what either cannot be is refused", () => {
  const make = (options: object, masters: object) => () =>
    primaryBackupUnderMasters({ machine: storeMachine, ...options }, masters);
  assertThrows(make({ backups: -1 }, {}), RangeError, "Cannot copy a state machine to backups");
  assertThrows(make({}, { masters: 0 }), RangeError, "Cannot be a configuration master");
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
