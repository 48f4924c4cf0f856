/** Whether the viewer may do something to a row now: the graph says so with it, by the names of its mutations. */
export function allows(
  allowedTransitions: readonly { readonly mutation: string }[] | null | undefined,
  mutation: string,
): boolean {
  return allowedTransitions?.some((each) => each.mutation === mutation) ?? false;
}
