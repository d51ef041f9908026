/** How workers of a page are started. @module */

/**
 * The address of a script that loads another. A worker that comes from the page itself keeps to the page's
 * Content-Security-Policy: what runs in it can reach no other host.
 */
export function bootstrap(script: string): string {
  const code = `import ${JSON.stringify(script)};`;
  return URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
}
