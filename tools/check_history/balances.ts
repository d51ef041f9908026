/** Models that add up instead of searching: Jepsen's bank and its total queue. @module */

import { bankFaults, type BankRead } from "hb/check/oracles/bank.ts";
import { balanceQueue } from "hb/check/oracles/total_queue.ts";
import { ednText } from "hb/check/read/edn_text.ts";
import { type HistoryEvent, MalformedHistory } from "hb/check/read/event.ts";
import { callsOf, wholeNumber } from "hb/check/read/objects.ts";
import { type Call, pair } from "hb/check/read/pair.ts";
import type { RecordedHistory } from "hb/check/read/read_history.ts";
import { keyOf, scalarOf } from "hb/check/read/scalar.ts";
import type { Value } from "hb/check/spec/register.ts";
import { counted } from "./counted.ts";
import type { Judgement, Model, Settings } from "./model.ts";

/** How many faults are told. */
const mostTold = 8;

/** Every read of all accounts adds up to the same. */
export const bank: Model = {
  words: "accounts that are read all at once: every read adds up to the same total",
  example: "{:process 0, :type :ok, :f :read, :value {:a 7, :b 3}}",
  options: ["total", "negative-balances"],
  judge(history, _limits, settings) {
    const calls = callsIn(history);
    for (const { invoke: { f, line } } of calls) {
      if (f !== "read" && f !== "transfer") throw new MalformedHistory(line, "transfer or read", f);
    }
    const reads = calls.flatMap(({ invoke: { f }, end }) => {
      return f === "read" && end?.type === "ok" ? [readOf(end)] : [];
    });
    return reads.length === 0
      ? { verdict: "unknown", evidence: ["the file holds no read that was answered"] }
      : judgeBank(reads, calls.length, settings);
  },
};

function judgeBank(
  reads: readonly BankRead[],
  operations: number,
  { total, negativeBalances }: Settings,
): Judgement {
  const faults = bankFaults(reads, {
    ...(total === undefined ? {} : { total }),
    ...(negativeBalances === undefined ? {} : { negativeBalances }),
  });
  const size = `${counted(operations, "operation")}, ${counted(reads.length, "read")}`;
  const taken = total === undefined ? [`the total is what ${reads[0]!.name} adds up to`] : [];
  return concluded(faults, [size, ...taken]);
}

function readOf({ line, process, value }: HistoryEvent): BankRead {
  const entries = value instanceof Map
    ? [...value]
    : typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : undefined;
  if (entries === undefined) {
    throw new MalformedHistory(line, "a map of accounts and balances", ednText(value));
  }
  const balances = entries.map(([account, balance]): [string | number, bigint | undefined] => [
    keyOf(account),
    (balance ?? null) === null ? undefined : wholeNumber(balance, line),
  ]);
  const who = process === undefined ? "" : ` by process ${process}`;
  return { name: `the read${who} that ended in line ${line}`, balances: new Map(balances) };
}

/** What went into a queue came out of it, once it was drained. */
export const totalQueue: Model = {
  words: "a queue that was drained at the end: what went in came out, in any order",
  example: "{:process 0, :type :ok, :f :drain, :value [1 2]}",
  options: [],
  judge(history) {
    const calls = callsIn(history);
    const account = { attempted: [] as Value[], enqueued: [] as Value[], dequeued: [] as Value[] };
    let open = 0;
    for (const call of calls) open += enter(call, account);
    if (!calls.some(({ end }) => end?.type === "ok")) {
      return { verdict: "unknown", evidence: ["the file holds no operation that was answered"] };
    }
    return judgeQueue(balanceQueue(account), open, calls.length);
  },
};

/** Enters a call into the account; returns how many elements it may have taken, unseen. */
function enter(
  { invoke, end }: Call,
  account: { attempted: Value[]; enqueued: Value[]; dequeued: Value[] },
): number {
  const { f, line } = invoke;
  const ok = end?.type === "ok";
  if (f === "enqueue") {
    const value = scalarOf(invoke.value ?? (ok ? end.value : undefined));
    account.attempted.push(value);
    if (ok) account.enqueued.push(value);
    return 0;
  }
  if (f !== "dequeue" && f !== "drain") {
    throw new MalformedHistory(line, "enqueue, dequeue or drain", f);
  }
  if (!ok) return end?.type === "fail" ? 0 : f === "drain" ? Infinity : 1;
  if (f === "dequeue") {
    if ((end.value ?? null) !== null) account.dequeued.push(scalarOf(end.value));
  } else if (Array.isArray(end.value)) account.dequeued.push(...end.value.map(scalarOf));
  else throw new MalformedHistory(end.line, "a list of what was drained", ednText(end.value));
  return 0;
}

function judgeQueue(
  { lost, unexpected, duplicated, recovered }: ReturnType<typeof balanceQueue<Value>>,
  open: number,
  operations: number,
): Judgement {
  const told = (values: readonly Value[], what: string) =>
    values.length === 0
      ? []
      : [`${counted(values.length, "element")} ${what}: ${some(values.map(ednText))}`];
  const size = counted(operations, "operation");
  const notes = [
    ...told(duplicated, "came out more often than they were put in, which is no violation"),
    ...told(recovered, "came out whose enqueue had no answer"),
  ];
  const wrong = told(unexpected, "came out that nobody put in");
  const missing = told(lost, "went in and did not come out");
  if (lost.length > open) return concluded([...missing, ...wrong], [size, ...notes]);
  if (wrong.length > 0) return concluded(wrong, [size, ...missing, ...notes]);
  if (lost.length === 0) return concluded([], [size, ...notes]);
  const why = "dequeues whose answers nobody saw may have taken them";
  return { verdict: "unknown", evidence: [size, `${missing[0]}; ${why}`, ...notes] };
}

function callsIn(read: RecordedHistory): Call[] {
  return read.kind === "events" ? pair(read.events) : callsOf(read.operations, read.lines);
}

function concluded(faults: readonly string[], notes: readonly string[]): Judgement {
  const told = faults.slice(0, mostTold);
  const more = faults.length - told.length;
  const evidence = [...notes, ...told, ...(more === 0 ? [] : [`and ${more} more`])];
  return { verdict: faults.length === 0 ? "ok" : "violation", evidence };
}

function some(texts: readonly string[]): string {
  return texts.length <= mostTold ? texts.join(", ") : `${texts.slice(0, mostTold).join(", ")}, …`;
}
