using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>
/// Runs units of work on one account. Those that come while another one commits share the next transaction; none is ever under way while
/// the venue is asked.
/// </summary>
internal sealed class AccountWorks(IDurableStore store)
{
    /// <summary>Runs one; returns after the commit.</summary>
    /// <typeparam name="T">What the work finds out.</typeparam>
    /// <param name="account">The account.</param>
    /// <param name="announce">Says which rows the work needs, attempts first: what is read of others relies on their locks.</param>
    /// <param name="handle">The work; may run several times, each time with another session.</param>
    /// <param name="cancellationToken">Cancels the work before it begins.</param>
    /// <returns>The result of the run that was committed.</returns>
    public async Task<T> RunAsync<T>(
        string account, Action<PostgresGroup> announce, Func<IDurableSession, AfterCommit, Task<T>> handle,
        CancellationToken cancellationToken)
    {
        T result = default!;
        var after = new AfterCommit();
        var work = new DurableWork
        {
            Group = "exchange-" + account,
            Announce = announce,
            Handle = async session =>
            {
                var notes = new AfterCommit();
                result = await handle(session, notes);
                after = notes;
            },
        };
        await store.RunAsync(work, cancellationToken);
        after.Run();
        return result;
    }
}
