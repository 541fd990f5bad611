using Bot3.Messaging.Hosting;
using Bot3.Messaging.OrderSaga;

return await WorkerHost.RunAsync(args, new OrderSagaModule());
