// npm `binance`, WebsocketClient: every spot market stream.
import { createRequire } from 'node:module';
import { call, within } from '../lib/report.js';
import { hmac, ws } from '../lib/settings.js';

const require = createRequire(import.meta.url);
const { WebsocketClient, DefaultLogger } = require('binance');
const quiet = { ...DefaultLogger, trace() {}, info() {}, error() {}, warn() {} };

export async function judge(name) {
  const client = new WebsocketClient({ api_key: hmac.key, api_secret: hmac.secret, wsUrl: ws }, quiet);
  client.on('exception', () => {});
  const next = (isIt) => within(new Promise((resolve) => {
    client.on('message', function heard(data) {
      if (!isIt(data)) return;
      client.off('message', heard);
      resolve(data);
    });
  }));
  const of = (kind) => (data) => (Array.isArray(data) ? data[0]?.e : data.e) === kind;
  const isPartial = (data) => data.lastUpdateId > 0 && data.bids.length > 0;
  const streams = [
    ['subscribeSpotAggregateTrades', ['BTCUSDT'], of('aggTrade')],
    ['subscribeSpotTrades', ['BTCUSDT'], of('trade')],
    ['subscribeSpotKline', ['BTCUSDT', '1m'], of('kline')],
    ['subscribeSpotSymbolMini24hrTicker', ['BTCUSDT'], of('24hrMiniTicker')],
    ['subscribeSpotAllMini24hrTickers', [], of('24hrMiniTicker')],
    ['subscribeSpotSymbol24hrTicker', ['BTCUSDT'], of('24hrTicker')],
    ['subscribeAllRollingWindowTickers', ['spot', '1h'], of('1hTicker')],
    ['subscribeSpotSymbolBookTicker', ['BTCUSDT'], (data) => data.u > 0 && data.s === 'BTCUSDT'],
    ['subscribeSpotPartialBookDepth', ['BTCUSDT', 5, 100], isPartial],
    ['subscribeSpotPartialBookDepth', ['ETHUSDT', 20, 1000], isPartial],
    ['subscribeSpotDiffBookDepth', ['BTCUSDT', 100], of('depthUpdate')],
    ['subscribeSpotDiffBookDepth', ['BTCUSDT', 1000], of('depthUpdate')],
  ];
  for (const [method, parameters, isIt] of streams) {
    await call(name, `${method}(${parameters.join(',')})`, async () => {
      const event = next(isIt);
      await client[method](...parameters);
      return event;
    });
  }

  for (const topic of ['btcusdt@avgPrice', 'btcusdt@referencePrice', 'btcusdt@ticker_4h', 'btcusdt@kline_1d@+08:00']) {
    await call(name, `subscribe(${topic})`, async () => {
      const kind = { avgPrice: 'avgPrice', referencePrice: 'referencePrice', ticker_4h: '4hTicker' }[topic.split('@')[1]] ?? 'kline';
      const event = next(of(kind));
      await client.subscribe(topic, 'main');
      return event;
    });
  }

  // The library closes the connection when nothing is left on it; a stream stays so that this is about UNSUBSCRIBE alone.
  await call(name, 'unsubscribe', () => client.unsubscribe('btcusdt@trade', 'main'));
  client.closeAll(true);
}
