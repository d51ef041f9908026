/** What a sharded store is asked for on the command line, and what its folder remembers. */

import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { OperationalError } from "hb/host/operational_error.ts";
import { parseCluster } from "../../../tools/cluster/arguments.ts";
import { memberArguments } from "../../../tools/cluster/member_command.ts";
import { planFor } from "../../../tools/cluster/plan.ts";

/** What runs when this is asked for. */
function kindOf(...args: string[]) {
  const { protocol, reads, groups, splitMb } = parseCluster(args);
  return [protocol, reads, groups, splitMb];
}

Deno.test("how many ranges there are, or how large one may be, says that there are ranges", () => {
  assertEquals(kindOf(), ["raft", "log", undefined, undefined]);
  assertEquals(kindOf("--groups", "16"), ["multiraft", "log", 16, 8]);
  assertEquals(kindOf("--split-mb", "0.5"), ["multiraft", "log", 64, 0.5]);
  const all = ["--protocol=multiraft", "--reads=lease", "--groups=1", "--split-mb=64"];
  assertEquals(kindOf(...all), ["multiraft", "lease", 1, 64]);
});

const wrong: readonly (readonly [string, RegExp])[] = [
  ["--groups=0", /--groups must be a whole number from 1 to 1024: given "0"/],
  ["--groups=1025", /--groups must be a whole number from 1 to 1024: given "1025"/],
  ["--split-mb=0", /--split-mb must be a number from 0.01 to 64: given "0"/],
  ["--split-mb=65", /--split-mb must be a number from 0.01 to 64: given "65"/],
  ["--split-mb=1e1", /--split-mb must be a number from 0.01 to 64: given "1e1"/],
  ["--protocol=raft --groups=4", /--groups needs --protocol multiraft: given --protocol raft$/],
  ["--protocol=raft --split-mb=4", /--split-mb needs --protocol multiraft: given/],
  ["--groups=4 --reads=pqr", /--reads pqr needs --protocol raft or multipaxos: given/],
  ["--groups=4 --reads=bodega", /--reads bodega needs --protocol multipaxos: given/],
  ["--protocol=raft --reads=bodega", /--reads bodega needs --protocol multipaxos: given/],
  ["--groups=4 --grpc", /--grpc needs a store of one log: given/],
];

for (const [words, message] of wrong) {
  Deno.test(`a sharded store is not run with ${words}`, () => {
    const error = assertThrows(() => parseCluster(words.split(" ")), Error);
    assertMatch(error.message, message);
  });
}

Deno.test("each node of a sharded store is started with what the cluster was", () => {
  const options = parseCluster(["--groups=16", "--split-mb=0.5", "--reads=lease", "--nodes=5"]);
  assertEquals(parseCluster(memberArguments(options, 3)), { ...options, only: 3 });
});

Deno.test("a sharded store goes on with the ranges that it began with, or not at all", async () => {
  const data = await Deno.makeTempDir({ prefix: "ranges-" });
  const ranges = { nodes: 3, protocol: "multiraft", reads: "log", groups: 16, splitMb: 1 } as const;
  const plan = planFor(data, ranges);
  assertEquals(planFor(data, ranges), plan);
  for (
    const [other, words] of [
      [{ ...ranges, groups: 64 }, "--groups 64 because .* with 16: give --groups 16, or"],
      [{ ...ranges, splitMb: 2 }, "--split-mb 2 because .* with 1: give --split-mb 1, or"],
      [{ ...ranges, reads: "lease" }, "--reads lease because .* with log"],
      [{ nodes: 3, protocol: "raft", reads: "log" }, "--protocol raft because .* with multiraft"],
    ] as const
  ) {
    const { message } = assertThrows(() => planFor(data, other), OperationalError);
    assertMatch(message, new RegExp(`^Cannot run with ${words}`));
  }
  await Deno.remove(data, { recursive: true });
});
