using Bot3.Messaging.ExchangeWorker;
using Bot3.Messaging.Hosting;

return await WorkerHost.RunAsync(args, new ExchangeModule());
