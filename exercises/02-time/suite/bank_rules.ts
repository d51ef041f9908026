/** Part 10: what must hold of banks and of what they record. @module */

import { atEachNode, told } from "hb/grade/part.ts";
import { type Invariant, remembering } from "hb/model/invariant.ts";
import { type Banker, type BankRecord, FORTUNE } from "../events.ts";

/** A payment that a client asks for. */
export interface Gift {
  readonly amount: number;
  readonly to: number;
}

/** Whether a client asks for the record of a bank, and does not wish to pay. */
export function isBegin(input: unknown): input is { readonly begin: number } {
  return "begin" in (input as object);
}

/** What is not as it should be in what a bank keeps, whatever that is. */
export function strangeIn(s: unknown): string | undefined {
  const { money, record } = Object(s) as Partial<Record<keyof Banker, unknown>>;
  if (typeof money !== "number") return `\`money\` must be a number: found ${told(money)}`;
  if (record === null || isRecord(record)) return undefined;
  return `\`record\` must be null, or { money, coming } with a list for each bank: found ${
    told(record)
  }`;
}

function isRecord(record: unknown): record is BankRecord {
  const { money, coming } = Object(record) as Partial<BankRecord>;
  return typeof money === "number" && Array.isArray(coming) &&
    Array.from(coming).every((some) => Array.isArray(some));
}

const form = atEachNode<Banker>("form", "a bank keeps its money and its record", strangeIn);

/** Payments by their amounts, of which no two are alike. */
interface Seen {
  readonly paid: readonly number[];
  readonly received: readonly number[];
}

/** What an observer notes of a bank. */
interface Noted extends Seen {
  readonly money: number;
  /** What had been paid and received when it recorded. */
  readonly cut: Seen | null;
}

const unseen: Noted = { money: FORTUNE, paid: [], received: [], cut: null };

/** The rules, where bank n is asked for the payments `gifts[n]`. */
export function rulesOf(gifts: readonly (readonly Gift[])[]): readonly Invariant<Banker>[] {
  const from = (amount: number) =>
    gifts.findIndex((some) => some.some((gift) => gift.amount === amount));
  const between = (payer: number, amounts: readonly number[], to: number) =>
    amounts.filter((amount) =>
      gifts[payer]!.some((gift) => gift.amount === amount && gift.to === to)
    );
  const consistent = remembering<Banker, Noted[]>({
    name: "consistent cut",
    words: "a bank has recorded as received only what its sender has recorded as paid, and all " +
      "else that was paid as on its way",
    memory: () => gifts.map(() => unseen),
    check({ states, history }, memory) {
      const wrong = states.map((s, bank) => {
        if (s === undefined || strangeIn(s) !== undefined) return undefined;
        const before = memory[bank]!;
        memory[bank] = noted(before, s);
        if (s.record === null || before.cut !== null || s.record.money === s.money) {
          return undefined;
        }
        return {
          words: `bank ${bank} has ${s.money}, and records ${s.record.money}`,
          nodes: [bank],
        };
      }).find((each) => each !== undefined);
      if (wrong !== undefined) return wrong;
      for (const [bank, { cut }] of memory.entries()) {
        const early = cut?.received.find((amount) => {
          const payer = memory[from(amount)]?.cut;
          return payer && !payer.paid.includes(amount);
        });
        if (early === undefined) continue;
        return {
          words:
            `when bank ${bank} recorded, it had received ${early} from bank ${
              from(early)
            }; and when ` +
            `bank ${from(early)} recorded, its money had not become less by that yet`,
          nodes: [from(early), bank],
        };
      }
      for (const { output, outcome, input } of history) {
        if (!isBegin(input) || outcome !== "ok") continue;
        const bank = input.begin, cut = memory[bank]?.cut;
        if (!isRecord(output)) {
          const words = `bank ${bank} answers ${told(output)}, which is no record`;
          return { words, nodes: [bank] };
        }
        for (const payer of gifts.keys()) {
          const others = memory[payer]!.cut;
          if (payer === bank || !cut || !others) continue;
          const way = between(payer, others.paid, bank).filter((a) => !cut.received.includes(a));
          const found = output.coming[payer] ?? [];
          if (found.join() === way.join()) continue;
          const [sent, said] = [way, found].map((some) => some.join(", ") || "nothing");
          return {
            words:
              `on the way from bank ${payer} to bank ${bank} was ${sent}, and the record that bank ` +
              `${bank} answers says ${said}`,
            nodes: [payer, bank],
          };
        }
      }
    },
  });
  return [form, consistent, allThere(gifts.length)];
}

/** What a bank has paid or received in a step is seen by how its money changes. */
function noted({ money, paid, received, cut }: Noted, s: Readonly<Banker>): Noted {
  const by = s.money - money;
  const seen = {
    paid: by < 0 ? [...paid, -by] : paid,
    received: by > 0 ? [...received, by] : received,
  };
  return { ...seen, money: s.money, cut: cut ?? (s.record === null ? null : seen) };
}

/** When all banks' clients know their records, all the money is in them. */
function allThere(banks: number): Invariant<Banker> {
  return {
    name: "all the money",
    words: "the records of all banks together have all the money that there is",
    check({ history }) {
      const records = new Map<number, BankRecord>();
      for (const { input, outcome, output } of history) {
        if (isBegin(input) && outcome === "ok") records.set(input.begin, output as BankRecord);
      }
      if (records.size < banks) return undefined;
      const parts = [...records.values()].flatMap((
        record,
      ) => [record?.money, record?.coming?.flat()]);
      const sum = parts.flat().reduce<number>((total, each) => total + Number(each), 0);
      if (sum === banks * FORTUNE) return undefined;
      return { words: `they have ${sum}, and there is ${banks * FORTUNE}`, nodes: [] };
    },
  };
}
