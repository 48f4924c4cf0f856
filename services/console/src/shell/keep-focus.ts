/**
 * Whoever works by keys stays where they were. When what had the focus is gone (a row that was decided, a page that was
 * left, a dialogue that was closed), the focus goes to what it came from, or to the nearest part of the page around it
 * that is still there; what was only disabled for a while has it back.
 */
const PARTS = 'section, article, form, nav, .ant-card, [role="region"], [role="dialog"], #content';

export function keepFocus(): void {
  let last: HTMLElement | null = null;
  let wasDisabled = false;
  /** Where to go, the nearest first: the parts around it; of what lies over the page also what it was opened from. */
  let places: readonly HTMLElement[] = [];

  const mend = () => {
    const { activeElement } = document;
    if (!last || (activeElement && activeElement !== document.body)) return;
    if (isShown(last)) {
      const isDisabled = last.matches(':disabled');
      if (!isDisabled && wasDisabled) last.focus({ preventScroll: true });
      else if (!isDisabled) last = null; // somebody clicked beside it
      wasDisabled = isDisabled;
      return;
    }
    const place = places.find(isShown) ?? document.querySelector<HTMLElement>('#content');
    if (!place) return; // the page that comes next will have one
    if (place.matches(PARTS) && !place.hasAttribute('tabindex')) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: 'nearest' });
  };

  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    last = target;
    wasDisabled = false;
    const layer = target.closest('body > *');
    const below = layer?.id === 'root' ? [] : places.filter((place) => !layer?.contains(place));
    places = [target, ...partsOf(target), ...below];
  });
  // What is hidden or disabled loses the focus a moment later, and nothing in the page changes then.
  document.addEventListener('focusout', ({ relatedTarget }) => relatedTarget ?? setTimeout(mend));
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
}

function partsOf(element: HTMLElement): readonly HTMLElement[] {
  const parts: HTMLElement[] = [];
  for (let at = element.parentElement; at; at = at.parentElement) if (at.matches(PARTS)) parts.push(at);
  return parts;
}

function isShown(element: HTMLElement): boolean {
  return element.isConnected && element.checkVisibility();
}
