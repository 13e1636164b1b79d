import type { Panel, PanelCheck } from "../../host";

/** How long a keystroke waits at most before it is written down. */
export const KEEP_AFTER_MS = 120;

export interface KeeperPort {
  keep: (panel: Panel) => Promise<PanelCheck>;
  drop: () => Promise<unknown>;
  /** A panel that holds nothing is not kept; what was kept of it before goes. */
  holdsNothing: (panel: Panel) => boolean;
  onChecked: (panel: Panel, check: PanelCheck) => void;
  onTrouble: (trouble: unknown | null) => void;
}

/**
 * Writes the panel down behind the typing: shortly after each keystroke, one write at a time and
 * always the latest text, so that an older write can never land on top of a newer one.
 */
export class Keeper {
  #port: KeeperPort;
  #next: Panel | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;
  /** Something of this panel is on disk. */
  #onDisk: boolean;
  #closed = false;
  #unkept = false;

  constructor(port: KeeperPort, onDisk: boolean) {
    this.#port = port;
    this.#onDisk = onDisk;
  }

  /** Something of this panel is on disk. */
  get onDisk(): boolean {
    return this.#onDisk;
  }

  /** The last write failed: the text is on screen and nowhere else. */
  get unkept(): boolean {
    return this.#unkept;
  }

  changed(panel: Panel): void {
    if (this.#closed) return;
    this.#next = panel;
    // A running timer is left alone: somebody who types without a pause is kept all the same.
    this.#timer ??= setTimeout(() => void this.flush(), KEEP_AFTER_MS);
  }

  /** Resolves once the text is on disk, or once it is known that it could not be put there. */
  async flush(): Promise<void> {
    this.#stopTimer();
    while (this.#next !== null || this.#running !== null) {
      // Cleared only once it is over: a write with nothing to do ends before it is even stored here.
      this.#running ??= this.#write().finally(() => {
        this.#running = null;
      });
      await this.#running;
    }
  }

  /** Forgets what is not written yet and waits for the write under way: Save and Discard come next. */
  async hold(): Promise<void> {
    this.#stopTimer();
    this.#next = null;
    await this.#running;
  }

  /** After Save: nothing may be written any more. */
  close(): void {
    this.#closed = true;
    this.#stopTimer();
    this.#next = null;
  }

  async #write(): Promise<void> {
    const panel = this.#next;
    this.#next = null;
    try {
      if (panel === null) return;
      if (this.#port.holdsNothing(panel)) {
        if (this.#onDisk) await this.#port.drop();
        this.#onDisk = false;
      } else {
        const check = await this.#port.keep(panel);
        this.#onDisk = true;
        this.#port.onChecked(panel, check);
      }
      this.#unkept = false;
      this.#port.onTrouble(null);
    } catch (trouble) {
      this.#unkept = true;
      this.#port.onTrouble(trouble);
    }
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
