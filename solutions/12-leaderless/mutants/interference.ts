/** Parts 1 and 2 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/12-leaderless/answers.ts";
import type {
  Command,
  Id,
  Interference,
  Known,
  Value,
} from "../../../exercises/12-leaderless/given.ts";
import { interference } from "../interference.ts";
import { quorums } from "../quorums.ts";

/** Another relation, and what depends on what by it. */
function related(interfere: Interference["interfere"]): Partial<Interference> {
  return {
    interfere,
    attributes(rows, id, value) {
      const seen = rows.map((row) =>
        new Map([...row].filter(([, known]) => interfere(value, known.value)))
      );
      return interference.attributes(seen, id, value);
    },
  };
}

/** Values as they look to somebody who overlooks something. */
function seenAs(look: (command: Command) => Command): Partial<Interference> {
  return related((a, b) => interference.interfere(a.map(look), b.map(look)));
}

type Rows = readonly ReadonlyMap<number, Known>[];

/** What depends on what, where some instances are overlooked. */
function among(sees: (slot: number, known: Known, replica: number, id: Id) => boolean) {
  return {
    attributes: (rows: Rows, id: Id, value: Value) =>
      interference.attributes(
        rows.map((row, replica) =>
          new Map([...row].filter(([slot, known]) => sees(slot, known, replica, id)))
        ),
        id,
        value,
      ),
  };
}

