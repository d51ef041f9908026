/** Judged code may import the packages of the project, and no others. @module */

/** What is said of code that imports another one. */
export const NO_SUCH_PACKAGE =
  "it imports a package that the project does not have: only those in deno.json can be imported";

/** Whether Deno ended with these words because it would have had to fetch a package, or to lock one. */
export function missesPackage(stderr: string): boolean {
  return /The lockfile is out of date|--cached-only is specified|Failed loading https?:/.test(
    stderr,
  );
}
