import { UNITS } from '../data/units.js';

/**
 * A map in a frame of another page. What happens here is told to the page around it by `postMessage`, as
 * `{geokz: 'time', from, to, first, last}`, years and the days they begin and end with; the page around it may steer the map only where the map was built to be steered by its site.
 *
 * @typedef {object} Steered the part of `window.geokz` that messages may call
 * @property {(from: number, to: number) => Promise<void>} setTime @property {(keys: string[]) => void} setLayers
 * @property {(code: string) => void} setLanguage @property {(id: string | null) => void} select
 * @property {(key: string | null) => void} setSource
 */

/** What a message may ask for, and how it is asked of the map. */
/** @type {Record<string, (geokz: Steered, asked: any) => unknown>} */
const VERBS = {
  setTime: (geokz, { from, to }) => geokz.setTime(from, to ?? from),
  setLayers: (geokz, { keys }) => geokz.setLayers(Array.isArray(keys) ? keys.map(String) : []),
  setLanguage: (geokz, { code }) => geokz.setLanguage(String(code)),
  setSource: (geokz, { key }) => geokz.setSource(key === null ? null : String(key)),
  select: (geokz, { id }) => geokz.select(id === null ? null : String(id)),
};

/**
 * @param {Steered & {ready: Promise<any>, state: () => any}} geokz @param {import('../map/hub.js').Hub} hub
 * @param {(listener: () => void) => void} onSelect @param {string[]} sites whose pages may steer, by their origins
 */
export function mountEmbed(geokz, hub, onSelect, sites) {
  if (window.parent !== window) {
    const tell = (what, values) => window.parent.postMessage({ geokz: what, ...values }, '*');
    const time = () => {
      const [first, last] = hub.days().map(UNITS.day.written);
      return { ...hub.time, first, last };
    };
    let told = '';
    hub.onChange((what) => {
      const now = time();
      if (what !== 'time' || told === `${now.first} ${now.last}`) return;
      told = `${now.first} ${now.last}`;
      tell('time', now);
    });
    let selected = null;
    onSelect(() => {
      const now = geokz.state().selected;
      if (now !== selected) tell('select', { id: now });
      selected = now;
    });
    geokz.ready.then(() => tell('ready', time()));
  }
  if (sites.length)
    window.addEventListener('message', (event) => sites.includes(event.origin) && obey(geokz, event.data));
}

/** Do what a message asks; what it asks wrongly changes nothing. @param {Steered} geokz @param {any} asked */
export async function obey(geokz, asked) {
  if (!asked || typeof asked !== 'object' || !Object.hasOwn(VERBS, String(asked.geokz))) return;
  try {
    await VERBS[asked.geokz](geokz, asked);
  } catch {
    // years that are none, a language the map does not speak
  }
}
