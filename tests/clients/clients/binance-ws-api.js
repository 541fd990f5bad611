// npm `binance`, WebsocketAPIClient: every spot call of the WebSocket API, signed one by one (HMAC) and logged on (Ed25519).
import { createRequire } from 'node:module';
import { call, within } from '../lib/report.js';
import { ed25519, hmac, ws } from '../lib/settings.js';
import { prices } from '../lib/prices.js';
import { limit, lists, single, symbol } from '../lib/orders.js';

const require = createRequire(import.meta.url);
const { WebsocketAPIClient, DefaultLogger } = require('binance');
const quiet = { ...DefaultLogger, trace() {}, info() {}, error() {}, warn() {} };
const isGood = (check) => (answer) => answer.status === 200 && (!check || check(answer.result));

// The library signs what it is given: the timestamp of a signed call is its caller's business.
const isSigned = /Order(?!Book)|Account|MyTrades|PreventedMatches|Allocations/;
const connected = (keys) => new Proxy(new WebsocketAPIClient({
  api_key: keys.key, api_secret: keys.secret, wsUrl: ws, attachEventListeners: false, muteLatencyWarning: true,
}, quiet), {
  get: (client, method) => (isSigned.test(method)
    ? (params) => client[method]({ ...params, timestamp: Date.now() })
    : client[method]?.bind?.(client) ?? client[method]),
});

async function market(judged, client) {
  const isList = (answer) => Array.isArray(answer) && answer.length > 0;
  const calls = [
    ['testSpotConnectivity'], ['getSpotServerTime', undefined, (r) => r.serverTime > 0],
    ['getSpotExchangeInfo', { symbol }, (r) => r.symbols.length === 1],
    ['getSpotOrderBook', { symbol, limit: 5 }, (r) => r.bids.length === 5],
    ['getSpotRecentTrades', { symbol, limit: 3 }, isList], ['getSpotHistoricalTrades', { symbol, fromId: 1, limit: 3 }, isList],
    ['getSpotHistoricalBlockTrades', { symbol }, Array.isArray], ['getSpotAggregateTrades', { symbol }, isList],
    ['getSpotKlines', { symbol, interval: '1m' }, isList], ['getSpotUIKlines', { symbol, interval: '1m' }, isList],
    ['getSpotAveragePrice', { symbol }, (r) => Number(r.price) > 0], ['getSpotExecutionRules', { symbol }],
    ['getSpotReferencePrice', { symbol }], ['getSpotReferencePriceCalculation', { symbol }],
    ['getSpot24hrTicker', { symbol }, (r) => r.symbol === symbol],
    ['getSpot24hrTicker', { symbols: ['BTCUSDT', 'ETHUSDT'] }, (r) => r.length === 2],
    ['getSpotTradingDayTicker', { symbol }, (r) => r.symbol === symbol],
    ['getSpotTicker', { symbol, windowSize: '7d' }, (r) => r.symbol === symbol],
    ['getSpotSymbolPriceTicker', {}, isList], ['getSpotSymbolOrderBookTicker', { symbol }, (r) => r.symbol === symbol],
  ];
  for (const [method, params, check] of calls) await judged(method, () => client[method](params), isGood(check));
}

async function orders(judged, client, p) {
  for (const [name, order] of Object.entries(single(p))) {
    await judged(`testSpotOrder(${name})`, () => client.testSpotOrder(order), isGood());
    const placed = await judged(`submitNewSpotOrder(${name})`, () => client.submitNewSpotOrder(order), isGood((r) => r.orderId > 0));
    if (!placed) continue;
    const { orderId } = placed.result;
    const found = await judged(`getSpotOrderStatus(${name})`, () => client.getSpotOrderStatus({ symbol, orderId }), isGood());
    if (found?.result.status === 'NEW') {
      await judged(`cancelSpotOrder(${name})`, () => client.cancelSpotOrder({ symbol, orderId }), isGood());
    }
  }

  const first = await within(client.submitNewSpotOrder(limit(p.low)));
  await judged('cancelReplaceSpotOrder', () => client.cancelReplaceSpotOrder({
    ...limit(p.lower), cancelReplaceMode: 'ALLOW_FAILURE', cancelOrderId: first.result.orderId,
  }), isGood((r) => r.newOrderResult === 'SUCCESS'));
  const second = await within(client.submitNewSpotOrder({ ...limit(p.low), quantity: '0.02' }));
  await judged('amendSpotOrderKeepPriority', () => client.amendSpotOrderKeepPriority({
    symbol, orderId: second.result.orderId, newQty: '0.01',
  }), isGood());
  await judged('getSpotOpenOrders', () => client.getSpotOpenOrders({ symbol }), isGood((r) => r.length > 0));
  await judged('getSpotAllOrders', () => client.getSpotAllOrders({ symbol }), isGood((r) => r.length > 0));
  await judged('cancelAllSpotOpenOrders', () => client.cancelAllSpotOpenOrders({ symbol }), isGood((r) => r.length > 0));
}

