/// <reference lib="dom" />
/** A session in the address of a page: `#play=…&t=…`. @module */

import { decodeSession, encodeSession } from "../../lib/laboratory/playground/code.ts";
import { LONGEST_MS, type Session } from "../../lib/laboratory/playground/session.ts";

/** A session, and the time at which it is looked at. */
export interface Linked {
  readonly session: Session;
  /** In ms. */
  readonly at: number;
}

const prefix = "#play=";

/** What an address asks for: nothing, or a session, or what is wrong with it in words. */
export function readLink(hash: string): Linked | string | undefined {
  if (!hash.startsWith(prefix)) return undefined;
  const [code = "", time = "t=0"] = hash.slice(prefix.length).split("&");
  try {
    const at = /^t=(0|[1-9]\d{0,5})$/.exec(time)?.[1];
    return {
      session: decodeSession(code),
      at: Math.min(LONGEST_MS, Number(at ?? 0)),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The part of an address that asks for a session at a time. */
export function hashOf(session: Session, at: number): string {
  return `${prefix}${encodeSession(session)}&t=${Math.ceil(at)}`;
}
