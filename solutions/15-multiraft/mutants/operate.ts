/** Bugs of operations. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { clone } from "hb/model/clone.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type {
  Operate,
  OperateCommand,
  Operation,
  RangeAnswer,
  RangeState,
} from "../../../exercises/15-multiraft/given.ts";
import { operate, rangeOf } from "../operate.ts";
import { cut } from "./cut.ts";

/** The reference, upon another command. */
const upon =
  (change: (command: OperateCommand, s: RangeState) => Partial<OperateCommand>): Operate =>
  (s, command) => operate(s, { ...command, ...change(command, s) });

/** The reference, and something more where something was done. */
const after = (
  then: (s: RangeState, command: OperateCommand, before: RangeState) => void,
): Operate =>
(s, command) => {
  const before = clone(s), answer = operate(s, command);
  if (answer.ok) then(s, command, before);
  return answer;
};

/** The reference, where its state is another one for a moment. */
const seeing = (change: (s: RangeState) => Partial<RangeState>): Operate => (s, command) => {
  const seen = { ...s, ...change(s) };
  const answer = operate(seen, command);
  if (!answer.ok && "range" in answer) {
    const { group, start, end, version } = s;
    return { ...answer, range: { group, start, end, version } };
  }
  return answer;
};

/** What was answered to a stamp, of which only these fields count. */
const scan = (
  change: (value: ScanValue, command: OperateCommand, s: RangeState) => Partial<ScanValue>,
): Operate =>
(s, command) => {
  const answer = operate(s, command);
  if (!answer.ok || command.operation.type !== "scan") return answer;
  const value = answer.value as ScanValue;
  return { ok: true, value: { ...value, ...change(value, command, s) } };
};

/** A scan whose keys are sorted otherwise. */
const sorted = (compare: (a: string, b: string) => number): Operate =>
  scan((_value, { operation }, s) => {
    const { key, end, limit } = operation as Extract<Operation, { type: "scan" }>;
    const all = [...s.data].filter(([each]) => each >= key && (end === null || each < end));
    return { entries: all.sort(([a], [b]) => compare(a, b)).slice(0, limit) };
  });

/** The reference, in whose range there never are more of something than fit. */
const atMost = (most: number, of: (s: RangeState) => Map<number, unknown>[]): Operate =>
  after((s) => {
    for (const each of of(s)) cut(each, most);
  });

type ScanValue = Extract<Extract<RangeAnswer, { ok: true }>["value"], { entries: unknown }>;

