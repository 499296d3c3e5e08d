// Every screen, as whoever cannot see it, cannot use a mouse, or looks at it enlarged finds it.

import { look } from "./look.mjs";
import { expect, test } from "./support.mjs";
import { PROVOKED, SCREENS, settle } from "./screens.mjs";

for (const lang of ["zh", "en"]) {
  for (const group of Object.keys(SCREENS)) {
    test(`${group}, ${lang}: no axe finding in either theme, nothing lost at 200 % and 400 %`, async ({ page, context, watch }) => {
      watch.allow(PROVOKED);
      await settle(context, lang);
      // Colours that are under way from one theme to the other belong to neither.
      await page.emulateMedia({ reducedMotion: "reduce" });
      const found = [];
      await SCREENS[group](page, async (name) => {
        found.push(...(await look(page, name)));
      });
      expect(found).toEqual([]);
    });
  }
}
