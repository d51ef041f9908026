/**
 * What can be asked of the store: single operations, transactions, and leases. All of it is decided
 * by the commands in the log alone: the store has no clock.
 *
 * @module
 */

/** What is asked of one key. */
export type Operation =
  | { readonly type: "get"; readonly key: string }
  | Put
  | { readonly type: "del"; readonly key: string }
  | {
    readonly type: "cas";
    readonly key: string;
    /** What must be there; `null`: nothing. */
    readonly expected: string | null;
    readonly value: string;
  };

/** Puts a value. A key that was attached to a lease and is put without one is attached no more. */
export interface Put {
  /** Tells it from other operations. */
  readonly type: "put";
  /** The key. */
  readonly key: string;
  /** What it holds from now on. */
  readonly value: string;
  /** The lease with whose end the key goes. */
  readonly lease?: number;
}

/** Some keys of an interval, in order, with what they hold. */
export interface RangeOperation {
  /** Tells it from other operations. */
  readonly type: "range";
  /** The first key, included. */
  readonly key: string;
  /** The end, not included; `null`: none. */
  readonly to: string | null;
  /** At most so many, from 1 to `mostEntries`. */
  readonly limit: number;
}

/** A comparison of what a key holds. A key that is absent equals no text. */
export interface Compare {
  /** The key. */
  readonly key: string;
  /** What must be so. */
  readonly is: "equal" | "not equal" | "absent" | "present";
  /** The text that it is compared with; not for "absent" and "present". */
  readonly value?: string;
}

/** What a transaction may do: what can be asked of one key but a compare-and-set, and ranges. */
export type Step = Exclude<Operation, { type: "cas" }> | RangeOperation;

/**
 * If all comparisons hold, one list of steps is done, and else the other: at one place in the log.
 */
export interface Transaction {
  /** Tells it from other commands. */
  readonly type: "txn";
  /** What is compared; nothing at all holds. */
  readonly compares: readonly Compare[];
  /** What is done if all of them hold; each step sees what those before it have done. */
  readonly success: readonly Step[];
  /** What is done if not. */
  readonly failure: readonly Step[];
}

/**
 * What is asked about leases. A lease is a number that keys are attached to, and that go when it
 * ends.
 */
export type LeaseOperation =
  /** Begin a lease; `null`: under a number that the store chooses. */
  | { readonly type: "grant"; readonly id: number | null; readonly ttlMs: number }
  /** Its whole time begins again. */
  | { readonly type: "renew"; readonly id: number }
  /** End it, and take out the keys that are attached to it. */
  | { readonly type: "revoke"; readonly id: number }
  /** What is known of it. */
  | { readonly type: "lease"; readonly id: number; readonly seen?: Seen };

/** What the leader's clock says of a lease. */
export interface Seen {
  /** The turn that it had when the leader looked. */
  readonly turn: number;
  /** How long it lives yet if nobody renews it, in ms. */
  readonly remainingMs: number;
}

/**
 * Proposed by a leader alone: the time of a lease is over, unless it was renewed since it had this
 * turn.
 */
export interface Expire {
  /** Tells it from other commands. */
  readonly type: "expire";
  /** The lease. */
  readonly id: number;
  /** The turn that it had all the time. */
  readonly turn: number;
}

/** All that clients may ask. */
export type Command = Operation | RangeOperation | Transaction | LeaseOperation;

/** All that the store executes. */
export type Entry = Command | Expire;

/** What a range gives. */
export interface Entries {
  /** Keys in the order of their UTF-16 units, with the lease of each that is attached to one. */
  readonly entries: readonly (readonly [key: string, value: string, lease?: number])[];
  /** There are more in the interval. */
  readonly more: boolean;
}

/** What one step gives: a get what is there, a range entries, the others `null`. */
export type StepResult = string | null | Entries;

/** What a transaction gives. */
export interface TransactionResult {
  /** Whether all comparisons held. */
  readonly succeeded: boolean;
  /** What each step of the list that was done gave. */
  readonly results: readonly StepResult[];
}

/** What a grant and a renewal give. */
export interface LeaseTerms {
  /** The lease. */
  readonly id: number;
  /** How long it lives at least, from now on, in ms. */
  readonly ttlMs: number;
}

/** What is known of a lease. */
export interface LeaseInfo extends LeaseTerms {
  /** How long it lives yet by the leader's clock, in ms; `null` where no leader has said so. */
  readonly remainingMs: number | null;
  /** The keys that are attached to it, in order. */
  readonly keys: readonly string[];
}

/** Why a command was not done though it stands in the log: because of what the store is. */
export interface Refused {
  /** The reason. */
  readonly refused: "no lease" | "lease exists" | "full";
  /** The same in words. */
  readonly words: string;
}

/** What the store answers. */
export type Result = StepResult | boolean | TransactionResult | LeaseTerms | LeaseInfo | Refused;

/** A change of one key. */
export interface Changed {
  /** The key. */
  readonly key: string;
  /** What it holds now; `null`: it was taken out. */
  readonly value: string | null;
}

/** Whether a transaction may change something, whichever of its lists is done. */
export function changes({ success, failure }: Transaction): boolean {
  return [...success, ...failure].some(({ type }) => type === "put" || type === "del");
}

/** Whether an answer says that nothing was done. */
export function isRefused(result: unknown): result is Refused {
  return typeof result === "object" && result !== null && "refused" in result;
}

/** The keys that a command reads or changes; null when only the store can tell: it may be any. */
export function keysOf(command: unknown): readonly string[] | null {
  const entry = command as Entry;
  switch (entry.type) {
    case "get":
    case "put":
    case "del":
    case "cas":
      return [entry.key];
    case "txn":
      return keysOfTransaction(entry);
    case "grant":
    case "renew":
    case "lease":
      return [];
    default:
      return null;
  }
}

function keysOfTransaction({ compares, success, failure }: Transaction): string[] | null {
  const steps = [...success, ...failure];
  if (steps.some(({ type }) => type === "range")) return null;
  return [...new Set([...compares, ...steps].map(({ key }) => key))];
}
