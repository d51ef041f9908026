/**
 * A session as a short text that may stand in an address: parts between full stops, with numbers in
 * base 36. The first parts are the version, the protocol, the seed, the nodes and the settings; each
 * further part is an act, as the time since the act before, a capital letter, and what the act needs.
 *
 * Version 1 is older than the second protocol: it has no part for a name, and all of its sessions are Raft's.
 * They are written so still, since links to them are about.
 *
 * @module
 */

import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import { equal } from "../../model/compare.ts";
import { actFrom, actText } from "./code_act.ts";
import { settingsFrom, settingsText } from "./code_settings.ts";
import { digits, number } from "./digits.ts";
import { playgroundKit, type PlaygroundKits, playgroundKits } from "./kits.ts";
import { type Session, type TimedAct, usualSettings } from "./session.ts";
import { assertSession } from "./valid.ts";

/** Longer texts are not read. */
const mostCharacters = 12_000;

/** The protocol of version 1. */
const first = "raft";

/**
 * The text of a session.
 *
 * @example There and back
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeSession, encodeSession } from "hb/laboratory/playground/code.ts";
 * import { playgroundKit } from "hb/laboratory/playground/kits.ts";
 * import { newSession } from "hb/laboratory/playground/session.ts";
 *
 * const session = {
 *   ...newSession(playgroundKit("raft"), 42),
 *   acts: [{ at: 700, act: { kind: "crash", node: 3 } as const }],
 * };
 * assertEquals(encodeSession(session), "1.16.5..jgC3");
 * assertEquals(decodeSession("1.16.5..jgC3"), session);
 * assertEquals(encodeSession(newSession(playgroundKit("rpc"), 42)), "2.rpc.16.3.");
 * ```
 */
export function encodeSession(
  session: Session,
  known: PlaygroundKits = playgroundKits,
): string {
  assertSession(session, known);
  const { protocol, seed, nodes, settings, acts } = session;
  const kit = playgroundKit(protocol, known);
  const head = protocol === first ? ["1"] : ["2", protocol];
  const usual = equal(settings, usualSettings(kit));
  const parts = [
    ...head,
    digits(seed),
    digits(nodes),
    usual ? "" : settingsText(kit, settings),
  ];
  let before = 0;
  for (const { at, act } of acts) {
    parts.push(digits(at - before) + actText(kit, act));
    before = at;
  }
  return parts.join(".");
}

/** The session of a text. Throws in plain words unless `encodeSession` has written it. */
export function decodeSession(
  text: string,
  known: PlaygroundKits = playgroundKits,
): Session {
  if (text.length > mostCharacters) {
    throw unreadable(
      `at most ${mostCharacters} characters long`,
      `${text.length}`,
    );
  }
  const [version = "", ...rest] = text.split(".");
  if (version !== "1" && version !== "2") {
    throw unreadable("of version 1 or 2", `"${version.slice(0, 24)}"`);
  }
  const protocol = version === "1" ? first : rest.shift() ?? "";
  const kit = playgroundKit(protocol, known);
  const [seed = "", nodes = "", settings = "", ...acts] = rest;
  const session: Session = {
    protocol,
    seed: number(seed),
    nodes: number(nodes),
    settings: settings === "" ? usualSettings(kit) : settingsFrom(kit, settings),
    acts: timed(kit, acts),
  };
  assertSession(session, known);
  if (encodeSession(session, known) !== text) {
    throw unreadable("as it is written here", "another form");
  }
  return session;
}

function timed(kit: AnyPlaygroundKit, parts: readonly string[]): TimedAct[] {
  let at = 0;
  return parts.map((part) => {
    const found = /^([0-9a-z]+)([A-Z].*)$/.exec(part);
    if (found === null) {
      throw unreadable("made of acts", `"${part.slice(0, 24)}"`);
    }
    at += number(found[1]!);
    return { at, act: actFrom(kit, found[2]!) };
  });
}

function unreadable(must: string, given: string): RangeError {
  return new RangeError(
    `Cannot read the session because its text must be ${must}: given ${given}`,
  );
}
