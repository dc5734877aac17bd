import { scaleOfNumber } from '../data/dress.js';
import { svgPath } from '../map/symbols.js';
import { el } from './dom.js';

/** Numbers of prisoners whose symbols the key shows. */
export const EXAMPLES = [5000, 20000, 60000];

/** How large the symbol of so many prisoners is, in a corner of the map. */
export class SizeKey {
  /** @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub @param {import('../data/words.js').Words} words */
  constructor(atlas, hub, words) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.layer = atlas.layers.find(({ key, prisoners }) => prisoners && atlas.datasets.get(key)?.scaleOf);
    this.root = el('div.geokz-size-key', { hidden: true });
    hub.onChange((what) => what === 'layers' && this.follow());
  }

  /** Only where there are symbols it speaks of. */
  follow() {
    this.root.hidden = !this.layer || !this.hub.isShown(this.layer.key);
  }

  translate() {
    this.follow();
    if (!this.layer) return;
    const { shape } = this.layer;
    const colour = this.atlas.colour(this.layer, this.hub.renderer.theme.dark);
    const { size } = this.hub.layers.get(this.layer.key).dataset.style;
    const example = (number) => {
      const reach = size * scaleOfNumber(number);
      const side = Math.ceil(2 * reach + 2);
      return el('span.geokz-size', {}, [
        el('svg', { viewBox: `0 0 ${side} ${side}`, width: side, height: side, 'aria-hidden': 'true' }, [
          el('path', { d: svgPath(shape, side / 2, side / 2, reach), fill: colour }),
        ]),
        el('span', { text: this.words.number(number) }),
      ]);
    };
    this.root.replaceChildren(el('p', { text: this.words.t('sizeKey') }), ...EXAMPLES.map(example));
  }
}
