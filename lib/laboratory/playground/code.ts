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
 * const [raft, rpc] = [await playgroundKit("raft"), await playgroundKit("rpc")];
 * const session = {
 *   ...newSession(raft, 42),
 *   acts: [{ at: 700, act: { kind: "crash", node: 3 } as const }],
 * };
 * assertEquals(encodeSession(session, raft), "1.16.5..jgC3");
 * assertEquals(decodeSession("1.16.5..jgC3", raft), session);
 * assertEquals(encodeSession(newSession(rpc, 42), rpc), "2.rpc.16.3.");
 * ```
 */
export function encodeSession(session: Session, kit: AnyPlaygroundKit): string {
  assertSession(session, kit);
  const { protocol, seed, nodes, settings, acts } = session;
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

/** The protocol that the session of a text is of; whether there is one of that name is not looked at. */
export function protocolIn(text: string): string {
  return partsOf(text).protocol;
}

/** The session of a text. Throws in plain words unless `encodeSession` has written it, for this protocol. */
export function decodeSession(text: string, kit: AnyPlaygroundKit): Session {
  const { protocol, parts: [seed = "", nodes = "", settings = "", ...acts] } = partsOf(text);
  const session: Session = {
    protocol,
    seed: number(seed),
    nodes: number(nodes),
    settings: settings === "" ? usualSettings(kit) : settingsFrom(kit, settings),
    acts: timed(kit, acts),
  };
  assertSession(session, kit);
  if (encodeSession(session, kit) !== text) {
    throw unreadable("as it is written here", "another form");
  }
  return session;
}

/** The protocol of a text, and the parts that are its own to read. */
function partsOf(text: string): { readonly protocol: string; readonly parts: readonly string[] } {
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
  if (version === "1") return { protocol: first, parts: rest };
  const [protocol = "", ...parts] = rest;
  return { protocol, parts };
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
