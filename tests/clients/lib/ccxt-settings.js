// How ccxt finds the simulator: every address that it knows, of whatever product, becomes the simulator's.
import { hmac, rest, ws } from './settings.js';

export const exchangeOptions = () => ({
  apiKey: hmac.key,
  secret: hmac.secret,
  enableRateLimit: false,
  options: {
    defaultType: 'spot',
    fetchMarkets: { types: ['spot'] },
    // Currencies, wallets and fees come from the wallet API, which is not spot trading.
    fetchCurrencies: false,
    fetchMargins: false,
    warnOnFetchOpenOrdersWithoutSymbol: false,
  },
});

const moved = (value) => (typeof value === 'string'
  ? value.replace(/^https:\/\/[^/]+/, rest).replace(/^wss:\/\/[^/]+/, ws)
  : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, moved(inner)])));

export function towardsSimulator(exchange) {
  exchange.urls.api = moved(exchange.urls.api);
  return exchange;
}
