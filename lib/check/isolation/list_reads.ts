/** Each read of a list, against what its transaction knows and against the longest read. @module */

import { nameOf } from "./anomaly.ts";
import type { Evidence } from "./evidence.ts";
import { garbage, internal, judgeRead } from "./findings.ts";
import type { ListOrder } from "./list_order.ts";
import type { AnomalyLog, Finding } from "./log.ts";
import { describeValue } from "./notation.ts";
import { OwnAppends } from "./own_appends.ts";
import type { Steps, Value } from "./transaction.ts";
import { nobody } from "./versions.ts";

/** What a transaction knows of one key, while its steps are walked. */
interface Known {
  /** Its latest read, if it read. */
  list: readonly Value[] | undefined;
  /** What it appended since. */
  own: Value[];
  /** Whether it ever appended. */
  appended: boolean;
  /** The version by others that it read first; −1 if there is none. */
  version: number;
}

/** Walks the reads of transactions on lists. */
export class ListReads {
  readonly #known: Known[];
  readonly #stamp: Int32Array;
  readonly #own: OwnAppends;

  /** What is found goes to the evidence and to the log. */
  constructor(
    readonly evidence: Evidence,
    readonly orders: readonly ListOrder[],
    readonly log: AnomalyLog,
  ) {
    this.#stamp = new Int32Array(orders.length).fill(-1);
    this.#known = orders.map(() => fresh());
    this.#own = new OwnAppends(orders.length);
  }

  /** The steps of one committed transaction. */
  transaction(t: number, steps: Steps): void {
    for (const step of steps) {
      const key = this.evidence.versions.number(step.key);
      if (this.#stamp[key] !== t) {
        this.#stamp[key] = t;
        this.#known[key] = fresh();
      }
      const known = this.#known[key]!;
      if (step.type !== "read") this.#append(t, key, step.value, known);
      else if (Array.isArray(step.value)) this.#read(t, key, step.value, known);
    }
  }

  #append(t: number, key: number, value: Value, known: Known): void {
    this.#own.add(t, key, value);
    if (!known.appended && known.version >= 0) this.evidence.based(t, known.version);
    known.appended = true;
    known.own.push(value);
  }

  #read(t: number, key: number, list: readonly Value[], known: Known): void {
    const { evidence, log } = this;
    const reader = evidence.history[t]!;
    const expected = unexpected(list, known);
    if (expected !== undefined) {
      log.add("internal", () => internal(reader, evidence.versions.keys[key]!, list, expected));
    }
    const order = this.orders[key]!;
    const length = this.#own.lengthWithout(t, key, list);
    if (isPrefix(list, length, order.elements)) {
      this.#judge(t, key, list, length, order);
      this.#external(t, key, length, list, known, expected === undefined);
    } else this.#judgeOdd(t, key, length === list.length ? list : list.slice(0, length), order);
    known.list = list;
    known.own = [];
  }

  /** A prefix of the longest read: what is wrong with it is known from its length. */
  #judge(
    t: number,
    key: number,
    list: readonly Value[],
    length: number,
    order: ListOrder,
  ): void {
    const { evidence, log } = this;
    const reader = evidence.history[t]!;
    const name = evidence.versions.keys[key]!;
    if (order.firstAborted < length) {
      judgeRead(evidence, t, order.versions[order.firstAborted]!, log);
    }
    if (order.firstGarbage < length) {
      log.add("garbage read", () => garbage(reader, name, list[order.firstGarbage]!));
    }
    if (order.firstDuplicate < length) {
      log.add("duplicate elements", () => this.#duplicate(t, key, list[order.firstDuplicate]!));
    }
  }

  /** Not a prefix: every element is looked at. */
  #judgeOdd(t: number, key: number, list: readonly Value[], order: ListOrder): void {
    const { evidence, log } = this;
    const { versions } = evidence;
    const name = versions.keys[key]!;
    log.add("incompatible order", () => this.#incompatible(t, key, list, order));
    const found = list.map((value) => versions.find(key, value));
    const alien = found.findIndex((v) => v === undefined || versions.writer.at(v) === nobody);
    if (alien >= 0) {
      log.add("garbage read", () => garbage(evidence.history[t]!, name, list[alien]!));
    }
    const dirty = found.find((version) => version !== undefined && evidence.isAborted(version));
    if (dirty !== undefined) judgeRead(evidence, t, dirty, log);
    const twice = list.find((value, i) => list.indexOf(value) < i);
    if (twice !== undefined) {
      log.add("duplicate elements", () => this.#duplicate(t, key, twice));
    }
  }

  /** The part of a read that others wrote. */
  #external(
    t: number,
    key: number,
    length: number,
    list: readonly Value[],
    known: Known,
    expected: boolean,
  ): void {
    const { evidence, log, orders } = this;
    const { versions } = evidence;
    const { versions: order } = orders[key]!;
    let place = length - 1;
    const last = place < 0 ? versions.start.at(key) : order[place]!;
    if (versions.writer.at(last) === t) {
      const but = known.appended
        ? "with an append of its own out of place"
        : "which it appends later";
      const reader = evidence.history[t]!;
      log.add("internal", () => internal(reader, versions.keys[key]!, list, but));
      return;
    }
    if (!evidence.isAborted(last)) judgeRead(evidence, t, last, log);
    while (place >= 0 && !evidence.isCommitted(order[place]!)) place--;
    const version = place < 0 ? versions.start.at(key) : order[place]!;
    if (version !== known.version) evidence.read(t, version);
    if (known.version >= 0) return;
    known.version = version;
    // A read without the own appends that it should show was not what they were based on.
    if (known.appended && expected) evidence.based(t, version);
  }

  #incompatible(t: number, key: number, list: readonly Value[], order: ListOrder): Finding {
    const { history, versions } = this.evidence;
    const [reader, other] = [history[t]!, history[order.reader]!];
    return {
      transactions: [other, reader],
      words: [
        `${nameOf(reader)} read ${describeValue(list)} from ${versions.keys[key]!}, and ` +
        `${nameOf(other)} read ${describeValue(order.elements)}: neither is how the other began`,
      ],
    };
  }

  #duplicate(t: number, key: number, value: Value): Finding {
    const { history, versions } = this.evidence;
    return {
      transactions: [history[t]!],
      words: [`${nameOf(history[t]!)} read ${value} twice in ${versions.keys[key]!}`],
    };
  }
}

function fresh(): Known {
  return { list: undefined, own: [], appended: false, version: -1 };
}

/** Whether the first `length` elements of a list are those of another. */
function isPrefix(list: readonly Value[], length: number, longest: readonly Value[]): boolean {
  if (length > longest.length) return false;
  for (let i = 0; i < length; i++) if (list[i] !== longest[i]) return false;
  return true;
}

/** Nothing, or why a list cannot be what the transaction reads. */
function unexpected(list: readonly Value[], { list: read, own }: Known): string | undefined {
  if (read === undefined && own.length === 0) return undefined;
  const start = list.length - own.length;
  const fits = start >= 0 && own.every((value, i) => list[start + i] === value) &&
    (read === undefined || (start === read.length && isPrefix(read, read.length, list)));
  if (fits) return undefined;
  const since = own.length === 0 ? "" : `appended ${own.join(", ")}`;
  if (read === undefined) return `though it had ${since}`;
  return `though it had read ${describeValue(read)}${since === "" ? "" : ` and ${since}`}`;
}
