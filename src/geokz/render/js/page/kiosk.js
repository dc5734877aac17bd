/**
 * For an unattended screen: after so many seconds of rest the page returns to how it opened. The address asks for it:
 * `#kiosk=90`. Nothing in the page leads out of it.
 */
export class Kiosk {
  /** @param {number} seconds @param {() => void} reset */
  constructor(seconds, reset) {
    this.wait = seconds * 1000;
    this.reset = reset;
    this.timer = 0;
    for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
      document.addEventListener(event, () => this.stir(), { passive: true, capture: true });
    }
    document.documentElement.classList.add('geokz-kiosk');
    document.addEventListener('contextmenu', (event) => event.preventDefault());
    this.stir();
  }

  stir() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.reset();
      this.stir();
    }, this.wait);
  }
}
