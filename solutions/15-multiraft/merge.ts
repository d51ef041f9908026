/** Part 4: stop, ask, and go on only when the other never will. */

import type { Heard, Merge, RangeAnswer, RangeState } from "../../exercises/15-multiraft/given.ts";
import { forgetBelow, rangeOf } from "./operate.ts";

const done: RangeAnswer = { ok: true, value: null };
const refused: RangeAnswer = { ok: false, why: "refused" };

export const merge: Merge = {
  freeze(s, { version, into, intoVersion }) {
    if (version !== s.version) return { ok: false, why: "stale", range: rangeOf(s) };
    if (s.merging !== null) return { ok: false, why: "frozen", range: rangeOf(s) };
    if (into === s.group) return refused;
    s.version++;
    s.merging = { into, intoVersion };
    return done;
  },
  absorb(s, source) {
    const verdict = verdictOn(s, source);
    switch (verdict) {
      case "unknown":
        return { ok: false, why: "stale", range: rangeOf(s) };
      case "nonsense":
        return refused;
      case "now":
        unite(s, source);
        break;
      case "not yet":
        // It will never have that version now.
        s.version = source.merging!.intoVersion + 1;
    }
    return { ok: true, value: verdict === "now" || verdict === "before" };
  },
  told(s, stopped, isPart) {
    if (isPart) return "go";
    return s.merging !== null && s.version === stopped ? "thaw" : "nothing";
  },
  thaw(s, { version }) {
    if (version !== s.version) return { ok: false, why: "stale", range: rangeOf(s) };
    if (s.merging === null) return refused;
    s.version++;
    s.merging = null;
    return done;
  },
};

type Verdict = "before" | "now" | "not yet" | "never" | "unknown" | "nonsense";

function verdictOn(s: RangeState, { group, merging, start, end }: RangeState): Verdict {
  if (s.absorbed.has(group)) return "before";
  if (merging === null) return "nonsense";
  const { into, intoVersion } = merging;
  if (s.absorbed.has(into)) return "never";
  if (into !== s.group) return "unknown";
  // Who has stopped does not know what becomes of it, and executes nothing.
  if (s.version < intoVersion) return s.merging === null ? "not yet" : "unknown";
  const touch = s.end === start || end !== null && end === s.start;
  return s.version === intoVersion && s.merging === null && touch ? "now" : "never";
}

function unite(s: RangeState, source: RangeState): void {
  if (s.end === source.start) s.end = source.end;
  else s.start = source.start;
  s.version = Math.max(s.version, source.version) + 1;
  for (const [key, value] of source.data) s.data.set(key, value);
  for (const [gateway, heard] of source.heard) {
    s.heard.set(gateway, together(s.heard.get(gateway), heard));
  }
  for (const group of [source.group, ...source.absorbed]) s.absorbed.add(group);
  for (const group of source.born) s.born.add(group);
}

function together(own: Heard | undefined, other: Heard): Heard {
  if (own !== undefined && own.boot > other.boot) return own;
  const isSame = own !== undefined && own.boot === other.boot;
  const answers = new Map([...(isSame ? own.answers : []), ...other.answers]);
  const heard: Heard = { boot: other.boot, lowest: isSame ? own.lowest : 0, answers };
  forgetBelow(heard, other.lowest);
  return heard;
}
