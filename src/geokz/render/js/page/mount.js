import { Words } from '../data/words.js';
import { hubOf } from '../map/hub.js';
import { Clock } from './clock.js';
import { el } from './dom.js';

/** Read the palette of the page's style sheet, so that canvas and panels agree. */
function readTheme(map) {
  const style = getComputedStyle(map.getContainer());
  const value = (name) => style.getPropertyValue(`--geokz-${name}`).trim();
  return {
    dark: value('dark') === '1',
    land: value('land'),
    water: value('water'),
    shore: value('shore'),
    border: value('border'),
    ink: value('ink'),
    accent: value('accent'),
    quiet: value('quiet'),
    deep: value('deep'),
  };
}

/** A clock at the foot of a map, and the palette; what any map with a time layer gets. */
export function mountClock(map, strings, options = {}) {
  const hub = hubOf(map);
  if (hub.clockControl) return hub.clockControl;
  const words = options.words || new Words(strings);
  if (options.language) words.language = options.language;
  Object.assign(hub.clock, options.clock);
  if (options.clock) hub.time = { from: hub.clock.from, to: hub.clock.to };
  if (hub.clock.month) hub.months = [hub.clock.month, hub.clock.month];
  map.getContainer().classList.add('geokz');
  // Leaflet's own prefix has a tooltip in English on a page of any language
  const credit = map.attributionControl;
  if (credit?.options.prefix === L.Control.Attribution.prototype.options.prefix) credit?.setPrefix('Leaflet');
  const takeTheme = () => {
    Object.assign(hub.renderer.theme, readTheme(map));
    hub.renderer.forget();
    hub.base?.redraw();
    hub.tell('theme');
  };
  hub.takeTheme = takeTheme;
  takeTheme();
  hub.clockControl = new Clock(hub, words, options);
  hub.clockControl.translate();
  map.getContainer().append(hub.clockControl.root);
  hub.renderer.footOf = () => hub.clockControl.root.offsetHeight;
  new ResizeObserver(() => hub.renderer.fitFoot()).observe(hub.clockControl.root);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', takeTheme);
  return hub.clockControl;
}

/**
 * Names under the pointer: one tooltip for the whole map.
 * @param {any} map @param {(found: {dataset: any, i: number}[]) => Promise<string>} textOf what lies there, nearest first
 */
export function mountTooltip(map, textOf) {
  const hub = hubOf(map);
  if (hub.tooltip) return;
  hub.tooltip = el('div.geokz-tooltip', { hidden: true, 'aria-hidden': 'true' });
  map.getContainer().append(hub.tooltip);
  let pending = null;
  const hovers = window.matchMedia('(hover: hover)');
  const look = async (point) => {
    // a finger points at nothing: what it touches opens
    if (!hovers.matches) return;
    const found = hub.renderer.pick(point, 7);
    map.getContainer().classList.toggle('geokz-pointing', found.length > 0);
    if (!found.length) {
      hub.tooltip.hidden = true;
      return;
    }
    const text = await textOf(found);
    hub.tooltip.textContent = text;
    hub.tooltip.hidden = !text;
    const { offsetWidth: wide, offsetHeight: high } = hub.tooltip;
    const { x: width, y: height } = map.getSize();
    const foot = Math.min(height, hub.clockControl?.root.offsetTop || height);
    const left = Math.max(0, Math.min(point.x + 12, width - wide - 4));
    const below = point.y + 14 + high <= foot; // else above the pointer, where nothing covers it
    const top = below ? point.y + 14 : Math.max(0, Math.min(point.y - 10, foot) - high);
    hub.tooltip.style.transform = `translate(${left}px, ${top}px)`;
  };
  map.on('mousemove', (event) => {
    if (!pending) {
      requestAnimationFrame(() => {
        look(pending);
        pending = null;
      });
    }
    pending = event.containerPoint;
  });
  map.on('mouseout movestart zoomstart', () => {
    hub.tooltip.hidden = true;
  });
}
