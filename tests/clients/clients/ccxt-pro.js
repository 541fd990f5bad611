// ccxt, websocket side: streams, account streams and the calls of the WebSocket API.
import ccxt from 'ccxt';
import { call, leaveOut, within } from '../lib/report.js';
import { exchangeOptions, towardsSimulator } from '../lib/ccxt-settings.js';
import { prices } from '../lib/prices.js';

const symbol = 'BTC/USDT';
const symbols = ['BTC/USDT', 'ETH/USDT'];

async function streams(judged, exchange) {
  const isList = (answer) => Array.isArray(answer) && answer.length > 0;
  await judged('watchTicker', () => exchange.watchTicker(symbol), (ticker) => ticker.last > 0);
  await judged('watchTicker(miniTicker)', () => exchange.watchTicker('ETH/USDT', { name: 'miniTicker' }), (ticker) => ticker.last > 0);
  await judged('watchTickers', () => exchange.watchTickers(symbols), (tickers) => Object.keys(tickers).length > 0);
  await judged('watchTickers(all mini)', () => exchange.watchTickers(undefined, { name: 'miniTicker' }), (t) => Object.keys(t).length > 0);
  await judged('watchBidsAsks', () => exchange.watchBidsAsks(symbols), (tickers) => Object.keys(tickers).length > 0);
  await judged('watchTrades', () => exchange.watchTrades(symbol), isList);
  await judged('watchTrades(aggTrade)', () => exchange.watchTrades('ETH/USDT', undefined, undefined, { name: 'aggTrade' }), isList);
  await judged('watchTradesForSymbols', () => exchange.watchTradesForSymbols(symbols), isList);
  await judged('watchOHLCV', () => exchange.watchOHLCV(symbol, '1m'), isList);
  await judged('watchOHLCVForSymbols', () => exchange.watchOHLCVForSymbols([[symbol, '5m'], ['ETH/USDT', '1h']]));
  await judged('watchOrderBook', () => exchange.watchOrderBook(symbol), (book) => book.bids.length > 0 && book.nonce > 0);
  await judged('watchOrderBook(again)', () => exchange.watchOrderBook(symbol), (book) => book.bids[0][0] < book.asks[0][0]);
  await judged('watchOrderBookForSymbols', () => exchange.watchOrderBookForSymbols(symbols, 20), (book) => book.asks.length > 0);
  await judged('unWatchTicker', () => exchange.unWatchTicker(symbol));
  await judged('unWatchTickers', () => exchange.unWatchTickers(symbols));
  await judged('unWatchBidsAsks', () => exchange.unWatchBidsAsks(symbols));
  await judged('unWatchTrades', () => exchange.unWatchTrades(symbol));
  await judged('unWatchTradesForSymbols', () => exchange.unWatchTradesForSymbols(symbols));
  await judged('unWatchOHLCV', () => exchange.unWatchOHLCV(symbol, '1m'));
  await judged('unWatchOHLCVForSymbols', () => exchange.unWatchOHLCVForSymbols([[symbol, '5m'], ['ETH/USDT', '1h']]));
  await judged('unWatchOrderBook', () => exchange.unWatchOrderBook(symbol));
  await judged('unWatchOrderBookForSymbols', () => exchange.unWatchOrderBookForSymbols(symbols));
}

async function calls(name, judged, exchange, p) {
  const isList = (answer) => Array.isArray(answer) && answer.length > 0;
  for (const method of ['fetchTickerWs', 'fetchOrderBookWs']) leaveOut(name, method, 'the library makes it for swap markets only');
  await judged('fetchOHLCVWs', () => exchange.fetchOHLCVWs(symbol, '1m'), isList);
  await judged('fetchTradesWs', () => exchange.fetchTradesWs(symbol, undefined, 5), isList);
  // The library reads every account.status as a swap account's and finds no currencies in it; what it was answered is judged.
  await judged('fetchBalanceWs', () => exchange.fetchBalanceWs(), (balance) => balance.info.balances.length > 0);
  const open = await judged('createOrderWs(limit)', () => exchange.createOrderWs(symbol, 'limit', 'buy', 0.02, Number(p.low)), (o) => o.id);
  await judged('createOrderWs(market)', () => exchange.createOrderWs(symbol, 'market', 'buy', 0.01), (o) => o.filled > 0);
  await judged('createOrderWs(stop)', () => exchange.createOrderWs(symbol, 'limit', 'sell', 0.01, Number(p.lower), {
    stopLossPrice: Number(p.low),
  }), (o) => o.id);
  await judged('fetchOrderWs', () => exchange.fetchOrderWs(open.id, symbol), (order) => order.status === 'open');
  await judged('fetchOrdersWs', () => exchange.fetchOrdersWs(symbol), isList);
  await judged('fetchClosedOrdersWs', () => exchange.fetchClosedOrdersWs(symbol), isList);
  await judged('fetchOpenOrdersWs', () => exchange.fetchOpenOrdersWs(symbol), isList);
  await judged('fetchMyTradesWs', () => exchange.fetchMyTradesWs(symbol), isList);
  await judged('editOrderWs', () => exchange.editOrderWs(open.id, symbol, 'limit', 'buy', 0.01, Number(p.lower)), (o) => o.id);
  const other = await within(exchange.createOrderWs(symbol, 'limit', 'buy', 0.01, Number(p.low)));
  await judged('cancelOrderWs', () => exchange.cancelOrderWs(other.id, symbol));
  await judged('cancelAllOrdersWs', () => exchange.cancelAllOrdersWs(symbol), isList);
}

async function account(judged, exchange, p) {
  // Loaded once beforehand, so that watches begun together share one connection.
  await exchange.loadHttpProxyAgent();
  let isDone = false;
  const watched = Promise.all([
    judged('watchOrders', () => exchange.watchOrders(symbol), (all) => all.length > 0),
    judged('watchMyTrades', () => exchange.watchMyTrades(symbol), (all) => all.length > 0),
    judged('watchBalance', () => exchange.watchBalance(), (answer) => answer.USDT.total > 0),
  ]).finally(() => { isDone = true; });

  // The library says nothing when its subscription is made: orders are placed until their events have come.
  const pause = () => new Promise((resolve) => { setTimeout(resolve, 300); });
  while (!isDone) {
    await within(exchange.createOrderWs(symbol, 'market', 'buy', 0.001));
    await Promise.race([watched, pause()]);
  }

  await judged('cancelAllOrders', async () => {
    await exchange.createOrderWs(symbol, 'limit', 'buy', 0.01, Number(p.low));
    return exchange.cancelAllOrders(symbol);
  });
}

export async function judge(name) {
  const exchange = towardsSimulator(new ccxt.pro.binance(exchangeOptions()));
  const judged = (what, action, isGood) => call(name, what, action, isGood);
  const p = await prices();
  await judged('loadMarkets', () => exchange.loadMarkets(), (markets) => markets[symbol].spot);
  await account(judged, exchange, p);
  await calls(name, judged, exchange, p);
  await streams(judged, exchange);
  await exchange.close();
}
