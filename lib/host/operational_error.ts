/** Errors that a person has to deal with, told in one line. @module */

/** An operational error, not a bug: a port is in use, a disk is full. */
export class OperationalError extends Error {
  /** Tells it from other errors. */
  override readonly name = "OperationalError";
}

/** Why something failed, in the words of the one who has to deal with it. */
export function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such file or folder";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  if (error instanceof Deno.errors.NotCapable) return "Deno was not given the permission";
  if (error instanceof Deno.errors.AddrInUse) return "the port is in use";
  if (error instanceof Deno.errors.AddrNotAvailable) return "the address is not of this machine";
  if (error instanceof Deno.errors.ConnectionRefused) return "nobody listens there";
  if (error instanceof Deno.errors.ConnectionReset) return "the connection was cut";
  if (error instanceof Deno.errors.BrokenPipe) return "the connection was cut";
  if (error instanceof Deno.errors.NotADirectory) return "it is not a folder";
  if (isNoSpace(error)) return "the disk is full";
  const words = error instanceof Error ? error.message : String(error);
  return words.split("\n")[0]!;
}

function isNoSpace(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === "ENOSPC";
}
