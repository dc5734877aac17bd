/** The window, in pixels, in which the page has its plain size: on a desk; in a hall, where it is read from afar. */
const [DESK, HALL] = [
  [2560, 1440],
  [1600, 900],
];

/** How many times its plain size the page has in a window, in steps of a twentieth; never less than once. @param {number} width @param {number} height @param {boolean} hall */
export function growthOf(width, height, hall) {
  const [wide, high] = hall ? HALL : DESK;
  return Math.max(1, Math.floor(Math.min(width / wide, height / high) * 20) / 20);
}

/** The page grows with its window: panels, texts and symbols alike. */
export class Growth {
  /** @param {any} map a Leaflet map @param {boolean} hall whether it hangs in a hall */
  constructor(map, hall) {
    this.map = map;
    this.hall = hall;
    this.factor = 1;
    window.addEventListener('resize', () => this.fit());
    this.fit();
  }

  fit(hall = this.hall) {
    this.hall = hall;
    const factor = growthOf(window.innerWidth, window.innerHeight, hall);
    if (factor === this.factor) return;
    this.factor = factor;
    document.documentElement.style.zoom = String(factor);
    this.map.invalidateSize({ animate: false });
  }
}
