// What whoever cannot see a screen, cannot use a mouse, or looks at it enlarged finds on it.

import { axe } from "./support.mjs";

/** 200 % and 400 % of the usual window of 1280 px. */
const ZOOMED = [640, 320];

/** What sticks out of the page at its width, other than what scrolls by itself and what is hidden. */
const sticking = () => {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (/auto|scroll|hidden|clip/.test(style.overflowX) || style.clipPath !== "none") return true;
    }
    return false;
  };
  const seen = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.right > width + 1 && element.checkVisibility() && !scrolls(element);
  });
  return seen.map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 30)}`);
};

/** Texts that a fixed height cuts off. */
const cut = () =>
  [...document.querySelectorAll("button, a, h1, h2, h3, label, .status, .toast, .btn")]
    .filter((element) => element.checkVisibility() && !element.closest(".vh"))
    .filter((element) => {
      const style = getComputedStyle(element);
      const hides = style.overflow === "hidden" || style.overflowY === "hidden";
      return hides && element.scrollHeight > element.clientHeight + 2;
    })
    .map((element) => element.textContent.slice(0, 40));

/** What is wrong with the screen as it is now: for axe in either theme, and enlarged; `[]` is good. */
export async function look(page, name) {
  const found = [];
  const before = page.viewportSize();
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme });
    found.push(...(await axe(page)).map((finding) => ({ name, theme, ...finding })));
  }
  for (const width of ZOOMED) {
    await page.setViewportSize({ width, height: 720 });
    const lost = [...(await page.evaluate(sticking)), ...(await page.evaluate(cut))];
    if (lost.length > 0) found.push({ name, width, lost: lost.slice(0, 5) });
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(before);
  return found;
}
