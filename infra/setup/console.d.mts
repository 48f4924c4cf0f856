/** Whether the pages were built of the sources as they are now. */
export function isConsoleBuilt(root: string): boolean;
