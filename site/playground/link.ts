/// <reference lib="dom" />
/** A session in the address of a page: `#play=…&t=…`, and `&as=…` where it is not looked at as usual. @module */

import { decodeSession, encodeSession } from "../../lib/laboratory/playground/code.ts";
import type { Sight } from "../../lib/kit/playground/views.ts";
import { playgroundKit } from "../../lib/laboratory/playground/kits.ts";
import { sightFrom, usualSight } from "../../lib/laboratory/playground/sight.ts";
import { LONGEST_MS, type Session } from "../../lib/laboratory/playground/session.ts";

/** A session, and the time at which it is looked at. */
export interface Linked {
  readonly session: Session;
  /** In ms. */
  readonly at: number;
  /** Through whose eyes; default: as usual. */
  readonly sight?: Sight;
}

const prefix = "#play=";

/** What an address asks for: nothing, or a session, or what is wrong with it in words. */
export function readLink(hash: string): Linked | string | undefined {
  if (!hash.startsWith(prefix)) return undefined;
  const [code = "", time = "t=0", as = ""] = hash.slice(prefix.length).split(
    "&",
  );
  try {
    const at = /^t=(0|[1-9]\d{0,5})$/.exec(time)?.[1];
    const session = decodeSession(code);
    const kit = playgroundKit(session.protocol);
    return {
      session,
      at: Math.min(LONGEST_MS, Number(at ?? 0)),
      ...(as.startsWith("as=") ? { sight: sightFrom(kit, session.nodes, as.slice(3)) } : {}),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The part of an address that asks for a session at a time, looked at like this. */
export function hashOf(session: Session, at: number, sight: Sight): string {
  const usual = usualSight(playgroundKit(session.protocol), session.nodes);
  const as = sight === usual ? "" : `&as=${sight}`;
  return `${prefix}${encodeSession(session)}&t=${Math.ceil(at)}${as}`;
}
