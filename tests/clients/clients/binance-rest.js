// npm `binance`, MainClient: every spot REST call.
import { createRequire } from 'node:module';
import { call } from '../lib/report.js';
import { hmac, rest } from '../lib/settings.js';
import { prices } from '../lib/prices.js';
import { limit, lists, single, symbol } from '../lib/orders.js';

const require = createRequire(import.meta.url);
const { MainClient } = require('binance');
// getServerTime of this library ignores baseUrl: only its own host is rewritten, nothing else of the request.
require('axios').default.interceptors.request.use((config) => ({
  ...config, url: config.url.replace(/^https:\/\/api\d*\.binance\.com/, rest),
}));

let amended;

async function market(judged, client) {
  const isList = (answer) => Array.isArray(answer) && answer.length > 0;
  const symbols = ['BTCUSDT', 'ETHUSDT'];
  await judged('testConnectivity', () => client.testConnectivity());
  await judged('getServerTime', () => client.getServerTime(), (time) => time > 0);
  await judged('getExchangeInfo', () => client.getExchangeInfo(), (info) => info.symbols.length > 1);
  await judged('getExchangeInfo(symbol)', () => client.getExchangeInfo({ symbol }), (info) => info.symbols.length === 1);
  await judged('getExchangeInfo(symbols)', () => client.getExchangeInfo({ symbols }), (info) => info.symbols.length === 2);
  await judged('getOrderBook', () => client.getOrderBook({ symbol, limit: 5 }), (book) => book.bids.length === 5);
  await judged('getOrderBook(5000)', () => client.getOrderBook({ symbol, limit: 5000 }), (book) => book.asks.length > 0);
  await judged('getRecentTrades', () => client.getRecentTrades({ symbol, limit: 3 }), isList);
  await judged('getHistoricalTrades', () => client.getHistoricalTrades({ symbol, limit: 3, fromId: 1 }), (t) => t[0].id === 1);
  await judged('getHistoricalBlockTrades', () => client.getHistoricalBlockTrades({ symbol }), Array.isArray);
  await judged('getAggregateTrades', () => client.getAggregateTrades({ symbol, limit: 3 }), isList);
  await judged('getKlines', () => client.getKlines({ symbol, interval: '1m', limit: 3 }), (k) => k[0].length === 12);
  await judged('getUIKlines', () => client.getUIKlines({ symbol, interval: '1h', limit: 3 }), (k) => k[0].length === 12);
  await judged('getAvgPrice', () => client.getAvgPrice({ symbol }), (average) => Number(average.price) > 0);
  await judged('getExecutionRules', () => client.getExecutionRules(), (rules) => Array.isArray(rules.symbolRules));
  await judged('getExecutionRules(symbols)', () => client.getExecutionRules({ symbols }), (rules) => Array.isArray(rules.symbolRules));
  await judged('getReferencePrice', () => client.getReferencePrice({ symbol }), (reference) => reference.symbol === symbol);
  await judged('getReferencePriceCalculation', () => client.getReferencePriceCalculation({ symbol }), (a) => a.symbol === symbol);
  await judged('get24hrChangeStatistics', () => client.get24hrChangeStatistics({ symbol }), (t) => Number(t.lastPrice) > 0);
  await judged('get24hrChangeStatistics(all)', () => client.get24hrChangeStatistics(), isList);
  await judged('get24hrChangeStatistics(mini)', () => client.get24hrChangeStatistics({ symbols, type: 'MINI' }), (t) => t.length === 2);
  await judged('getTradingDayTicker', () => client.getTradingDayTicker({ symbol }), (t) => t.symbol === symbol);
  await judged('getTradingDayTicker(symbols)', () => client.getTradingDayTicker({ symbols, type: 'MINI' }), (t) => t.length === 2);
  await judged('getSymbolPriceTicker', () => client.getSymbolPriceTicker({ symbol }), (t) => Number(t.price) > 0);
  await judged('getSymbolPriceTicker(all)', () => client.getSymbolPriceTicker(), isList);
  await judged('getSymbolOrderBookTicker', () => client.getSymbolOrderBookTicker({ symbols }), (t) => t.length === 2);
  await judged('getRollingWindowTicker', () => client.getRollingWindowTicker({ symbol, windowSize: '1h' }), (t) => t.symbol === symbol);
}

