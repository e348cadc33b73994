/** The time bar, following the view above it. */
export function TimeBarOfView() {
  return null;
}
