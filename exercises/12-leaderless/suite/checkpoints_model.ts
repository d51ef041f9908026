/** What a replica must keep, and say. @module */

import { clone } from "hb/model/clone.ts";
import type { Model } from "hb/grade/played.ts";
import { type Id, type Keeper, type Kept, label, type Session, type Snapshot } from "../given.ts";
import type { Event } from "./checkpoints_cases.ts";
import { kept, snapshotWords, stateWords } from "./checkpoints_words.ts";

/** A replica that knows nothing. */
export function atFirst(replicas: number): Keeper {
  const through = Array.from({ length: replicas }, () => 0);
  return {
    rows: through.map(() => new Map()),
    executed: new Set(),
    machine: [],
    sessions: new Map(),
    snapshot: { number: 0, through, beyond: [], machine: [], sessions: new Map() },
  };
}

/** The model: it makes all of its state anew, of the whole sequence of what was executed. */
export function keeperOf(
  replicas: number,
  values: Readonly<Record<string, readonly Kept[]>>,
): Model<Event> {
  const known = new Map<string, Id>();
  let base = atFirst(replicas).snapshot, done: Id[] = [];
  let answers: (number | undefined)[] = [];
  const isIn = (id: Id) => includes(base, id);
  const state = (): Keeper => {
    const { machine, sessions } = replay(base, done, values);
    const s: Keeper = { ...atFirst(replicas), machine, sessions, snapshot: base };
    for (const id of known.values()) s.rows[id.replica]!.set(id.slot, values[label(id)]!);
    for (const id of done) s.executed.add(label(id));
    return s;
  };
  const forget = () => {
    for (const [name, id] of known) if (isIn(id)) known.delete(name);
    done = [];
  };
  return {
    resolve(event) {
      if (event.type === "install") return event;
      const { id } = event, isDone = done.some((each) => label(each) === label(id));
      if (event.type === "execute" && (!known.has(label(id)) || isDone)) return undefined;
      return event;
    },
    after(event) {
      const says: string[] = [];
      switch (event.type) {
        case "tell":
          if (!isIn(event.id)) known.set(label(event.id), event.id);
          break;
        case "ask":
          if (isIn(event.id)) says.push(`sends "install ${snapshotWords(base)}" to ${event.from}`);
          else if (known.has(label(event.id))) {
            const words = kept(values[label(event.id)]!);
            says.push(`sends "${label(event.id)} is decided: ${words}" to ${event.from}`);
          }
          break;
        case "install":
          if (event.snapshot.number > base.number) {
            base = clone(event.snapshot);
            forget();
          }
          break;
        case "execute": {
          done.push(event.id);
          ({ answers } = replay(base, done, values));
          for (const [i, answer] of answers.entries()) {
            if (answer !== undefined) says.push(`answers command ${i}: ${answer}`);
          }
          if (values[label(event.id)]!.includes("checkpoint")) {
            base = snapshotOf(base, done, values);
            forget();
          }
        }
      }
      return [...says, ...stateWords(state())];
    },
  };
}

/** What is in a snapshot. */
export function includes({ through, beyond }: Snapshot, id: Id): boolean {
  return id.slot <= through[id.replica]! || beyond.includes(label(id));
}

/** The snapshot after these. */
export function snapshotOf(
  base: Snapshot,
  done: readonly Id[],
  values: Readonly<Record<string, readonly Kept[]>>,
): Snapshot {
  const { machine, sessions } = replay(base, done, values);
  const all = new Set([...base.beyond, ...done.map(label)]);
  const through = base.through.map((slot, replica) => {
    while (all.has(label({ replica, slot: slot + 1 }))) slot++;
    return slot;
  });
  const beyond = [...all].filter((name) => {
    const [replica, slot] = name.split(".").map(Number);
    return slot! > through[replica!]!;
  });
  return { number: base.number + 1, through, beyond, machine, sessions };
}

/** What executing these comes to, and the answers to the last. */
function replay(
  base: Snapshot,
  done: readonly Id[],
  values: Readonly<Record<string, readonly Kept[]>>,
): { machine: string[]; sessions: Map<string, Session>; answers: (number | undefined)[] } {
  const copy = clone(base), machine = [...copy.machine], sessions = new Map(copy.sessions);
  let answers: (number | undefined)[] = [];
  for (const id of done) {
    answers = values[label(id)]!.map((command) => {
      if (command === "checkpoint") return undefined;
      const { client, number, name } = command;
      const before = sessions.get(client) ?? { lowest: 1, answers: new Map<number, number>() };
      const lowest = Math.max(before.lowest, command.lowest);
      const known = new Map([...before.answers].filter(([each]) => each >= lowest));
      sessions.set(client, { lowest, answers: known });
      if (number < lowest) return undefined;
      if (!known.has(number)) known.set(number, machine.push(name));
      return known.get(number);
    });
  }
  return { machine, sessions, answers };
}
