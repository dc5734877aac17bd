// stdin: [[text, mask], …]; stdout: their codes, rows of 0 and 1
import { readFileSync } from 'node:fs';
import { qrOf } from '../../src/geokz/render/js/data/qr.js';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const codes = asked.map(
  ([text, mask]) => qrOf(text, mask ?? undefined)?.map((row) => row.map(Number).join('')) ?? null,
);
process.stdout.write(JSON.stringify(codes));
