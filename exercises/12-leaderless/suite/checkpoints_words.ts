/** What a replica keeps, in words. @module */

import { told } from "hb/grade/part.ts";
import { type Keeper, type Kept, label, type Session, type Snapshot } from "../given.ts";

/** The value of an instance. */
export function kept(value: readonly Kept[]): string {
  if (value.length === 0) return "a no-op";
  return value.map((each) =>
    each === "checkpoint"
      ? "a checkpoint"
      : `${each.name} (${each.client} ${each.number}, has all below ${each.lowest})`
  ).join(" + ");
}

function sessionsWords(sessions: ReadonlyMap<string, Session>): string {
  const all = [...sessions].filter(([, { lowest, answers }]) => lowest > 1 || answers.size > 0)
    .sort(([a], [b]) => a < b ? -1 : 1)
    .map(([client, { lowest, answers }]) =>
      `${client} (all below ${lowest}${
        [...answers].sort(([a], [b]) => a - b).map(([number, answer]) => `, ${number} → ${answer}`)
          .join("")
      })`
    );
  return all.join(" ") || "none";
}

/** A snapshot. */
export function snapshotWords({ number, through, beyond, machine, sessions }: Snapshot): string {
  return `snapshot ${number}: up to ${through.join(" ")}, besides ${
    [...beyond].sort().join(" ") || "none"
  }; machine ${machine.join(" ") || "empty"}; sessions ${sessionsWords(sessions)}`;
}

/** All that a replica keeps. */
export function stateWords(s: Keeper): string[] {
  try {
    return [
      `machine ${s.machine.join(" ") || "empty"}`,
      `sessions ${sessionsWords(s.sessions)}`,
      ...s.snapshot.number === 0 ? [] : [`keeps ${snapshotWords(s.snapshot)}`],
      ...s.rows.flatMap((row, replica) =>
        [...row].map(([slot, value]) => {
          const name = label({ replica, slot });
          return `has ${name}: ${kept(value)}${s.executed.has(name) ? ", executed" : ""}`;
        })
      ),
      ...[...s.executed].filter((name) => {
        const [replica, slot] = name.split(".").map(Number);
        return !s.rows[replica!]?.has(slot!);
      }).map((name) => `counts ${name} as executed, and has it no more`),
    ];
  } catch {
    return [`its state is ${told(s)}`];
  }
}

/** Whether the state and the snapshot have something in common that may change. */
export function* sharedWords({ machine, sessions, snapshot }: Keeper): Generator<string> {
  if (snapshot.machine === machine) yield "shares `machine` with its snapshot";
  if (snapshot.sessions === sessions) yield "shares `sessions` with its snapshot";
  for (const [client, session] of sessions) {
    const other = snapshot.sessions.get(client);
    if (other === session || other?.answers === session.answers) {
      yield `shares the session of ${client} with its snapshot`;
    }
  }
}