async function orderLists(judged, client, p) {
  const methods = {
    oco: 'placeSpotOCOOrderList', oto: 'placeSpotOTOOrderList', otoco: 'placeSpotOTOCOOrderList', opo: 'placeSpotOPOOrderList',
    opoco: 'placeSpotOPOCOOrderList', legacyOco: 'placeSpotOrderList',
  };
  for (const [name, list] of Object.entries(lists(p))) {
    const placed = await judged(methods[name], () => client[methods[name]](list), isGood((r) => r.orderListId >= 0));
    if (!placed) continue;
    const { orderListId } = placed.result;
    await judged(`getSpotOrderListStatus(${name})`, () => client.getSpotOrderListStatus({ orderListId }), isGood());
    await judged(`getSpotOpenOrderLists(${name})`, () => client.getSpotOpenOrderLists({}), isGood((r) => r.length > 0));
    await judged(`cancelSpotOrderList(${name})`, () => client.cancelSpotOrderList({ symbol, orderListId }), isGood());
  }
  await judged('getSpotAllOrderLists', () => client.getSpotAllOrderLists({}), isGood((r) => r.length > 0));
}

async function account(judged, client, p) {
  const calls = [
    ['placeSpotSOROrder', { ...limit(p.low) }], ['testSpotSOROrder', { ...limit(p.low) }], ['cancelAllSpotOpenOrders', { symbol }],
    ['getSpotAccountInformation', {}, (r) => r.balances.length > 0], ['getSpotOrderRateLimits', {}, (r) => r.length === 2],
    ['getSpotMyTrades', { symbol }, (r) => r.length > 0], ['getSpotPreventedMatches', { symbol, preventedMatchId: 1 }, Array.isArray],
    ['getSpotAllocations', { symbol }, Array.isArray], ['getSpotAccountCommission', { symbol }, (r) => r.symbol === symbol],
  ];
  for (const [method, params, check] of calls) await judged(method, () => client[method](params), isGood(check));
}

// Resolves with the next user event of that kind, from the library's own event emitter.
const nextEvent = (client, kind) => within(new Promise((resolve) => {
  client.getWSClient().on('message', function heard(data) {
    const event = data.event ?? data;
    if (event.e !== kind) return;
    client.getWSClient().off('message', heard);
    resolve(event);
  });
}), kind);

async function events(judged, client, p) {
  await judged('subscribeUserDataStream', () => client.subscribeUserDataStream('mainWSAPI'));
  const report = nextEvent(client, 'executionReport');
  const position = nextEvent(client, 'outboundAccountPosition');
  const placed = await within(client.submitNewSpotOrder(limit(p.low)));
  await judged('event executionReport', () => report, (event) => event.x === 'NEW' && event.i === placed.result.orderId);
  await judged('event outboundAccountPosition', () => position, (event) => event.B.length > 0);
  await judged('cancelSpotOrder(event)', () => client.cancelSpotOrder({ symbol, orderId: placed.result.orderId }), isGood());
  const list = nextEvent(client, 'listStatus');
  const oco = await judged('placeSpotOCOOrderList(event)', () => client.placeSpotOCOOrderList(lists(p).oco), isGood());
  await judged('event listStatus', () => list, (event) => event.g >= 0);
  if (oco) await client.cancelSpotOrderList({ symbol, orderListId: oco.result.orderListId });
  await judged('unsubscribeUserDataStream', () => client.unsubscribeUserDataStream('mainWSAPI'));
}

export async function judge(name) {
  const p = await prices();
  for (const [kind, keys] of Object.entries({ hmac, ed25519 })) {
    const client = connected(keys);
    client.getWSClient().on('exception', () => {});
    const judged = (what, action, check) => call(`${name}/${kind}`, what, action, check);
    await market(judged, client);
    if (kind === 'ed25519') await judged('getSpotSessionStatus', () => client.getSpotSessionStatus(), isGood((r) => r.apiKey === keys.key));
    await orders(judged, client, p);
    await orderLists(judged, client, p);
    await account(judged, client, p);
    await events(judged, client, p);
    await client.disconnectAll();
  }
}
