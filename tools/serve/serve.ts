/** A small server for the built book, on loopback alone. @module */

import { typed } from "../command/typed.ts";
import { answer } from "./answer.ts";

/** A server that runs. */
export interface Served {
  /** Where the book is. */
  readonly url: string;
  /** Ends when the server does. */
  readonly finished: Promise<void>;
  stop(): Promise<void>;
}

/** Serves `folder` on loopback below the path `base`; port 0 takes any that is free. Throws if it is taken. */
export function serve(folder: string, port: number, base = "/"): Served {
  try {
    const quiet = { hostname: "127.0.0.1", port, onListen() {} };
    const server = Deno.serve(quiet, (request) => respond(folder, base, request));
    return {
      url: `http://localhost:${server.addr.port}${base.slice(0, -1)}`,
      finished: server.finished,
      stop: () => server.shutdown(),
    };
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(
      `Cannot serve the book because ` +
        `port ${port} is in use: try "${typed(`start --port ${port + 1}`)}"`,
    );
  }
}

async function respond(folder: string, base: string, request: Request): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response("Only GET and HEAD are served here.\n", { status: 405 });
  }
  const path = pathOf(request.url, base);
  const found = path === undefined ? undefined : await read(folder, path);
  if (found !== undefined) return await answer(request, found.body, found.path, 200);
  const missing = await read(folder, "404.html");
  return await answer(request, missing?.body ?? new Uint8Array(), "404.html", 404);
}

/** The path that a URL asks for, below the folder; nothing when it leads out of it, or out of `base`. */
export function pathOf(url: string, base = "/"): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return undefined;
  }
  if (!path.startsWith(base)) return undefined;
  path = path.slice(base.length);
  const parts = path.split(/[/\\]/);
  if (parts.some((part) => part.startsWith(".") || part.includes("\0"))) return undefined;
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** A page may be asked for without its ending. */
async function read(
  folder: string,
  path: string,
): Promise<{ body: Uint8Array<ArrayBuffer>; path: string } | undefined> {
  for (const candidate of [path, `${path}.html`]) {
    try {
      return { body: await Deno.readFile(`${folder}/${candidate}`), path: candidate };
    } catch {
      // Not there, or a folder.
    }
  }
}
