import { type LayoutInfo, ListLayout, Rect } from "react-aria-components";

/** Rows of one height under the headings of their days. A heading stays at the top while its rows go by. */
export class DayLayout extends ListLayout<object> {
  constructor() {
    super({ rowSize: 72, headingSize: 32, padding: 8 });
  }

  override getVisibleLayoutInfos(rect: Rect): LayoutInfo[] {
    const shown = super.getVisibleLayoutInfos(rect);
    for (const info of shown) {
      if (info.type !== "header") continue;
      info.isSticky = true;
      info.zIndex = 1;
      // Where it sticks; it comes first in its section, so it needs no other place. A hair over the edge: where text is
      // larger the list may begin between two pixels, and its rows would show through there.
      info.rect.y = -1;
    }
    return shown;
  }

  /** Always from the top: what is passed over has no heading, and is measured as if it were rows alone. */
  protected override buildCollection(offset?: number) {
    this.requestedRect = this.requestedRect.union(new Rect());
    return super.buildCollection(offset);
  }
}
