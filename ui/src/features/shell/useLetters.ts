import { useEffect, useState } from "react";

/** Whether the letters of the app are here: what is painted before would jump when they come. */
export function useLetters(): boolean {
  const [here, setHere] = useState(false);
  useEffect(() => {
    const shown = () => setHere(true);
    // Letters that cannot be read must not keep the app away; the system's take their place.
    document.fonts.load('1em "Inter Variable"').then(shown, shown);
  }, []);
  return here;
}
