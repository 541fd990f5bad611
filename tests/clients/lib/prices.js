// Prices around the market as it is now, on BTCUSDT's grid.
import { rest } from './settings.js';

export async function prices() {
  const answer = await fetch(`${rest}/api/v3/ticker/price?symbol=BTCUSDT`);
  const last = Number((await answer.json()).price);
  const at = (factor) => (last * factor).toFixed(2);
  return { last, at, low: at(0.9), lower: at(0.85), high: at(1.1), higher: at(1.15) };
}
