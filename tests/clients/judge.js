// Runs every spot trading call of clients that we did not write against a running simulator.
//   node judge.js http://127.0.0.1:9080 [binance-rest binance-ws-api binance-streams ccxt-rest ccxt-pro]
import './lib/loopback.js';
import { close } from './lib/report.js';
import { only } from './lib/settings.js';

const clients = ['binance-rest', 'binance-ws-api', 'binance-streams', 'ccxt-rest', 'ccxt-pro'];
for (const client of clients.filter((name) => only.length === 0 || only.includes(name))) {
  const { judge } = await import(`./clients/${client}.js`);
  await judge(client);
}

// Sockets of the libraries may linger and reconnect; the verdict is complete here.
process.exit(close() ? 0 : 1);
