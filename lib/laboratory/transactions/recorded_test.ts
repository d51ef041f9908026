/** The runs of real databases that were recorded are judged as it was noted when they were. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import duckdbSnapshotWriteSkew from "./recorded/duckdb_snapshot_write_skew.json" with {
  type: "json",
};
import postgresReadCommittedBank from "./recorded/postgres_read_committed_bank.json" with {
  type: "json",
};
import postgresReadCommittedListAppend from "./recorded/postgres_read_committed_list_append.json" with {
  type: "json",
};
import postgresReadCommittedLostUpdate from "./recorded/postgres_read_committed_lost_update.json" with {
  type: "json",
};
import postgresRepeatableReadListAppend from "./recorded/postgres_repeatable_read_list_append.json" with {
  type: "json",
};
import postgresRepeatableReadWriteSkew from "./recorded/postgres_repeatable_read_write_skew.json" with {
  type: "json",
};
import postgresSerializableListAppend from "./recorded/postgres_serializable_list_append.json" with {
  type: "json",
};
import postgresSerializableWriteSkew from "./recorded/postgres_serializable_write_skew.json" with {
  type: "json",
};
import sqliteDeferredBank from "./recorded/sqlite_deferred_bank.json" with { type: "json" };
import sqliteReadUncommittedListAppend from "./recorded/sqlite_read_uncommitted_list_append.json" with {
  type: "json",
};
import { assertHistory } from "../../model/history.ts";
import { judgeRecording, noted, readRecording, writeRecording } from "./recorded.ts";

const files: readonly unknown[] = [
  duckdbSnapshotWriteSkew,
  postgresReadCommittedBank,
  postgresReadCommittedListAppend,
  postgresReadCommittedLostUpdate,
  postgresRepeatableReadListAppend,
  postgresRepeatableReadWriteSkew,
  postgresSerializableListAppend,
  postgresSerializableWriteSkew,
  sqliteDeferredBank,
  sqliteReadUncommittedListAppend,
];

for (const file of files) {
  const { recording, verdict } = readRecording(file);
  const { database, level, workload, history } = recording;
  Deno.test(`${database}, ${level}, ${workload}: the verdict is the one that was noted`, () => {
    assert(history.length <= 60, `${history.length}`);
    assertHistory(history);
    assertEquals(noted(judgeRecording(recording)), verdict);
  });

  Deno.test(`${database}, ${level}, ${workload}: what is written is what was read`, () => {
    const again = readRecording(JSON.parse(writeRecording(recording)));
    assertEquals(again, { recording, verdict });
  });
}

Deno.test("the recordings show what each level lets happen, and what none does", () => {
  const shown = (database: string, level: string) =>
    new Set(
      files.map(readRecording).filter(({ recording }) =>
        recording.database.startsWith(database) && recording.level === level
      ).flatMap(({ verdict }) => Object.keys(verdict.anomalies)),
    );
  assert(shown("PostgreSQL", "read committed").isSupersetOf(new Set(["lost update", "G-single"])));
  assertEquals([...shown("PostgreSQL", "repeatable read")], ["G2-item"]);
  assertEquals([...shown("PostgreSQL", "serializable")], []);
  assertEquals([...shown("SQLite", "deferred")], []);
  assert(shown("SQLite", "read uncommitted").isSupersetOf(new Set(["G1a", "G1b"])));
  assertEquals([...shown("DuckDB", "snapshot")], ["G2-item"]);
});

Deno.test("what is no recording is refused", () => {
  for (
    const file of [null, {}, [], { history: [] }, { verdict: {} }, { history: 1, verdict: {} }]
  ) {
    assertThrows(() => readRecording(file), TypeError, "Cannot read a recording");
  }
});
