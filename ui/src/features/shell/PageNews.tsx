import { type ReactNode, useRef } from "react";
import { useFocusGone } from "../../components/useFocusGone";
import { focusPage } from "./focusPage";

type Props = { className?: string | undefined; children: ReactNode };

/** News above a page, in the page only while there is some: whoever is in it when it goes is led into the page. */
export function PageNews({ className, children }: Props) {
  const news = useRef<HTMLDivElement>(null);
  useFocusGone(news, focusPage);
  return (
    <div ref={news} className={className}>
      {children}
    </div>
  );
}