async function orders(judged, client, p) {
  for (const [name, order] of Object.entries(single(p))) {
    await judged(`testNewOrder(${name})`, () => client.testNewOrder(order));
    const placed = await judged(`submitNewOrder(${name})`, () => client.submitNewOrder(order), (answer) => answer.orderId > 0);
    const found = placed && await judged(`getOrder(${name})`, () => client.getOrder({ symbol, orderId: placed.orderId }));
    if (found?.status === 'NEW') await judged(`cancelOrder(${name})`, () => client.cancelOrder({ symbol, orderId: placed.orderId }));
  }
  await judged('testNewOrder(computeCommissionRates)', () => client.testNewOrder({ ...limit(p.low), computeCommissionRates: true }));

  const first = await client.submitNewOrder(limit(p.low));
  await judged('replaceOrder', () => client.replaceOrder({
    ...limit(p.lower), cancelReplaceMode: 'STOP_ON_FAILURE', cancelOrderId: first.orderId,
  }), (answer) => answer.newOrderResult === 'SUCCESS');
  const second = await client.submitNewOrder({ ...limit(p.low), quantity: '0.02' });
  // The library's own amendOrderKeepPriority goes to the futures path: this is its spot path, sent by the library's own means.
  await judged('putPrivate(order/amend/keepPriority)', () => client.putPrivate('api/v3/order/amend/keepPriority', {
    symbol, orderId: second.orderId, newQty: '0.01',
  }), (answer) => answer.amendedOrder.qty === '0.01000000');
  amended = second.orderId;
  await judged('getOpenOrders', () => client.getOpenOrders({ symbol }), (open) => open.length > 0);
  await judged('getOpenOrders(all)', () => client.getOpenOrders(), (open) => open.length > 0);
  await judged('getAllOrders', () => client.getAllOrders({ symbol, limit: 5 }), (all) => all.length > 0);
  await judged('cancelAllSymbolOrders', () => client.cancelAllSymbolOrders({ symbol }), (all) => all.length > 0);
}

async function orderLists(judged, client, p) {
  const places = {
    oco: (list) => client.submitNewOrderList(list), oto: (list) => client.submitNewOrderListOTO(list),
    otoco: (list) => client.submitNewOrderListOTOCO(list), opo: (list) => client.submitNewOrderListOPO(list),
    opoco: (list) => client.submitNewOrderListOPOCO(list), legacyOco: (list) => client.submitNewOCO(list),
  };
  for (const [name, list] of Object.entries(lists(p))) {
    const placed = await judged(`submitNewOrderList(${name})`, () => places[name](list), (answer) => answer.orderListId >= 0);
    if (!placed) continue;
    const { orderListId } = placed;
    await judged(`getOCO(${name})`, () => client.getOCO({ orderListId }), (answer) => answer.orderListId === orderListId);
    await judged(`getAllOpenOCO(${name})`, () => client.getAllOpenOCO(), (open) => open.length > 0);
    await judged(`cancelOCO(${name})`, () => client.cancelOCO({ symbol, orderListId }), (answer) => answer.listOrderStatus === 'ALL_DONE');
  }
  await judged('getAllOCO', () => client.getAllOCO({ limit: 10 }), (all) => all.length > 0);
}

async function account(judged, client) {
  await judged('getAccountInformation', () => client.getAccountInformation(), (answer) => answer.balances.length > 0);
  await judged('getAccountInformation(omit)', () => client.getAccountInformation({ omitZeroBalances: true }));
  await judged('getAccountTradeList', () => client.getAccountTradeList({ symbol, limit: 5 }), (trades) => trades.length > 0);
  await judged('getOrderRateLimit', () => client.getOrderRateLimit(), (limits) => limits.length === 2);
  await judged('getPrivate(myFilters)', () => client.getPrivate('api/v3/myFilters', { symbol }), (all) => Array.isArray(all.assetFilters));
  await judged('getPrivate(order/amendments)', () => client.getPrivate('api/v3/order/amendments', { symbol, orderId: amended }));
  await judged('getCommissionRates', () => client.getCommissionRates({ symbol }), (rates) => rates.symbol === symbol);
  await judged('getPreventedMatches', () => client.getPreventedMatches({ symbol, preventedMatchId: 1 }), Array.isArray);
  await judged('getAllocations', () => client.getAllocations({ symbol }), Array.isArray);
}

export async function judge(name) {
  const client = new MainClient({ api_key: hmac.key, api_secret: hmac.secret, baseUrl: rest });
  const judged = (what, action, isGood) => call(name, what, action, isGood);
  const p = await prices();
  await market(judged, client);
  await orders(judged, client, p);
  await orderLists(judged, client, p);
  const sor = { symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.01', price: p.low };
  await judged('testNewSOROrder', () => client.testNewSOROrder(sor));
  await judged('submitNewSOROrder', () => client.submitNewSOROrder(sor), (answer) => answer.orderId > 0);
  await judged('cancelAllSymbolOrders(sor)', () => client.cancelAllSymbolOrders({ symbol }));
  await account(judged, client);
}
