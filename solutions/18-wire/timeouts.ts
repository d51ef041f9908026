/** Part 8: how much time is left, in text. */

import { MalformedBytes, type Timeouts } from "../../exercises/18-wire/given.ts";

/** How many nanoseconds each unit is, the finest first. */
const UNITS = { n: 1, u: 1e3, m: 1e6, S: 1e9, M: 60e9, H: 3600e9 } as const;

const MOST = 99_999_999;

export const timeouts: Timeouts = {
  write(ms) {
    if (ms <= 0) return "0n";
    for (const [unit, nanoseconds] of Object.entries(UNITS)) {
      const count = Math.floor(
        nanoseconds < 1e6 ? ms * (1e6 / nanoseconds) : ms / (nanoseconds / 1e6),
      );
      if (count <= MOST) return `${count}${unit}`;
    }
    return `${MOST}H`;
  },
  read(text) {
    const [, digits, unit] = /^([0-9]{1,8})([numSMH])$/.exec(text) ?? [];
    if (digits === undefined) {
      throw new MalformedBytes(0, "one to eight digits and a unit", JSON.stringify(text));
    }
    return Number(digits) * UNITS[unit as keyof typeof UNITS] / 1e6;
  },
};