export const operateMutants: Mutants<Answers> = {
  operate: {
    "accepts a newer epoch: a command for a later version is done": upon(({ version }, s) => ({
      version: Math.min(version, s.version),
    })),
    "accepts an older epoch: a command for an earlier version is done": upon(({ version }, s) => ({
      version: Math.max(version, s.version),
    })),
    "no interval: the version alone decides": seeing(() => ({ start: "", end: null })),
    "reads while stopped: what only reads is served by a range that has stopped": (s, command) =>
      command.operation.type === "get"
        ? seeing(() => ({ merging: null }))(s, command)
        : operate(s, command),
    "serves while stopped: a range that has stopped goes on": seeing(() => ({ merging: null })),
    "stale when stopped: a range that has stopped says that its version is another one": (
      s,
      command,
    ) => {
      const answer = operate(s, command);
      return !answer.ok && answer.why === "frozen" ? { ...answer, why: "stale" } : answer;
    },
    "forgetful: what is asked again is done again": upon(() => ({ stamp: null })),
    "cas-only: a put that is asked again is done again": upon(({ operation, stamp }) => ({
      stamp: operation.type === "cas" ? stamp : null,
    })),
    "remembers refusals: what was refused is refused for ever": (s, command) => {
      const { stamp } = command,
        known = stamp && s.heard.get(stamp.gateway)?.answers.get(stamp.sequence);
      if (known) return known;
      const answer = operate(s, command);
      if (!answer.ok && stamp !== null && answer.why === "stale") {
        const heard = s.heard.get(stamp.gateway);
        if (heard?.boot === stamp.boot) heard.answers.set(stamp.sequence, answer);
      }
      return answer;
    },
    "keeps all: answers that cannot be asked for again are kept": (s, command) => {
      const { stamp } = command;
      return operate(s, stamp === null ? command : { ...command, stamp: { ...stamp, lowest: 0 } });
    },
    "forgets one too many: the lowest number that may be asked again is forgotten": upon((
      { stamp },
    ) => ({
      stamp: stamp && { ...stamp, lowest: stamp.lowest + 1 },
    })),
    "eight: eight answers are remembered of each gateway": after((s) => {
      for (const { answers } of s.heard.values()) {
        while (answers.size > 8) answers.delete(answers.keys().next().value!);
      }
    }),
    "sixty-four: sixty-four answers are remembered of each gateway": atMost(
      64,
      (s) => [...s.heard.values()].map(({ answers }) => answers),
    ),
    "two gateways: of two gateways answers are remembered": atMost(
      2,
      (s) => [s.heard],
    ),
    "many gateways: of two hundred gateways answers are remembered": atMost(200, (s) => [s.heard]),
    "low gateways: gateways above 9 are not remembered": after((s) => {
      for (const gateway of s.heard.keys()) if (gateway > 9) s.heard.delete(gateway);
    }),
    "no first start: what a gateway asks before it has started again is done again": upon((
      { stamp },
    ) => ({ stamp: stamp && stamp.boot === 0 ? null : stamp })),
    "starts as texts: of two starts that one is later that is so as a text": (s, command) => {
      const { stamp } = command, heard = stamp && s.heard.get(stamp.gateway);
      const isOld = heard && `${heard.boot}` > `${stamp.boot}`;
      return isOld && heard.boot < stamp.boot
        ? operate(s, { ...command, stamp: { ...stamp, boot: -1 } })
        : operate(s, command);
    },
    "latest: of each gateway one answer is remembered": after((s, { stamp }) => {
      const answers = stamp && s.heard.get(stamp.gateway)?.answers;
      for (const each of answers?.keys() ?? []) if (each !== stamp!.sequence) answers!.delete(each);
    }),
    "no boot: the numbers of all starts are the same numbers": upon(({ stamp }, s) => ({
      stamp: stamp && { ...stamp, boot: s.heard.get(stamp.gateway)?.boot ?? stamp.boot },
    })),
    "old boot: what an earlier start has asked is done": (s, command) => {
      const { stamp } = command, heard = stamp && s.heard.get(stamp.gateway);
      const isOld = heard && heard.boot > stamp.boot;
      return operate(s, isOld ? { ...command, stamp: null } : command);
    },
    "no gateways: all gateways count alike": upon(({ stamp }) => ({
      stamp: stamp && { ...stamp, gateway: 0 },
    })),
    "done again below: what is below the lowest number and not known is done": (s, command) => {
      const answer = operate(s, command), { stamp } = command;
      const isOld = !answer.ok && answer.why === "old" &&
        s.heard.get(stamp!.gateway)!.boot === stamp!.boot;
      return isOld ? operate(s, { ...command, stamp: null }) : answer;
    },
    "lower: a command that was late brings the lowest number down": after((s, { stamp }) => {
      const heard = stamp && s.heard.get(stamp.gateway);
      if (heard && heard.boot === stamp.boot) heard.lowest = Math.min(heard.lowest, stamp.lowest);
    }),
    "raises early: what is asked again raises the lowest number": after((s, { stamp }, before) => {
      const heard = stamp && s.heard.get(stamp.gateway);
      if (heard && before.heard.get(stamp.gateway)?.answers.has(stamp.sequence)) {
        heard.lowest = Math.max(heard.lowest, stamp.lowest);
      }
    }),
    "remembers reads: what only reads is put in the table": after((s, { stamp, operation }) => {
      if (stamp !== null || operation.type !== "get") return;
      s.heard.set(0, s.heard.get(0) ?? { boot: 1, lowest: 0, answers: new Map() });
    }),
    "unordered: a scan gives keys as they were put": scan((_value, { operation }, s) => {
      const { end, limit } = operation as { end: string | null; limit: number };
      const all = [...s.data].filter(([key]) =>
        key >= operation.key && (end === null || key < end)
      );
      return { entries: all.slice(0, limit) };
    }),
    "as people do: a scan sorts keys as people sort words": sorted(new Intl.Collator("en").compare),
    "as numbers: a scan sorts what is a number within a key by that": sorted(
      new Intl.Collator("en", { numeric: true, caseFirst: "upper" }).compare,
    ),
    "as bytes: a scan sorts keys as their bytes are sorted": sorted((a, b) =>
      [...a].map((each) => each.codePointAt(0)! + 0x110000).join() <
          [...b].map((each) => each.codePointAt(0)! + 0x110000).join()
        ? -1
        : 1
    ),
    "a hundred: a scan gives a hundred keys at most": scan(({ entries }) => ({
      entries: entries.slice(0, 100),
    })),
    "no limit: a scan that may give nothing gives all keys": (s, command) => {
      const { operation } = command;
      return operation.type === "scan" && !operation.limit
        ? operate(s, { ...command, operation: { ...operation, limit: Infinity } })
        : operate(s, command);
    },
    "unlimited: a scan gives all keys": scan(({ end }, { operation }, s) => ({
      entries: [...s.data].filter(([key]) => key >= operation.key && (end === null || key < end))
        .sort(([a], [b]) => a < b ? -1 : 1),
    })),
    "full: a scan that gives as many as it may says that there are more": scan((
      value,
      { operation },
    ) => ({
      more: value.more || value.entries.length === (operation as { limit: number }).limit,
    })),
    "clipped: a scan gives what is here of what it asks for": (s, command) => {
      const { operation } = command;
      if (operation.type !== "scan" || s.end === null) return operate(s, command);
      const end = operation.end === null || operation.end > s.end ? s.end : operation.end;
      return operate(s, { ...command, operation: { ...operation, end } });
    },
    "inclusive: the end of a range is in it": seeing(({ end }) => ({ end: end && `${end}\0` })),
    "empties: what is deleted holds an empty text": after((s, { operation }, before) => {
      if (operation.type === "delete" && before.data.has(operation.key)) {
        s.data.set(operation.key, "");
      }
    }),
    "empty is nothing: a key that holds an empty text is read as if it held nothing": (
      s,
      command,
    ) => {
      const answer = operate(s, command);
      const isEmpty = command.operation.type === "get" && answer.ok && answer.value === "";
      return isEmpty ? { ok: true, value: null } : answer;
    },
    "nothing is empty: a cas takes nothing for an empty text": (s, command) => {
      const { operation } = command, { key } = operation;
      const isSo = operation.type === "cas" && operation.expected === "" && !s.data.has(key);
      return operate(
        s,
        isSo ? { ...command, operation: { ...operation, expected: null } } : command,
      );
    },
    "empty for nothing: a cas takes an empty text for nothing": (s, command) => {
      const { operation } = command, { key } = operation;
      const isSo = operation.type === "cas" && operation.expected === null &&
        s.data.get(key) === "";
      return operate(s, isSo ? { ...command, operation: { ...operation, expected: "" } } : command);
    },
    "no empty texts: an empty text is put as if it were deleted": after((s, { operation }) => {
      if (s.data.get(operation.key) === "") s.data.delete(operation.key);
    }),
    "no first key: the key that is an empty text is nobody's": (s, command) =>
      command.operation.key === ""
        ? { ok: false, why: "stale", range: rangeOf(s) }
        : operate(s, command),
    "nothing: a cas that expects nothing is done wherever": (s, command) => {
      const { operation } = command;
      if (operation.type !== "cas" || operation.expected !== null) return operate(s, command);
      return operate(s, {
        ...command,
        operation: { ...operation, expected: s.data.get(operation.key) ?? null },
      });
    },
  },
};
