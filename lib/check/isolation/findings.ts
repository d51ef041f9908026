/** What is wrong with single reads and writes, in words. @module */

import type { AnyTransaction } from "./any_transaction.ts";
import { nameOf } from "./anomaly.ts";
import type { Evidence } from "./evidence.ts";
import type { AnomalyLog, Finding } from "./log.ts";
import { describeValue } from "./notation.ts";
import type { Key, Value } from "./transaction.ts";

/** Notes what is wrong with reading a version, whatever else was read. */
export function judgeRead(
  evidence: Evidence,
  transaction: number,
  version: number,
  log: AnomalyLog,
): void {
  const writer = evidence.versions.writer.at(version);
  if (evidence.isAborted(version)) {
    log.add("G1a", () => aborted(evidence, transaction, version));
  } else if (
    writer >= 0 && writer !== transaction && evidence.versions.final.at(version) === 0
  ) log.add("G1b", () => intermediate(evidence, transaction, version));
}

/** A read of an aborted version. */
function aborted(evidence: Evidence, reader: number, version: number): Finding {
  return readFrom(evidence, reader, version, (name) => `and ${name} aborted`);
}

/** A read of an intermediate version. */
function intermediate(evidence: Evidence, reader: number, version: number): Finding {
  return readFrom(evidence, reader, version, (name, key) => `and ${name} wrote ${key} once more`);
}

function readFrom(
  { history, versions }: Evidence,
  reader: number,
  version: number,
  but: (writer: string, key: Key) => string,
): Finding {
  const from = history[versions.writer.at(version)]!, to = history[reader]!;
  const key = versions.keys[versions.key.at(version)]!;
  const value = versions.value[version]!;
  const [by, whom] = [nameOf(from), nameOf(to)];
  return {
    transactions: [from, to],
    words: [`${whom} read ${value} from ${key}, which ${by} wrote, ${but(by, key)}`],
  };
}

/** A read of what nobody wrote. */
export function garbage(reader: AnyTransaction, key: Key, value: Value): Finding {
  return {
    transactions: [reader],
    words: [`${nameOf(reader)} read ${value} from ${key}, which nobody wrote`],
  };
}

/** A write on top of an aborted one. */
export function dirtyUpdate(
  { history, versions }: Evidence,
  below: number,
  above: number,
): Finding {
  const [from, to] = [below, above].map((version) => history[versions.writer.at(version)]!);
  const key = versions.keys[versions.key.at(below)]!;
  const [old, value] = [versions.value[below]!, versions.value[above]!];
  return {
    transactions: [from!, to!],
    words: [
      `${nameOf(to!)} wrote ${value} to ${key} on top of ${old} by ${nameOf(from!)}, ` +
      `and ${nameOf(from!)} aborted`,
    ],
  };
}

/** A read that has two appends of one transaction the wrong way round. */
export function misordered(
  { history, versions }: Evidence,
  reader: number,
  first: number,
  second: number,
): Finding {
  const from = history[versions.writer.at(first)]!, to = history[reader]!;
  const key = versions.keys[versions.key.at(first)]!;
  const [a, b] = [versions.value[first]!, versions.value[second]!];
  return {
    transactions: [from, to],
    words: [
      `${nameOf(to)} read ${a} before ${b} in ${key}, and ${
        nameOf(from)
      } appended ${b} before ${a}`,
    ],
  };
}

/** A read that disagrees with its own transaction. */
export function internal(
  reader: AnyTransaction,
  key: Key,
  value: Value | null | readonly Value[],
  but: string,
): Finding {
  const words = [`${nameOf(reader)} read ${describeValue(value)} from ${key}, ${but}`];
  return { transactions: [reader], words };
}
