/** Bugs of timeouts. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import type { Timeouts } from "../../../exercises/18-wire/given.ts";
import { timeouts } from "../timeouts.ts";

const reads = (read: Timeouts["read"]): Partial<Timeouts> => ({ read });
const writes = (write: Timeouts["write"]): Partial<Timeouts> => ({ write });

export const timeoutMutants: Mutants<Answers> = {
  timeouts: {
    "nano: it is always written in nanoseconds": writes((ms) => `${Math.max(0, ms) * 1e6}n`),
    "milli: it is always written in milliseconds": writes((ms) =>
      `${Math.min(99_999_999, Math.max(0, ms))}m`
    ),
    "up: it is rounded up": writes((ms) => {
      const text = timeouts.write(ms), less = timeouts.read(text) < ms && ms < 3e14;
      return less ? `${Number(text.slice(0, -1)) + 1}${text.slice(-1)}` : text;
    }),
    "nine: nine digits are written": writes((ms) =>
      ms >= 100 && ms < 1000 ? `${ms * 1e6}n` : timeouts.write(ms)
    ),
    "negative: less than nothing is written with a sign": writes((ms) =>
      ms < 0 ? `${ms}m` : timeouts.write(ms)
    ),
    "unbounded: what is too long is written in more digits": writes((ms) =>
      ms > 99_999_999 * 3_600_000 ? `${Math.floor(ms / 3_600_000)}H` : timeouts.write(ms)
    ),
    "wraps: it is read as nanoseconds of 64 bits": reads((text) =>
      Number(BigInt.asIntN(64, BigInt(Math.round(timeouts.read(text) * 1e6)))) / 1e6
    ),
    "lax: letters may be small": reads((text) =>
      timeouts.read(text.replace(/[smh]$/, (it) => it === "m" ? it : it.toUpperCase()))
    ),
    "trims: blanks around it are passed over": reads((text) => timeouts.read(text.trim())),
    "long: more than eight digits are read": reads((text) =>
      /^\d{9}[numSMH]$/.test(text) ? timeouts.read(text.slice(1)) : timeouts.read(text)
    ),
    "last-line: what stands in the last line is read": reads((text) =>
      timeouts.read(text.split("\n").at(-1)!)
    ),
    "line: what stands in the first line is read": reads((text) =>
      timeouts.read(text.split("\n")[0]!)
    ),
    "millis: m is read as minutes": reads((text) => timeouts.read(text.replace("m", "M"))),
  },
};
