/// <reference lib="dom" />
/** A session in the address of a page: `#play=…&t=…`, and `&as=…` where it is not looked at as usual. @module */

import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import { encodeSession } from "../../lib/laboratory/playground/code.ts";
import type { Sight } from "../../lib/kit/playground/views.ts";
import { readSession } from "../../lib/laboratory/playground/read.ts";
import { sightFrom, usualSight } from "../../lib/laboratory/playground/sight.ts";
import { LONGEST_MS, type Session } from "../../lib/laboratory/playground/session.ts";

/** A session, and the time at which it is looked at. */
export interface Linked {
  readonly session: Session;
  /** What its protocol has brought. */
  readonly kit: AnyPlaygroundKit;
  /** In ms. */
  readonly at: number;
  /** Through whose eyes; default: as usual. */
  readonly sight?: Sight;
}

const prefix = "#play=";

/** Whether an address asks for a session. */
export function isLink(hash: string): boolean {
  return hash.startsWith(prefix);
}

/** The session that an address asks for, with its protocol, or what is wrong with it in words. */
export async function readLink(hash: string): Promise<Linked | string> {
  const [code = "", time = "t=0", as = ""] = hash.slice(prefix.length).split(
    "&",
  );
  try {
    const at = /^t=(0|[1-9]\d{0,5})$/.exec(time)?.[1];
    const { session, kit } = await readSession(code);
    return {
      session,
      kit,
      at: Math.min(LONGEST_MS, Number(at ?? 0)),
      ...(as.startsWith("as=") ? { sight: sightFrom(kit, session.nodes, as.slice(3)) } : {}),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The part of an address that asks for a session at a time, looked at like this. */
export function hashOf(
  { session, kit }: Pick<Linked, "session" | "kit">,
  at: number,
  sight: Sight,
): string {
  const usual = usualSight(kit, session.nodes);
  const as = sight === usual ? "" : `&as=${sight}`;
  return `${prefix}${encodeSession(session, kit)}&t=${Math.ceil(at)}${as}`;
}
