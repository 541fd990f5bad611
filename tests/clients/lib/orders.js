// Parameters of orders and order lists as the venue names them, for every client that takes them so.
export const symbol = 'BTCUSDT';

export const limit = (price) => ({ symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.01', price });

export const single = (p) => ({
  limitGtc: limit(p.low),
  limitIoc: { ...limit(p.low), timeInForce: 'IOC' },
  limitFok: { ...limit(p.at(1.01)), timeInForce: 'FOK' },
  iceberg: { ...limit(p.low), icebergQty: '0.005' },
  limitMaker: { symbol, side: 'SELL', type: 'LIMIT_MAKER', quantity: '0.01', price: p.high },
  market: { symbol, side: 'BUY', type: 'MARKET', quantity: '0.01' },
  marketByQuote: { symbol, side: 'SELL', type: 'MARKET', quoteOrderQty: '100' },
  stopLoss: { symbol, side: 'SELL', type: 'STOP_LOSS', quantity: '0.01', stopPrice: p.low },
  stopLossLimit: {
    symbol, side: 'SELL', type: 'STOP_LOSS_LIMIT', timeInForce: 'GTC', quantity: '0.01', stopPrice: p.low, price: p.lower,
  },
  takeProfit: { symbol, side: 'SELL', type: 'TAKE_PROFIT', quantity: '0.01', stopPrice: p.high },
  takeProfitLimit: {
    symbol, side: 'SELL', type: 'TAKE_PROFIT_LIMIT', timeInForce: 'GTC', quantity: '0.01', stopPrice: p.high, price: p.high,
  },
  trailingStop: { symbol, side: 'SELL', type: 'STOP_LOSS', quantity: '0.01', trailingDelta: 1000 },
  selfTradePrevention: { ...limit(p.low), selfTradePreventionMode: 'EXPIRE_MAKER' },
  pegged: { symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.01', pegPriceType: 'PRIMARY_PEG' },
  labelled: { ...limit(p.low), strategyId: 7, strategyType: 1000001, newOrderRespType: 'RESULT' },
});

export const lists = (p) => {
  const working = {
    symbol, workingType: 'LIMIT', workingSide: 'BUY', workingPrice: p.low, workingQuantity: '0.01', workingTimeInForce: 'GTC',
  };
  const pending = { pendingType: 'STOP_LOSS', pendingSide: 'SELL', pendingStopPrice: p.at(0.8) };
  const pair = {
    pendingSide: 'SELL', pendingAboveType: 'LIMIT_MAKER', pendingAbovePrice: p.high,
    pendingBelowType: 'STOP_LOSS', pendingBelowStopPrice: p.at(0.8),
  };
  return {
    oco: {
      symbol, side: 'SELL', quantity: '0.01', aboveType: 'LIMIT_MAKER', abovePrice: p.high,
      belowType: 'STOP_LOSS_LIMIT', belowStopPrice: p.low, belowPrice: p.lower, belowTimeInForce: 'GTC',
    },
    oto: { ...working, ...pending, pendingQuantity: '0.009' },
    otoco: { ...working, ...pair, pendingQuantity: '0.009' },
    opo: { ...working, ...pending },
    opoco: { ...working, ...pair },
    legacyOco: {
      symbol, side: 'SELL', quantity: '0.01', price: p.high, stopPrice: p.low, stopLimitPrice: p.lower, stopLimitTimeInForce: 'GTC',
    },
  };
};
