using Bot3.Messaging.Hosting;
using Bot3.Messaging.RiskWorker;

return await WorkerHost.RunAsync(args, new RiskModule());
