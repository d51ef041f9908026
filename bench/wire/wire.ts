/**
 * `deno task bench wire`: what it costs to write, to route and to read Raft's append messages in each format, by turns
 * in one process. The rows with targets belong to `deno task bench`.
 *
 * @module
 */

import { median } from "../measure.ts";
import type { Row } from "../row.ts";
import { COMMAND_BYTES } from "hb/laboratory/wire/append.ts";
import {
  fixed,
  type Format,
  json,
  ourProtobuf,
  plainCodec,
  type Tasks,
} from "hb/laboratory/wire/formats.ts";
import { protobufEs } from "./protobuf_es.ts";

const contestants = [json, plainCodec, ourProtobuf, protobufEs, fixed];
const tasks = ["encode", "route", "readAll", "glance"] as const;
type Task = typeof tasks[number];

const SIZES = [1, 10, 100];
const TURNS = 9;
/** How long one format has one turn, about, in ms. */
const TURN_MS = 30;

/** What each format needs for a message, in µs: one for each turn. */
type Times = ReadonlyMap<Format, Readonly<Partial<Record<Task, readonly number[]>>>>;

/** Rows for the two goals: views against the codec that copies, and against JSON. */
export function measureWire(): Row[] {
  return SIZES.flatMap((entries) => {
    const times = measure(entries);
    return [
      row(entries, times, plainCodec, 1 / 1.3),
      row(entries, times, json, 1 / 3),
    ];
  });
}

function row(entries: number, times: Times, limit: Format, target: number): Row {
  const theirs = times.get(limit)!.route!, ours = times.get(fixed)!.route!;
  return {
    name:
      `append message of ${entries} × ${COMMAND_BYTES} B: routed as a view, beside ${limit.name}`,
    limit: `${limit.name}: ${perSecond(theirs)}`,
    measured: perSecond(ours),
    // Neighbouring turns, so that what slows the machine down slows both.
    ratio: median(ours.map((us, turn) => us / theirs[turn]!)),
    target: Number(target.toFixed(2)),
  };
}

function measure(entries: number): Times {
  const all = contestants.map((format) => ({
    format,
    prepared: format.prepare(entries),
    times: {} as Partial<Record<Task, number[]>>,
  }));
  for (const task of tasks) {
    // The first turns, in which the code is compiled, do not count.
    for (let turn = -2; turn < TURNS; turn++) {
      for (const { prepared, times } of all) {
        const us = microseconds(prepared, task);
        if (us !== undefined && turn >= 0) (times[task] ??= []).push(us);
      }
    }
  }
  return new Map(all.map(({ format, times }) => [format, times]));
}

function microseconds(prepared: Tasks, task: Task): number | undefined {
  if (prepared[task] === undefined) return undefined;
  let runs = 0, sum = 0;
  const start = performance.now();
  for (let now = start; now - start < TURN_MS; now = performance.now()) {
    for (let i = 0; i < 100; i++) sum += prepared[task]!();
    runs += 100;
  }
  if (sum < 0) throw new Error("Cannot measure because a message must be read: it was not");
  return (performance.now() - start) * 1000 / runs;
}

function perSecond(us: readonly number[]): string {
  return `${Math.round(1e6 / median(us)).toLocaleString("en")} messages/s`;
}

/** All that was measured, as a table. */
export function report(): string {
  const lines = SIZES.flatMap((entries) => {
    const times = measure(entries);
    return [
      `${entries} × ${COMMAND_BYTES} B`,
      ...contestants.map((format) => {
        const { length } = format.prepare(entries).bytes;
        const cells = tasks.map((task) => {
          const own = times.get(format)![task];
          if (own === undefined) return "".padEnd(26);
          const limit = times.get(plainCodec)![task] ?? times.get(plainCodec)!.route!;
          const faster = median(limit.map((us, turn) => us / own[turn]!));
          return `${median(own).toFixed(2).padStart(9)} µs ${faster.toFixed(2).padStart(6)} ×`
            .padEnd(26);
        });
        return [`  ${format.name}`.padEnd(16), `${length} B`.padStart(9), ...cells].join(" ");
      }),
    ];
  });
  const heads = tasks.map((task) => task.padStart(12).padEnd(26));
  const words =
    "× is how many messages for each one of the plain codec; a glance is held against its route.";
  return [["".padEnd(26), ...heads].join(" "), ...lines, words].join("\n");
}
