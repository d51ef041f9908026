/** What is printed of what came of a command, and the exit code. @module */

import type {
  Entries,
  LeaseInfo,
  LeaseTerms,
  Step,
  StepResult,
  Transaction,
  TransactionResult,
} from "hb/replicated/store/commands.ts";
import type { Command, Result, ValueOf } from "./operation.ts";

/** Lines for the standard output and for that of errors, and how the command ends. */
export interface Report {
  readonly out?: readonly string[];
  readonly error?: string;
  readonly code: number;
}

/** What to say of a command. */
export function reportOf(command: Command, result: Result<ValueOf<Command>>): Report {
  switch (result.kind) {
    case "unknown": {
      const error = `It is not known whether ${wordsOf(command)} was done: ${result.why}`;
      return { error, code: 3 };
    }
    case "fail":
      return { error: `Cannot do ${wordsOf(command)}: ${result.why}`, code: 1 };
    case "ok":
      return done(command, result.value);
  }
}

function done(command: Command, value: ValueOf<Command>): Report {
  switch (command.type) {
    case "get":
      if (typeof value === "string") return { out: [value], code: 0 };
      return { error: `There is no ${JSON.stringify(command.key)}`, code: 1 };
    case "cas": {
      const error = `${JSON.stringify(command.key)} is not what was expected; nothing was changed`;
      return value === true ? { code: 0 } : { error, code: 1 };
    }
    case "range":
      return { out: entryLines(value as Entries, ""), code: 0 };
    case "txn":
      return transaction(command, value as TransactionResult);
    case "grant":
      return { out: [`${(value as LeaseTerms).id}`], code: 0 };
    case "lease":
      return { out: leaseLines(value as LeaseInfo), code: 0 };
    default:
      return { code: 0 };
  }
}

/** Which operations were done, and what each gave. */
function transaction(
  { success, failure }: Transaction,
  { succeeded, results }: TransactionResult,
): Report {
  const steps = succeeded ? success : failure;
  const lines = results.flatMap((result, i) => stepLines(steps[i]!, result));
  return { out: [succeeded ? "then" : "else", ...lines], code: succeeded ? 0 : 1 };
}

function stepLines(step: Step, result: StepResult): string[] {
  const words = wordsOf(step);
  if (step.type === "get") {
    return [result === null ? `${words}: nothing` : `${words}: ${JSON.stringify(result)}`];
  }
  if (step.type !== "range") return [words];
  return [words, ...entryLines(result as Entries, "  ")];
}

/** What a range gave, a line for each entry. */
function entryLines({ entries, more }: Entries, indent: string): string[] {
  const lines = entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return [...lines, ...(more ? ["and more"] : [])].map((line) => `${indent}${line}`);
}

function leaseLines({ id, ttlMs, remainingMs, keys }: LeaseInfo): string[] {
  const left = remainingMs === null ? "" : `, ${remainingMs} ms left`;
  return [`lease ${id} of ${ttlMs} ms${left}`, ...keys.map((key) => `  ${JSON.stringify(key)}`)];
}

/** A command in a few words. */
export function wordsOf(command: Command): string {
  switch (command.type) {
    case "txn":
      return "the transaction";
    case "grant":
      return `lease grant ${command.ttlMs}`;
    case "renew":
    case "revoke":
      return `lease ${command.type} ${command.id}`;
    case "lease":
      return `lease show ${command.id}`;
    case "range":
      return `range ${JSON.stringify(command.key)}` +
        (command.to === null ? "" : ` ${JSON.stringify(command.to)}`);
    default:
      return `${command.type} ${JSON.stringify(command.key)}`;
  }
}
