/**
 * The text of a file that holds a history: packed by gzip or not, and perhaps no file but a pipe. What is
 * endless, silent or no text is refused.
 *
 * @module
 */

import { gunzipSync } from "node:zlib";

/** What cannot be read, and why. */
export class UnreadableFile extends Error {}

/** How much is read of a file, unpacked. */
const mostBytes = 2 ** 28;
/** How long a pipe may be silent. */
const patienceMs = 10_000;

/** The text of a file, unpacked. */
export async function readText(path: string): Promise<string> {
  return textOf(unpacked(await bytesOf(path)));
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { isDirectory, size } = await Deno.stat(path);
    if (isDirectory) throw new UnreadableFile("it is a folder");
    if (size > mostBytes) throw tooLarge();
    const file = await inTime(Deno.open(path));
    return await collect(file.readable);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new UnreadableFile("there is no such file");
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new UnreadableFile("its permissions forbid it");
    }
    throw error;
  }
}

/** Files packed by gzip begin with these two bytes, which no text does. */
function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** What was packed; files may be packed one after the other. */
function unpacked(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (!isPacked(bytes)) return bytes;
  try {
    return new Uint8Array(gunzipSync(bytes, { maxOutputLength: mostBytes }));
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    throw new UnreadableFile("what gzip packed in it is damaged");
  }
}

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await inTime(reader.read());
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    length += value.length;
    if (length > mostBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
    // Nothing is gained by reading on: it is no text.
    if (value.includes(0) && !isPacked(chunks[0]!)) await reader.cancel();
  }
}

function tooLarge(): UnreadableFile {
  return new UnreadableFile(`it holds more than ${mostBytes / 2 ** 20} MiB`);
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const why = `nothing came from it for ${patienceMs / 1000} s`;
    timer = setTimeout(() => reject(new UnreadableFile(why)), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const binary = bytes.indexOf(0);
  if (binary >= 0) throw notText(bytes, binary, "a byte that is 0");
  try {
    return decoder.decode(bytes);
  } catch {
    // A line feed is never part of another character.
    for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
      end = bytes.indexOf(0x0a, start);
      if (end < 0) end = bytes.length;
      try {
        decoder.decode(bytes.subarray(start, end));
      } catch {
        throw notText(bytes, start, "bytes that are no character");
      }
    }
    throw notText(bytes, 0, "bytes that are no character");
  }
}

function notText(bytes: Uint8Array, at: number, given: string): UnreadableFile {
  let line = 1;
  for (let i = bytes.indexOf(0x0a); i >= 0 && i < at; i = bytes.indexOf(0x0a, i + 1)) line++;
  return new UnreadableFile(`line ${line} must be text in UTF-8: given ${given}`);
}
