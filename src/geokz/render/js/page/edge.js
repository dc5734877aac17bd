/* global L */
import { el, shield } from './dom.js';

/** How far an arrow key moves the edge, and with Shift, in per cent of the map. */
const [STEP, LEAP] = [2, 10];

/** Per cent of the map that the edge keeps from its sides. */
const MARGIN = 3;

/**
 * Two years on one map with an edge between them that can be dragged: the earlier on its left, the later on its right.
 * The renderer draws both, one after the other, and each is shown on its side.
 */
export class Edge {
  /**
   * @param {import('../map/hub.js').Hub} hub @param {import('../data/words.js').Words} words
   * @param {{remember: () => void}} verbs
   */
  constructor(hub, words, verbs) {
    this.hub = hub;
    this.words = words;
    this.verbs = verbs;
    /** where it stands, in per cent of the map from the left; null when there is none @type {number | null} */
    this.at = null;
    this.drawing = false;
    this.later = document.createElement('canvas');
    this.sides = { from: el('span.geokz-edge-from'), to: el('span.geokz-edge-to') };
    this.handle = el('div.geokz-edge-handle', {
      role: 'slider',
      tabindex: '0',
      'aria-valuemin': MARGIN,
      'aria-valuemax': 100 - MARGIN,
      onkeydown: (event) => this.onKey(event),
      onpointerdown: (event) => this.onPointer(event),
    });
    this.root = shield(
      el('div.geokz-edge', { hidden: true }, [
        el('div.geokz-edge-line'),
        el('p.geokz-edge-years', { 'aria-hidden': 'true' }, Object.values(this.sides)),
        this.handle,
      ]),
    );
    const { map } = hub;
    map.getContainer().append(this.root);
    map.on('move', () => this.at !== null && hub.renderer.redraw());
  }

  /** @param {number | null} at per cent of the map, or null to take it away */
  put(at) {
    // things too many for symbols are drawn as cells, of one time only
    this.at = at === null || this.hub.renderer.field ? null : Math.max(MARGIN, Math.min(100 - MARGIN, Math.round(at)));
    this.root.hidden = this.at === null;
    if (this.at !== null) {
      this.root.style.left = `${this.at}%`;
      this.root.style.setProperty('--geokz-edge', `${this.at}vw`);
      this.handle.setAttribute('aria-valuenow', String(this.at));
    }
    this.hub.renderer.redraw();
    this.verbs.remember();
  }

  onKey(event) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const end = { Home: 0, End: 100 }[event.key];
    if (by === undefined && end === undefined) return;
    event.preventDefault();
    this.put(end ?? (this.at ?? 50) + by * (event.shiftKey ? LEAP : STEP));
  }

  onPointer(event) {
    if (event.button > 0) return;
    event.preventDefault();
    this.handle.focus({ preventScroll: true });
    this.handle.setPointerCapture(event.pointerId);
    const box = this.hub.map.getContainer().getBoundingClientRect();
    const move = (moved) => this.put(((moved.clientX - box.left) / box.width) * 100);
    const up = () => {
      for (const [name, listener] of Object.entries({ pointermove: move, pointerup: up, pointercancel: up }))
        this.handle.removeEventListener(name, listener);
    };
    for (const [name, listener] of Object.entries({ pointermove: move, pointerup: up, pointercancel: up }))
      this.handle.addEventListener(name, listener);
  }

  /** What stands at the head of each side. @param {[string, string]} texts of the earlier and the later year */
  write([from, to]) {
    this.sides.from.textContent = from;
    this.sides.to.textContent = to;
    this.handle.setAttribute('aria-label', this.words.t('edgeMove'));
    this.handle.setAttribute('aria-valuetext', `${from} | ${to}`);
  }

  /**
   * The canvas has the later year: keep it, draw the earlier one in its place, and lay the later over the right side.
   * @param {CanvasRenderingContext2D} context @param {any} renderer @param {number} year the earlier one
   */
  draw(context, renderer, year) {
    if (this.drawing || this.at === null) return;
    const { hub, later } = this;
    const { canvas } = context;
    const { map } = hub;
    later.width = canvas.width;
    later.height = canvas.height;
    later.getContext('2d')?.drawImage(canvas, 0, 0);
    this.drawing = true;
    hub.glance(year, year, () => renderer.drawFine());
    this.drawing = false;
    // seats that moved there and back have asked for another drawing, which would ask again
    cancelAnimationFrame(renderer.frame);
    renderer.frame = 0;
    const edge = map.containerPointToLayerPoint([(map.getSize().x * this.at) / 100, 0]);
    const x = Math.round((edge.x - L.DomUtil.getPosition(canvas).x) * renderer.ratio);
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(x, 0, canvas.width - x, canvas.height);
    if (x < canvas.width) {
      const left = Math.max(0, x);
      const width = canvas.width - left;
      context.drawImage(later, left, 0, width, canvas.height, left, 0, width, canvas.height);
    }
    context.restore();
  }
}
