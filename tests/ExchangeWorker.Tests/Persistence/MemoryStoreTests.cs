using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Limits;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Bot3.Messaging.Persistence.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.ExchangeWorker.Tests.Persistence;

public sealed class MemoryStoreTests : StoreContract
{
    private protected override Task<ServiceProvider> StartAsync() => Task.FromResult(new ServiceCollection()
        .AddDurableMessaging(new PersistenceOptions { Provider = PersistenceProvider.Memory })
        .AddSingleton<IAttemptStore, MemoryAttemptStore>()
        .AddSingleton<IFillStore, MemoryFillStore>()
        .AddSingleton<ITradeCursorStore, MemoryTradeCursorStore>()
        .AddSingleton<ILeaseStore, MemoryLeaseStore>()
        .AddSingleton<IRateLedger, MemoryRateLedger>()
        .BuildServiceProvider());
}
