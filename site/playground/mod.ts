/// <reference lib="dom" />
/** The playground: a cluster that runs in the page, to be broken there. @module */

import "./style.css";
import { playgroundKit } from "../../lib/laboratory/playground/kits.ts";
import { newSession } from "../../lib/laboratory/playground/session.ts";
import { readLink } from "./link.ts";
import { openLarge } from "./large.ts";
import { openSmall } from "./small.ts";

/** How a playground is opened. */
export interface PlaygroundOptions {
  /** The protocol of a new session; default: Raft. */
  readonly protocol?: string;
  /** The text of a session to begin with, where the address asks for none. */
  readonly session?: string;
  /** Only the ring and a few buttons. */
  readonly small?: boolean;
  /** Where the whole playground is, for the small one. */
  readonly home?: string;
}

/** A playground on a page. */
export interface Opened {
  /** Takes it off the page. */
  close(): void;
}

/** Opens a playground in `root`. When the address asks for another session, it shows that one. */
export function openPlayground(
  root: HTMLElement,
  options: PlaygroundOptions = {},
): Opened {
  let opened = openAt(root, options);
  const onHash = () => {
    if (readLink(location.hash) === undefined) return;
    opened.close();
    opened = openAt(root, options);
  };
  addEventListener("hashchange", onHash);
  return {
    close() {
      removeEventListener("hashchange", onHash);
      opened.close();
    },
  };
}

function openAt(root: HTMLElement, options: PlaygroundOptions): Opened {
  const given = options.session === undefined ? undefined : `#play=${options.session}`;
  const asked = readLink(location.hash) ??
    (given === undefined ? undefined : readLink(given));
  const refusal = typeof asked === "string" ? asked : undefined;
  const linked = typeof asked === "object" ? asked : {
    session: newSession(playgroundKit(options.protocol ?? "raft"), 7),
    at: 0,
  };
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const opening = {
    ...linked,
    isCalm,
    refusal,
    isLinked: typeof asked === "object",
  };
  return options.small
    ? openSmall(root, { ...opening, home: options.home ?? "playground.html" })
    : openLarge(root, opening);
}
