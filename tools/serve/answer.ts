/**
 * What the server answers with: a file, kept by the browser as long as it can be (RFC 9110 and 9111), and
 * compressed where that helps.
 *
 * @module
 */

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  woff2: "font/woff2",
};

/** These are text, and shrink. */
const texts = new Set(["css", "html", "js", "json", "svg", "txt"]);

/** Less than this is not worth it, in bytes. */
const leastBytes = 1024;

/** A name that has a digest of its contents in it never means anything else. */
const hashed = /^assets\/.*\.[\w-]{8}(?:\.lean)?\.\w+$/;

/** What a request says of itself. */
export interface Asked {
  readonly headers: Headers;
}

/** Answers with a file that is called `path`. */
export async function answer(
  { headers: asked }: Asked,
  body: Uint8Array<ArrayBuffer>,
  path: string,
  status: number,
): Promise<Response> {
  const ending = path.split(".").at(-1) ?? "";
  const zips = texts.has(ending) && body.length >= leastBytes &&
    /\bgzip\b(?!;q=0(?:\.0*)?(?:,|$))/.test(asked.get("accept-encoding") ?? "");
  // The bytes differ by their coding, and so must what they are known by.
  const tag = `"${await digestOf(body)}${zips ? "-gzip" : ""}"`;
  const headers = new Headers({
    "content-type": TYPES[ending] ?? "application/octet-stream",
    "cache-control": hashed.test(path) && status === 200
      ? "public, max-age=31536000, immutable"
      : "no-cache",
    etag: tag,
    "x-content-type-options": "nosniff",
  });
  if (texts.has(ending)) headers.set("vary", "accept-encoding");
  const known = (asked.get("if-none-match") ?? "").split(",").map((each) =>
    each.trim().replace(/^W\//, "")
  );
  if (status === 200 && known.includes(tag)) return new Response(null, { status: 304, headers });
  if (!zips) return new Response(body, { status, headers });
  headers.set("content-encoding", "gzip");
  const zipped = new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(zipped, { status, headers });
}

async function digestOf(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return digest.subarray(0, 9).toBase64({ alphabet: "base64url" });
}
