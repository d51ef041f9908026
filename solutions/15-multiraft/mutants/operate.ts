/** Bugs of operations. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { clone } from "hb/model/clone.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type {
  Operate,
  OperateCommand,
  RangeAnswer,
  RangeState,
} from "../../../exercises/15-multiraft/given.ts";
import { operate } from "../operate.ts";

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
