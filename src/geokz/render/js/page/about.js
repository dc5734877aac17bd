import { POSSIBLE, PRESUMED, SHOWN_STATES, STATE_NAMES } from '../data/life.js';
import { el } from './dom.js';
import { symbol } from './panel.js';
import { Sheet } from './sheet.js';

/** What the symbols mean, how sure we are and how we know, the sources in full, licences, version, how to cite and to correct. */
export class About {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words
   */
  constructor(atlas, hub, words) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.sheet = new Sheet('about', words, 'aboutTitle');
  }

  translate() {
    const { words, atlas, hub } = this;
    const { t } = words;
    const colour = (layer) => atlas.colour(layer, hub.renderer.theme.dark);
    const paragraph = (key, values) => el('p', { text: t(key, values) });
    const drawn = atlas.layers.filter(({ key }) => hub.layers.get(key)?.dataset.columns.n);
    const layers = drawn
      .reverse()
      .map((layer) =>
        el('li', {}, [
          symbol(layer, layer.colours ?? colour(layer)),
          !['line', 'ring', 'area'].includes(layer.shape) && symbol(layer, colour(layer), PRESUMED),
          !['line', 'area'].includes(layer.shape) && symbol(layer, colour(layer), POSSIBLE),
          words.pick(layer.label),
        ]),
      );
    const definitions = (vocabulary) =>
      el(
        'ul.geokz-legend',
        {},
        Object.values(atlas.vocabularies[vocabulary]).map((texts) => el('li', { text: words.pick(texts) })),
      );
    const sources = Object.values(atlas.sources).map((source) => el('li', { text: words.pick(source.full) }));
    const said = [
      t('aboutWhat') &&
        paragraph('aboutWhat', { from: hub.clock.min, to: hub.clock.max, things: words.number(atlas.things.size) }),
      el('h3', { text: t('legend') }),
      el('ul.geokz-legend', {}, layers),
      paragraph('legendStates'),
      el(
        'ul.geokz-legend',
        {},
        SHOWN_STATES.map((state) =>
          el('li', {}, [symbol({ shape: 'square' }, 'currentColor', state), words.state(STATE_NAMES[state])]),
        ),
      ),
      drawn.some(({ shape }) => shape === 'line') && paragraph('legendRailways'),
      drawn.some(({ key }) => atlas.datasets.get(key)?.scaleOf) && paragraph('legendSizes'),
      el('h3', { text: t('howSure') }),
      paragraph('howSureText'),
      definitions('precision'),
      el('h3', { text: t('standingTitle') }),
      paragraph('standingText'),
      el('h3', { text: t('sources') }),
      el('ul.geokz-sources', {}, sources),
      el('h3', { text: t('licences') }),
      paragraph('licencesText'),
      el('p.geokz-quiet', { text: atlas.about.credit }),
      el('h4', { text: t('licenceTexts') }),
      ...atlas.about.licences.map(({ name, text }) =>
        el('details.geokz-licence', { lang: 'en' }, [el('summary', { text: name }), el('pre', { text })]),
      ),
      el('h3', { text: t('versionTitle') }),
      paragraph('versionText', { ...atlas.about }),
      el('h3', { text: t('howToCorrect') }),
      paragraph('howToCorrectText'),
    ];
    this.sheet.body.replaceChildren(...said.filter(Boolean));
  }
}
