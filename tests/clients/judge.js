// Runs every spot trading call of clients that we did not write against a running simulator.
//   node judge.js http://127.0.0.1:9080 [binance-rest binance-ws-api binance-streams ccxt-rest ccxt-pro]
import './lib/loopback.js';
import { begin, close, complain } from './lib/report.js';
import { only, rest } from './lib/settings.js';

const clients = ['binance-rest', 'binance-ws-api', 'binance-streams', 'ccxt-rest', 'ccxt-pro'];
// Without a reference price the calls about it are refused (-2043), which is right but shows little.
await fetch(`${rest}/admin/symbols/BTCUSDT`, { method: 'POST', body: '{"referencePrice":"65000"}' });

// What a library throws into the void is a complaint like any other.
process.on('unhandledRejection', complain);
process.on('uncaughtException', complain);

for (const client of clients.filter((name) => only.length === 0 || only.includes(name))) {
  begin(client);
  const { judge } = await import(`./clients/${client}.js`);
  await judge(client).catch(complain);
}

// Sockets of the libraries may linger and reconnect; the verdict is complete here.
process.exit(close() ? 0 : 1);
