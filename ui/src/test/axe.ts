import axe from "axe-core";

/**
 * What a screen reader's user would stumble over in a part of the page, as readable lines; empty when all is well.
 * Contrast is held by the test of the colour tokens: the test DOM has no colours.
 */
export async function faults(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}