export const interferenceMutants: Mutants<Answers> = {
  interference: {
    "reads do not count: a read may come before a write or after it": seenAs((command) => ({
      ...command,
      reads: [],
    })),
    "reads interfere: two reads of one thing need an order": seenAs((command) => ({
      ...command,
      writes: [...command.writes, ...command.reads],
    })),
    "one direction: whoever writes what the other reads, and not the other way round": related((
      a,
      b,
    ) =>
      a.some((one) =>
        b.some((other) =>
          one.client === other.client ||
          [...other.reads, ...other.writes].some((name) =>
            one.writes.includes(name) || one.writes.includes("*") || name === "*" &&
              one.writes.length > 0
          )
        )
      )
    ),
    "one key: only the first thing that a command names": seenAs((command) => ({
      ...command,
      reads: command.reads.slice(0, 1),
      writes: command.writes.slice(0, 1),
    })),
    "everything is a name like others: a command for all of it comes anywhere": seenAs((
      command,
    ) => ({
      ...command,
      reads: command.reads.filter((name) => name !== "*"),
      writes: command.writes.filter((name) => name !== "*"),
    })),
    "clients do not count: a client's second command may come before its first": seenAs((
      command,
    ) => ({ ...command, client: command.name })),
    "the first command: the rest of a batch is overlooked": related((a, b) =>
      interference.interfere(a.slice(0, 1), b.slice(0, 1))
    ),
    "ten commands: the rest of a batch is overlooked": related((a, b) =>
      interference.interfere(a.slice(0, 10), b.slice(0, 10))
    ),
    "the last of a row: whether it interferes or not": {
      attributes: (rows, id, value) => ({
        ...interference.attributes(rows, id, value),
        dependencies: rows.map((row, replica) =>
          Math.max(
            0,
            ...[...row.keys()].filter((slot) => replica !== id.replica || slot < id.slot),
          )
        ),
      }),
    },
    "whatever was heard last: the order in which slots come": {
      attributes: (rows, id, value) => ({
        ...interference.attributes(rows, id, value),
        dependencies: rows.map((row, replica) =>
          [...row].findLast(([slot, known]) =>
            (replica !== id.replica || slot < id.slot) &&
            interference.interfere(value, known.value)
          )?.[0] ?? 0
        ),
      }),
    },
    "up to the first hole: what comes after it is not known": {
      attributes(rows, id, value) {
        const until = rows.map((row) => {
          let slot = 1;
          while (row.has(slot)) slot++;
          return slot;
        });
        return among((slot, _, replica) => slot < until[replica]!).attributes(rows, id, value);
      },
    },
    "other rows only: its own comes before anyway": among((_slot, _known, replica, id) =>
      replica !== id.replica
    ),
    "itself: an instance depends on itself": {
      attributes: (rows, id, value) =>
        interference.attributes(rows, { ...id, slot: id.slot + 1 }, value),
    },
    "all of its own row: what comes after it, too": {
      attributes: (rows, id, value) =>
        interference.attributes(rows, { ...id, slot: Infinity }, value),
    },
    "five replicas: other rows are not looked at": among((_slot, _known, replica) => replica < 5),
    "three replicas: other rows are not looked at": among((_slot, _known, replica) => replica < 3),
    "sequence numbers of those that are named: a lower slot may have a greater one": {
      attributes(rows, id, value) {
        const { dependencies } = interference.attributes(rows, id, value);
        const named = dependencies.map((slot, replica) => rows[replica]!.get(slot)?.sequence ?? 0);
        return { dependencies, sequence: 1 + Math.max(0, ...named) };
      },
    },
    "sequence numbers of all: of what does not interfere, too": {
      attributes: (rows, id, value) => ({
        ...interference.attributes(rows, id, value),
        sequence: 1 +
          Math.max(0, ...rows.flatMap((row) => [...row.values()].map((k) => k.sequence))),
      }),
    },
    "no greater: the sequence number of the last that interferes": {
      attributes(rows, id, value) {
        const { dependencies, sequence } = interference.attributes(rows, id, value);
        return { dependencies, sequence: Math.max(1, sequence - 1) };
      },
    },
  },
  quorums: {
    "a majority is enough for the fast path: recovery cannot tell": {
      fast: ({ replicas }) => Math.floor(replicas / 2) + 1,
    },
    "everybody must agree: one that is down ends the fast path": {
      fast: ({ replicas }) => replicas,
    },
    "fast as if e were f: too few": { fast: ({ replicas, failures }) => replicas - failures },
    "the coordinator is not counted: one too few": {
      fast: ({ replicas, fastFailures }) => replicas - fastFailures - 1,
    },
    "a majority whatever f is: more than can answer, or fewer than meet": {
      slow: ({ replicas }) => Math.floor(replicas / 2) + 1,
    },
    "two thirds: right for three replicas only": {
      slow: ({ replicas }) => Math.ceil(replicas * 2 / 3),
    },
    "half is fewer than half: two of four may be down": {
      isSafe: (sizes) =>
        sizes.replicas >= 2 * sizes.failures && sizes.fastFailures <= sizes.failures &&
        sizes.replicas >= 2 * sizes.fastFailures + sizes.failures - 1,
    },
    "one too careful: n ≥ 2e + f": {
      isSafe: (sizes) =>
        quorums.isSafe(sizes) && sizes.replicas >= 2 * sizes.fastFailures + sizes.failures,
    },
    "e is whatever it is: more may be down on the fast path": {
      isSafe: (sizes) =>
        quorums.isSafe({ ...sizes, fastFailures: Math.min(sizes.fastFailures, sizes.failures) }),
    },
    "as in the original: e from f alone, whatever n is": {
      mostFast: (_, failures) => Math.min(failures, Math.ceil((failures + 1) / 2)),
    },
    "not more than f is forgotten: e grows with n": {
      mostFast: (replicas, failures) => Math.floor((replicas - failures + 1) / 2),
    },
    "a table of eleven: larger clusters have no fast path": {
      mostFast: (replicas, failures) => replicas > 11 ? 0 : quorums.mostFast(replicas, failures),
    },
    "a majority of those who are heard: more than there may be": {
      support: ({ replicas, failures }) => Math.floor((replicas - failures) / 2) + 1,
    },
    "one is enough: whoever has heard of it at all": { support: () => 1 },
    "n − e of those who are heard: as if all had been": {
      support: ({ replicas, fastFailures }) => replicas - fastFailures,
    },
  },
};
