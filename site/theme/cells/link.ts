/** Edited cells in the fragment of a link, which no server sees. @module */

import type { Edits } from "./kept.ts";

const START = "#cells=";

/** What a link may grow to when it is unpacked, in bytes: a chapter has 30 kB of code. */
const MOST_BYTES = 1_000_000;

/** A link to the page that is shown, with these edits. */
export async function linkWith(edits: Edits): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(edits));
  const packed = await drained(
    through(bytes, new CompressionStream("deflate-raw")),
  );
  const letters = btoa(String.fromCharCode(...packed))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `${location.origin}${location.pathname}${START}${letters}`;
}

/** The edits in a link's fragment; nothing if there are none, or none that can be read. */
export async function editsIn(hash: string): Promise<Edits | undefined> {
  if (!hash.startsWith(START)) return undefined;
  try {
    const letters = hash.slice(START.length).replaceAll("-", "+").replaceAll(
      "_",
      "/",
    );
    const packed = Uint8Array.from(
      atob(letters),
      (letter) => letter.charCodeAt(0),
    );
    const bytes = await drained(
      through(packed, new DecompressionStream("deflate-raw")),
    );
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const entries = Object.entries(Object(found)).filter(([, source]) =>
      typeof source === "string"
    );
    return Object.fromEntries(entries) as Edits;
  } catch {
    return undefined;
  }
}

function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(stream);
}

async function drained(
  stream: ReadableStream<Uint8Array>,
): Promise<Uint8Array> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > MOST_BYTES) {
      throw new Error(`Cannot unpack more than ${MOST_BYTES} bytes`);
    }
    parts.push(read.value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
