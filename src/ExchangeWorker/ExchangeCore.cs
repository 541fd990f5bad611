using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Broadcasting;
using Bot3.Messaging.ExchangeWorker.Commands;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.ExchangeWorker.Persistence;

namespace Bot3.Messaging.ExchangeWorker;

/// <summary>The parts of the worker that need neither bus nor database of their own.</summary>
internal static class ExchangeCore
{
    public static IServiceCollection AddExchangeCore(this IServiceCollection services) => services
        .AddSingleton<AccountWorks>()
        .AddSingleton<FactMessages>()
        .AddSingleton<VenueFacts>()
        .AddSingleton<VenueReports>()
        .AddSingleton<AbsenceProof>()
        .AddSingleton<AttemptResolver>()
        .AddSingleton<PlacementHandler>()
        .AddSingleton<CancelHandler>()
        .AddSingleton<ResolveHandler>()
        .AddSingleton<BalanceBoard>()
        .AddSingleton<AccountReconciler>()
        .AddSingleton<AccountStream>()
        .AddSingleton<DoubtLoop>()
        .AddSingleton<AccountBroadcasts>()
        .AddSingleton<LeaseKeeper>()
        .AddSingleton<AccountStatusBoard>()
        .AddSingleton<AccountWorker>();
}
