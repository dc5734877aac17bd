/** Names reduced to what their spellings share, so that Жезказган, Жезқазған and Dzhezkazgan meet. */

const LATIN = {
  а: 'a',
  ә: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ғ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  қ: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  ң: 'n',
  о: 'o',
  ө: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ұ: 'u',
  ү: 'u',
  ф: 'f',
  х: 'h',
  һ: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: 'i',
  і: 'i',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
};

/**
 * @param {string} text
 * @returns {string} lower-case ASCII words
 */
export function fold(text) {
  const plain = text
    .toLowerCase()
    .replace(/[а-яёәғқңөұүһі]/g, (letter) => LATIN[letter] ?? letter)
    .normalize('NFD')
    .replace(/ı/g, 'i')
    .replace(/[\u0300-\u036f'’ʼʹʺ`"«»“”.]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  return plain
    .replace(/dzh|dj|j/g, 'zh')
    .replace(/shch/g, 'sh')
    .replace(/kh/g, 'h')
    .replace(/gh/g, 'g')
    .replace(/q/g, 'k')
    .replace(/ng/g, 'n')
    .replace(/y/g, 'i')
    .replace(/w/g, 'v')
    .replace(/([a-z])\1+/g, '$1');
}
