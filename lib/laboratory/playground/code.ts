/**
 * A session as a short text that may stand in an address: parts between full stops, with numbers in
 * base 36. The first parts are the version, the seed, the nodes and the settings; each further part is
 * an act, as the time since the act before, a capital letter, and what the act needs.
 *
 * @module
 */

import { equal } from "../../model/compare.ts";
import { actFrom, actText } from "./code_act.ts";
import { settingsFrom, settingsText } from "./code_settings.ts";
import { digits, number } from "./digits.ts";
import { type Session, type TimedAct, usualSettings } from "./session.ts";
import { assertSession } from "./valid.ts";

/** Longer texts are not read. */
const mostCharacters = 12_000;

/**
 * The text of a session.
 *
 * @example There and back
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeSession, encodeSession } from "hb/laboratory/playground/code.ts";
 * import { newSession } from "hb/laboratory/playground/session.ts";
 *
 * const session = {
 *   ...newSession(42),
 *   acts: [{ at: 700, act: { kind: "crash", node: 3 } as const }],
 * };
 * assertEquals(encodeSession(session), "1.16.5..jgC3");
 * assertEquals(decodeSession("1.16.5..jgC3"), session);
 * ```
 */
export function encodeSession(session: Session): string {
  assertSession(session);
  const { version, seed, nodes, settings, acts } = session;
  const usual = equal(settings, usualSettings);
  const parts = [String(version), digits(seed), digits(nodes), usual ? "" : settingsText(settings)];
  let before = 0;
  for (const { at, act } of acts) {
    parts.push(digits(at - before) + actText(act));
    before = at;
  }
  return parts.join(".");
}

/** The session of a text. Throws in plain words unless `encodeSession` has written it. */
export function decodeSession(text: string): Session {
  if (text.length > mostCharacters) {
    throw unreadable(`at most ${mostCharacters} characters long`, `${text.length}`);
  }
  const [version = "", seed = "", nodes = "", settings = "", ...acts] = text.split(".");
  if (version !== "1") throw unreadable("of version 1", `"${version.slice(0, 24)}"`);
  const session: Session = {
    version: 1,
    seed: number(seed),
    nodes: number(nodes),
    settings: settings === "" ? usualSettings : settingsFrom(settings),
    acts: timed(acts),
  };
  assertSession(session);
  if (encodeSession(session) !== text) throw unreadable("as it is written here", "another form");
  return session;
}

function timed(parts: readonly string[]): TimedAct[] {
  let at = 0;
  return parts.map((part) => {
    const found = /^([0-9a-z]+)([A-Z].*)$/.exec(part);
    if (found === null) throw unreadable("made of acts", `"${part.slice(0, 24)}"`);
    at += number(found[1]!);
    return { at, act: actFrom(found[2]!) };
  });
}

function unreadable(must: string, given: string): RangeError {
  return new RangeError(`Cannot read the session as its text must be ${must}: given ${given}`);
}
