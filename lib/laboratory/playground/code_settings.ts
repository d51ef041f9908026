/** Settings in the text of a session: numbers and a name between hyphens. @module */

import { digits, number } from "./digits.ts";
import { isMistake } from "./mistakes.ts";
import type { Settings } from "./session.ts";

/** Settings as a text. */
export function settingsText(settings: Settings): string {
  const { electionMs, heartbeatMs, preVote, checkQuorum, latencyMs, lossPercent, mistake } =
    settings;
  const switches = (preVote ? 1 : 0) + (checkQuorum ? 2 : 0);
  const numbers = [...electionMs, heartbeatMs, ...latencyMs, lossPercent, switches].map(digits);
  return [...numbers, ...(mistake === null ? [] : [mistake])].join("-");
}

/** The settings of a text; whether they can be is for `assertSettings` to say. */
export function settingsFrom(text: string): Settings {
  const parts = text.split("-");
  const [least, most, heartbeatMs, soonest, latest, lossPercent, switches] = parts.slice(0, 7)
    .map(number);
  const mistake = parts.slice(7).join("-");
  if (switches === undefined || switches > 3 || (mistake !== "" && !isMistake(mistake))) {
    throw new RangeError(
      `Cannot read the session as its settings must be seven numbers, and a rule to break if any: ` +
        `given "${text.slice(0, 48)}"`,
    );
  }
  return {
    electionMs: [least!, most!],
    heartbeatMs: heartbeatMs!,
    preVote: (switches & 1) === 1,
    checkQuorum: (switches & 2) === 2,
    latencyMs: [soonest!, latest!],
    lossPercent: lossPercent!,
    mistake: mistake === "" ? null : mistake,
  };
}
