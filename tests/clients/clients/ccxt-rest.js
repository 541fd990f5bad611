// ccxt, REST: the unified calls for spot trading, and the venue's own paths that ccxt lists (implicit calls).
import ccxt from 'ccxt';
import { call } from '../lib/report.js';
import { exchangeOptions, towardsSimulator } from '../lib/ccxt-settings.js';
import { prices } from '../lib/prices.js';
import { limit, lists, symbol as id } from '../lib/orders.js';

const symbol = 'BTC/USDT';

async function market(judged, exchange) {
  const isList = (answer) => Array.isArray(answer) && answer.length > 0;
  await judged('loadMarkets', () => exchange.loadMarkets(), (markets) => markets[symbol].spot);
  await judged('fetchTime', () => exchange.fetchTime(), (time) => time > 0);
  await judged('fetchMarkets', () => exchange.fetchMarkets(), isList);
  await judged('fetchOrderBook', () => exchange.fetchOrderBook(symbol, 20), (book) => book.bids.length > 0 && book.nonce > 0);
  await judged('fetchTicker', () => exchange.fetchTicker(symbol), (ticker) => ticker.last > 0);
  await judged('fetchTicker(rolling)', () => exchange.fetchTicker(symbol, { rolling: true }), (ticker) => ticker.last > 0);
  await judged('fetchTickers', () => exchange.fetchTickers([symbol, 'ETH/USDT']), (tickers) => tickers[symbol].last > 0);
  await judged('fetchTickers(all)', () => exchange.fetchTickers(), (tickers) => tickers[symbol].last > 0);
  await judged('fetchBidsAsks', () => exchange.fetchBidsAsks([symbol]), (tickers) => tickers[symbol].bid > 0);
  await judged('fetchLastPrices', () => exchange.fetchLastPrices([symbol]), (all) => all[symbol].price > 0);
  await judged('fetchOHLCV', () => exchange.fetchOHLCV(symbol, '1m', undefined, 5), isList);
  await judged('fetchOHLCV(since)', () => exchange.fetchOHLCV(symbol, '5m', Date.now() - 3_600_000), isList);
  await judged('fetchTrades', () => exchange.fetchTrades(symbol, undefined, 5), isList);
  await judged('fetchTrades(since)', () => exchange.fetchTrades(symbol, Date.now() - 600_000), isList);
  for (const method of ['publicGetTrades', 'publicGetHistoricalTrades', 'publicGetAggTrades']) {
    await judged(method, () => exchange[method]({ symbol: id, limit: 5 }), isList);
  }
}

async function orders(judged, exchange, p) {
  const price = (text) => Number(text);
  const kinds = {
    limit: ['limit', 'buy', 0.01, price(p.low), {}],
    postOnly: ['limit', 'sell', 0.01, price(p.high), { postOnly: true }],
    ioc: ['limit', 'buy', 0.01, price(p.low), { timeInForce: 'IOC' }],
    fok: ['limit', 'buy', 0.01, price(p.at(1.01)), { timeInForce: 'FOK' }],
    market: ['market', 'buy', 0.01, undefined, {}],
    marketSell: ['market', 'sell', 0.01, undefined, {}],
    cost: ['market', 'buy', 0.01, undefined, { cost: 100 }],
    stopLoss: ['market', 'sell', 0.01, undefined, { stopLossPrice: price(p.low) }],
    takeProfit: ['market', 'sell', 0.01, undefined, { takeProfitPrice: price(p.high) }],
    stopLossLimit: ['limit', 'sell', 0.01, price(p.lower), { stopLossPrice: price(p.low) }],
    takeProfitLimit: ['limit', 'sell', 0.01, price(p.high), { takeProfitPrice: price(p.high) }],
    trailing: ['market', 'sell', 0.01, undefined, { trailingPercent: 10, stopLossOrTakeProfit: 'stopLoss' }],
    iceberg: ['limit', 'buy', 0.01, price(p.low), { icebergQty: '0.005' }],
    selfTradePrevention: ['limit', 'buy', 0.01, price(p.low), { selfTradePrevention: 'EXPIRE_TAKER' }],
    clientOrderId: ['limit', 'buy', 0.01, price(p.low), { clientOrderId: `judge-${Date.now()}` }],
  };
  for (const [name, [type, side, amount, at, params]] of Object.entries(kinds)) {
    await judged(`createOrder(test ${name})`, () => exchange.createOrder(symbol, type, side, amount, at, { ...params, test: true }));
    const placed = await judged(`createOrder(${name})`, () => exchange.createOrder(symbol, type, side, amount, at, params), (o) => o.id);
    const found = placed && await judged(`fetchOrder(${name})`, () => exchange.fetchOrder(placed.id, symbol), (o) => o.id === placed.id);
    if (found?.status === 'open') await judged(`cancelOrder(${name})`, () => exchange.cancelOrder(placed.id, symbol));
  }

  await judged('createMarketBuyOrderWithCost', () => exchange.createMarketBuyOrderWithCost(symbol, 50), (o) => o.filled > 0);
  await judged('createMarketSellOrderWithCost', () => exchange.createMarketSellOrderWithCost(symbol, 50), (o) => o.filled > 0);
  const open = await exchange.createOrder(symbol, 'limit', 'buy', 0.02, price(p.low));
  const edited = await judged('editOrder', () => exchange.editOrder(open.id, symbol, 'limit', 'buy', 0.01, price(p.lower)), (o) => o.id);
  const filled = await exchange.createOrder(symbol, 'market', 'buy', 0.01);
  await judged('fetchOpenOrder', () => exchange.fetchOpenOrders(symbol, undefined, undefined, {}), (all) => all.length > 0);
  await judged('fetchOpenOrders(all)', () => exchange.fetchOpenOrders(), (all) => all.length > 0);
  await judged('fetchOrders', () => exchange.fetchOrders(symbol, Date.now() - 600_000, 5), (all) => all.length > 0);
  await judged('fetchClosedOrders', () => exchange.fetchClosedOrders(symbol), (all) => all.length > 0);
  await judged('fetchCanceledOrders', () => exchange.fetchCanceledOrders(symbol), (all) => all.length > 0);
  await judged('fetchCanceledAndClosedOrders', () => exchange.fetchCanceledAndClosedOrders(symbol), (all) => all.length > 0);
  await judged('fetchOrderTrades', () => exchange.fetchOrderTrades(filled.id, symbol), (all) => all.length > 0);
  await judged('fetchMyTrades', () => exchange.fetchMyTrades(symbol, Date.now() - 600_000, 5), (all) => all.length > 0);
  await judged('privatePutOrderAmendKeepPriority', () => exchange.request('order/amend/keepPriority', 'private', 'PUT', {
    symbol: id, orderId: edited?.id ?? open.id, newQty: '0.005',
  }));
  await judged('cancelAllOrders', () => exchange.cancelAllOrders(symbol), (all) => all.length > 0);
}

async function orderLists(judged, exchange, p) {
  const names = { oco: 'Oco', oto: 'Oto', otoco: 'Otoco', opo: 'Opo', opoco: 'Opoco' };
  for (const [name, list] of Object.entries(lists(p)).filter(([kind]) => names[kind])) {
    const placed = await judged(`orderList/${name}`, () => exchange.request(`orderList/${name}`, 'private', 'POST', list));
    if (!placed) continue;
    const { orderListId } = placed;
    await judged(`privateGetOrderList(${name})`, () => exchange.privateGetOrderList({ orderListId }));
    await judged(`privateDeleteOrderList(${name})`, () => exchange.privateDeleteOrderList({ symbol: id, orderListId }));
  }
  await judged('privatePostOrderOco', () => exchange.privatePostOrderOco(lists(p).legacyOco), (list) => list.orderListId !== undefined);
  await judged('privateGetOpenOrderList', () => exchange.privateGetOpenOrderList(), Array.isArray);
  await judged('privateGetAllOrderList', () => exchange.privateGetAllOrderList(), Array.isArray);
  await judged('privateDeleteOpenOrders', () => exchange.privateDeleteOpenOrders({ symbol: id }));
}

async function account(judged, exchange, p) {
  await judged('fetchBalance', () => exchange.fetchBalance(), (balance) => balance.USDT.total > 0);
  await judged('privatePostSorOrder', () => exchange.privatePostSorOrder(limit(p.low)));
  await judged('privatePostSorOrderTest', () => exchange.privatePostSorOrderTest(limit(p.low)));
  await judged('cancelAllOrders(sor)', () => exchange.cancelAllOrders(symbol));
  await judged('privateGetRateLimitOrder', () => exchange.privateGetRateLimitOrder(), Array.isArray);
  await judged('privateGetAccountCommission', () => exchange.privateGetAccountCommission({ symbol: id }));
  await judged('privateGetMyPreventedMatches', () => exchange.privateGetMyPreventedMatches({ symbol: id, preventedMatchId: 1 }));
  await judged('privateGetMyAllocations', () => exchange.privateGetMyAllocations({ symbol: id }), Array.isArray);
}

export async function judge(name) {
  const exchange = towardsSimulator(new ccxt.binance(exchangeOptions()));
  const judged = (what, action, isGood) => call(name, what, action, isGood);
  const p = await prices();
  await market(judged, exchange);
  await orders(judged, exchange, p);
  await orderLists(judged, exchange, p);
  await account(judged, exchange, p);
}
